import { dayOf } from "../../src/chinese/time/index.ts";
import { defaultMinute } from "../../src/ledger/digest.ts";
import type { Role } from "../../src/store/schema.ts";
import { placesVersion } from "../../src/store/tables/places.ts";
import type { World } from "../world.ts";

export type Village = { readonly name: string; readonly path: string };
export type Town = {
  readonly name: string;
  readonly path: string;
  /** accounts of its secretary, of a cadre and of somebody who lives in its first village */
  readonly secretary: string;
  readonly cadre: string;
  readonly villager: string;
  readonly villages: readonly Village[];
};
export type County = { readonly path: string; readonly secretary: string; readonly towns: readonly Town[] };

const first = [..."柳桥杨庙槐井枣坡榆沟桑园松岭梅坞竹溪莲塘菊潭"].filter((_, at) => at % 2 === 0);
const second = [..."家坡湾头堂口坪岗店营铺寨楼屯洼涧滩坝埠集"];
const ways = [..."东南西北前后上下"];

/** So many names of villages, each another one, without a number in it. */
const nameOf = (at: number): string =>
  `${ways[Math.floor(at / (first.length * second.length)) % ways.length] ?? ""}${first[at % first.length] ?? ""}${second[Math.floor(at / first.length) % second.length] ?? ""}村`;

/** Adds a county of its own beside the small town: towns, villages and who works there. */
export async function makeCounty(world: World, towns: number, villages: number): Promise<County> {
  const made: Town[] = [];
  await world.store.write(async (tables) => {
    const now = world.now();
    const put = (
      id: string,
      parent: string | null,
      level: "county" | "town" | "village" | "section",
      name: string,
      path: string,
      town: string,
    ) => tables.places.put({ id, parent_id: parent, level, level_word: "", name, path, town_id: town }, []);
    const person = async (account: string, name: string, role: Role, placeId: string) => {
      const home = role === "villager" ? placeId : null;
      const id = await tables.people.add({
        name,
        homePlaceId: home,
        awayCity: null,
        partyMember: false,
        phone: null,
        now,
      });
      if (role !== "villager") await tables.people.addPost({ personId: id, role, placeId, title: "", now });
      if (role === "secretary") await tables.digests.begin(id, defaultMinute(placeId), dayOf(now));
      await tables.people.nameAccount(`sandbox:${account}`, id);
    };
    await person("head", "方志远", "secretary", "county");
    for (let at = 0; at < towns; at++) {
      const [id, path] = [`t${at}`, `/county/t${at}/`];
      const name = `${first[at % first.length] ?? ""}${ways[at % ways.length] ?? ""}镇`;
      await put(id, "county", "town", name, path, id);
      const own: Village[] = [];
      // what is left over goes to the last one
      const [from, to] = [Math.floor((villages * at) / towns), Math.floor((villages * (at + 1)) / towns)];
      for (let of = from; of < to; of++) {
        const village = { name: nameOf(of), path: `${path}v${of}/` };
        await put(`v${of}`, id, "village", village.name, village.path, id);
        await put(`s${of}`, `v${of}`, "section", "一社", `${village.path}s${of}/`, id);
        own.push(village);
      }
      await person(`secretary${at}`, `贺${first[at % first.length] ?? ""}山`, "secretary", id);
      await person(`cadre${at}`, `龚${first[at % first.length] ?? ""}民`, "cadre", id);
      await person(`villager${at}`, `阮${first[at % first.length] ?? ""}根`, "villager", `v${from}`);
      made.push({
        name,
        path,
        secretary: `secretary${at}`,
        cadre: `cadre${at}`,
        villager: `villager${at}`,
        villages: own,
      });
    }
    await tables.settings.set(placesVersion, "county");
  });
  return { path: "/county/", secretary: "head", towns: made };
}
