import { dayOf } from "../../../src/chinese/time/index.ts";
import { direct, type Engine, openWorld, saturday, type World } from "../../world.ts";

const members = ["陈一", "陈二", "陈三", "陈四", "陈五", "陈六"];

/** The small town with members of the party, a village team to be graded, and two people who watch the count. */
export async function openHall(engine: Engine = "sqlite"): Promise<World> {
  const world = await openWorld({ engine });
  await fillHall(world);
  return world;
}

export async function fillHall(world: World): Promise<void> {
  await world.store.write(async (tables) => {
    const person = async (account: string, name: string, home: string | null, partyMember = false) => {
      const id = await tables.people.add({
        ...{ name, homePlaceId: home, awayCity: null, partyMember, phone: null, now: saturday },
      });
      await tables.people.nameAccount(`sandbox:${account}`, id);
      return id;
    };
    for (const [at, name] of members.entries()) await person(`m${at + 1}`, name, "东卧牛村一社", true);
    for (const [account, name] of [
      ["liming", "李明"],
      ["dinghui", "丁慧"],
    ] as const)
      await tables.people.addPost({
        ...{
          personId: await person(account, name, null),
          role: "cadre",
          placeId: "town",
          title: "干事",
          now: saturday,
        },
      });
    const id = await person("zhang", "张桂兰", null);
    await tables.people.addPost({ personId: id, role: "cadre", placeId: "东卧牛村", title: "妇联主席", now: saturday });
    await tables.digests.begin(id, 480, dayOf(saturday));
  });
}

/** 陈守正 watches over the village, and all of them have spoken to the bot. */
export async function withWatchdog(world: World): Promise<void> {
  await world.store.write(async (tables) => {
    const id = await tables.people.add({
      ...{ name: "陈守正", homePlaceId: null, awayCity: null, partyMember: true, phone: null, now: saturday },
    });
    await tables.people.nameAccount("sandbox:chen", id);
    const title = "村务监督委员会主任";
    await tables.people.addPost({ personId: id, role: "cadre", placeId: "东卧牛村", title, now: saturday });
  });
  for (const who of ["chen", "li", "sun"]) await world.says(who, "帮助");
}

/** Slips of the last sheets that went to a chat. */
export const slipsOf = (world: World, who: string): string[] =>
  world.toChat(direct(who)).flatMap((text) => text.match(/[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}/g) ?? []);

/** 三票两评 of three objects, opened by the town's secretary. */
export async function openThree(world: World, slips = 8): Promise<string[]> {
  await world.says("sun", "/评议 新建 三票两评 东卧牛村 对象：班子、王建国、张桂兰 截止：今天18:00 监票：李明、丁慧");
  await world.says("sun", `/评议 票号 A1 群众 ${slips}`);
  await world.says("sun", "/评议 开始 A1");
  await world.says("sun", "开始");
  return slipsOf(world, "sun");
}
