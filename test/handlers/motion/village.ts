import { direct, type Engine, group, openWorld, type World } from "../../world.ts";

export const villageGroup = group("village");

/** 东卧牛村 with 赫振山 who leads it, 陈守正 who watches over it, and all who have spoken to the bot. */
export async function openVillage(engine?: Engine): Promise<World> {
  const world = await openWorld(engine ? { engine } : {});
  await fillVillage(world);
  return world;
}

export async function fillVillage(world: World): Promise<void> {
  await world.store.write(async (tables) => {
    const [he] = await tables.people.holders("secretary", "/county/town/东卧牛村/");
    if (he) await tables.people.nameAccount("sandbox:he", he.person_id);
    const person = async (account: string, name: string, place: string, title: string) => {
      const id = await tables.people.add({
        ...{ name, homePlaceId: null, awayCity: null, partyMember: true, phone: null, now: world.now() },
      });
      await tables.people.addPost({ personId: id, role: "cadre", placeId: place, title, now: world.now() });
      await tables.people.nameAccount(`sandbox:${account}`, id);
    };
    await person("chen", "陈守正", "东卧牛村", "村务监督委员会主任");
  });
  for (const who of ["he", "wang", "chen", "zhou", "sun", "li", "xiuying"]) await world.says(who, "帮助");
}

export const last = (world: World, who: string): string => world.toChat(direct(who)).at(-1) ?? "";
export const inGroup = (world: World): string => world.toChat(villageGroup).at(-1) ?? "";

/** A motion from its beginning to its decision, on the day of the world. */
export async function decide(
  world: World,
  title: string,
  { from, money }: { readonly from?: string; readonly money?: string } = {},
): Promise<string> {
  const made = await world.says(
    "wang",
    `/议题 新建 ${title}${from ? ` 来自：${from}` : ""}${money ? ` 预算：${money}` : ""}`,
  );
  const number = /M\d+/u.exec(made)?.[0] ?? "";
  await world.says("he", `${number} 支委会 今天 5/5 同意5`);
  await world.says("wang", `${number} 两委会 今天 8/7 同意7`);
  await world.says("he", `${number} 党员大会 今天 42/31 同意29 反对2`);
  await world.says("wang", `${number} 免征求 路就在村口，大家当面说过`);
  await world.says("sun", `${number} 同意`);
  await world.says("wang", `${number} 已授权 2024年3月15日村民会议`);
  await world.says("wang", `${number} 村代会 今天 36/31 同意28 反对2 弃权1`);
  return number;
}
