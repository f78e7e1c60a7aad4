import { existsSync, mkdtempSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { type ChatAddress, chatKey } from "../src/bot/message.ts";
import { dayOf } from "../src/chinese/time/index.ts";
import { defaultMinute } from "../src/ledger/digest.ts";
import { createSeal } from "../src/store/engine/seal.ts";
import type { Role } from "../src/store/schema.ts";
import { openStore, type Store } from "../src/store/store.ts";
import { placesVersion } from "../src/store/tables/places.ts";
import type { Template } from "./services/postgres.ts";
import { doorVariable } from "./services/postgres-of-run.ts";

const town = "town";
export const worldKey = Buffer.alloc(32, 7);

/** Saturday, 10:00 in Shanghai. */
export const saturday = Date.parse("2026-11-21T10:00:00+08:00");

export const direct = (who: string): ChatAddress => ({ channel: "sandbox", bot: town, kind: "direct", id: who });
export const group = (id: string): ChatAddress => ({ channel: "sandbox", bot: town, kind: "group", id });

/** The town of nearly every test, as it is at {@link saturday}. */
export const smallTown: Template = {
  name: "small_town",
  async fill(url) {
    const store = await openStore({ url, seal: createSeal(worldKey) });
    await settle(store, saturday);
    await store.close();
  },
};

/** Of the run; of a world that is opened without one, its own. */
const runFolder = (): string => {
  const door = process.env[doorVariable];
  if (door !== undefined) return dirname(door);
  alone ??= mkdtempSync(join(tmpdir(), "chuanmen-played-"));
  return alone;
};
let alone: string | undefined;

/** The small town as a SQLite file to be copied, made once in a run. */
export async function smallTownFile(): Promise<string> {
  const file = join(runFolder(), "small-town.db");
  if (existsSync(file)) return file;
  const folder = mkdtempSync(join(dirname(file), "filling-"));
  await smallTown.fill(`sqlite:${join(folder, "town.db")}`);
  const town = new DatabaseSync(join(folder, "town.db"));
  town.prepare("vacuum into ?").run(join(folder, "whole.db")); // without a journal beside it
  town.close();
  renameSync(join(folder, "whole.db"), file);
  return file;
}

const villages: Readonly<Record<string, readonly string[]>> = {
  东卧牛村: ["一社", "二社", "三社"],
  西卧牛村: ["一社", "二社"],
  李家湾村: ["一社"],
  柳河村: [],
  石门村: [],
};

/** 云湖县 › 新会镇 › five villages, a few people, a village group and a cadre group. */
export async function settle(store: Store, now: number): Promise<void> {
  await store.write(async (tables) => {
    const put = (
      id: string,
      parent: string | null,
      level: "county" | "town" | "village" | "section",
      name: string,
      path: string,
      town: string,
    ) =>
      tables.places.put(
        { id, parent_id: parent, level, level_word: "", name, path, town_id: town },
        name === "东卧牛村" ? ["卧牛东"] : [],
      );
    await put("county", null, "county", "云湖县", "/county/", "county");
    await put("town", "county", "town", "新会镇", "/county/town/", "town");
    for (const [village, sections] of Object.entries(villages)) {
      await put(village, "town", "village", village, `/county/town/${village}/`, "town");
      for (const section of sections) {
        const id = `${village}${section}`;
        await put(id, village, "section", section, `/county/town/${village}/${id}/`, "town");
      }
    }
    const person = async (
      account: string,
      name: string,
      role: Role,
      placeId: string,
      title = "",
      away: string | null = null,
    ) => {
      const home = role === "villager" ? placeId : null;
      const id = await tables.people.add({
        name,
        homePlaceId: home,
        awayCity: away,
        partyMember: false,
        phone: null,
        now: saturday,
      });
      if (role !== "villager") await tables.people.addPost({ personId: id, role, placeId, title, now: saturday });
      if (role === "secretary") await tables.digests.begin(id, defaultMinute(placeId), dayOf(now + 24 * 60 * 60_000));
      if (account) await tables.people.nameAccount(`sandbox:${account}`, id);
    };
    await person("wang", "王建国", "cadre", "东卧牛村", "村委会主任");
    await person("zhou", "周明", "cadre", "town", "包村干部");
    await person("sun", "孙国华", "secretary", "town", "镇党委书记");
    await person("li", "李大山", "villager", "东卧牛村三社", "", "苏州");
    await person("xiuying", "王秀英", "villager", "东卧牛村一社");
    await person("", "赫振山", "secretary", "东卧牛村", "村党支部书记");
    await person("", "王秀英", "villager", "西卧牛村一社");
    for (const [id, place, kind] of [
      ["village", "东卧牛村", "village"],
      ["office", "town", "cadre"],
    ] as const) {
      await tables.groups.meet(chatKey(group(id)), saturday, "all");
      await tables.groups.bind(chatKey(group(id)), place, kind);
      await tables.groups.greeted(chatKey(group(id)), saturday);
    }
    await tables.settings.set(placesVersion, "1");
  });
}
