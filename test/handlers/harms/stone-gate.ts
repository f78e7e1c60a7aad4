import type { ChatAddress } from "../../../src/bot/message.ts";
import { chatKey } from "../../../src/bot/message.ts";
import { direct, type Engine, group, openWorld, saturday, type World } from "../../world.ts";

type Somebody = readonly [
  account: string,
  name: string,
  role: "villager" | "cadre" | "secretary",
  placeId: string,
  title?: string,
];

const people: readonly Somebody[] = [
  ["ma", "马德福", "cadre", "石门村", "村委会主任"],
  ["cao", "曹桂芬", "secretary", "石门村", "村党支部书记"],
  ["", "尤文秀", "cadre", "石门村", "会计"],
  ["han", "韩冬梅", "cadre", "西卧牛村", "妇女主任"],
  ["", "鲁铁柱", "secretary", "柳河村", "村党支部书记"],
  ["qin", "秦守田", "villager", "石门村"],
  ["qiao", "乔玉兰", "villager", "西卧牛村二社"],
  ["dou", "窦长贵", "villager", "石门村"],
  // of the same name as a villager of 石门
  ["", "秦守田", "villager", "李家湾村一社"],
];

export const shimen = group("shimen");
export const office = group("office");

/** The small town with people of 石门 and other villages and the villagers' group of 石门. Everybody has said hello once. */
export async function openStoneGate(engine: Engine): Promise<World> {
  const world = await openWorld({ engine });
  await world.store.write(async (tables) => {
    for (const [account, name, role, placeId, title = ""] of people) {
      const homePlaceId = role === "villager" ? placeId : null;
      const person = { name, homePlaceId, awayCity: null, partyMember: false, phone: null, now: saturday };
      const personId = await tables.people.add(person);
      if (role !== "villager") await tables.people.addPost({ personId, role, placeId, title, now: saturday });
      if (account) await tables.people.nameAccount(`sandbox:${account}`, personId);
    }
    await tables.groups.meet(chatKey(shimen), saturday, "all");
    await tables.groups.bind(chatKey(shimen), "石门村", "village");
    await tables.groups.greeted(chatKey(shimen), saturday);
  });
  for (const who of ["ma", "cao", "han", "sun", "zhou"]) await world.says(who, "你好");
  return world;
}

/** What is said more than a minute after what was said before, as one matter is after another. */
export function later(world: World) {
  return (who: string, words: string, where: ChatAddress = direct(who), more: { mentioned?: boolean } = {}) => {
    world.waits(new Date(world.now() + 70_000).toISOString());
    return world.says(who, words, where, more);
  };
}

/** To the bot in a group. */
export const atBot = { mentioned: true } as const;
