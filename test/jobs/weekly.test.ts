import { afterEach, describe, expect, test } from "@jest/globals";
import { placesVersion } from "../../src/store/tables/places.ts";
import { direct, engines, openWorld, type World } from "../world.ts";

let world: World;
afterEach(() => world.close());

const reports = () => world.sent.filter(({ to, text }) => to === "sandbox:town:direct:sun" && text.includes("—"));
const at = (time: string) => Date.parse(`${time}+08:00`);

describe.each(engines)("the report of a week on %s", (engine) => {
  test("comes on its day at its minute, once, with what the week before had, and not where nothing happened", async () => {
    world = await openWorld({ engine });
    await world.says("li", "意见：三社水管又裂了");
    expect(await world.says("sun", "/简报 设置 周五17:00")).toContain("每周五17:00");
    await world.passes("2026-11-26T10:00+08:00");
    await world.says("xiuying", "意见：路灯不亮");
    await world.says("wang", "/谈心 东卧牛村 赫振山 低保");
    await world.passes("2026-11-28T10:00+08:00");
    expect(reports().map((one) => one.at)).toEqual([at("2026-11-27T17:00")]);
    expect(reports()[0]?.text).toContain(
      "11月20日—11月27日 新会镇\n一周新增 谈心1（前一周0）、意见2（外出1，前一周0）",
    );
    // a picture follows, of the moment the words are of
    expect(world.drawn).toMatchObject([{ title: "新会镇", day: "11月27日 周五", until: "17:00" }]);
    expect(world.toChat(direct("sun")).at(-1)).toBe("［图］");
    // what is new stands in one line
    expect(reports()[0]?.text).toContain("意见 未答复2");
    expect(reports()[0]?.text).not.toContain("意见 新增");

    await world.says("wang", "/答复 O1 修好了");
    await world.says("wang", "/答复 O2 修好了");
    await world.passes("2026-12-19T10:00+08:00");
    expect(reports().map((one) => one.at)).toEqual([at("2026-11-27T17:00")]);
    expect(await world.says("sun", "/简报 上周")).toContain("12月4日—12月11日");
    expect(await world.says("sun", "/简报 关 周报")).toContain("一周的简报不发了");
  });
});

test("set to a minute that is over it begins next week; at night, monthly and unread words are refused", async () => {
  world = await openWorld();
  await world.says("li", "意见：三社水管又裂了");
  await world.passes("2026-11-27T18:00+08:00");
  await world.says("sun", "/简报 设置 每周五下午5点");
  await world.passes("2026-11-28T10:00+08:00");
  expect(reports()).toEqual([]);
  await world.passes("2026-12-05T10:00+08:00");
  expect(reports().map((one) => one.at)).toEqual([at("2026-12-04T17:00")]);
  expect(await world.says("sun", "/简报 设置 周五22:00")).toContain("安静时段");
  expect(await world.says("sun", "/简报 设置 每月5号8点")).toContain("另可每周一份");
  expect(await world.says("sun", "/简报 关 月报")).toContain("没听懂");
  expect(await world.says("sun", "/简报 上周")).toContain("11月23日—11月29日 新会镇\n一周没有新的（前一周意见1）");
  expect(await world.says("sun", "/简报 本周")).toMatch(/^11月30日—12月5日 新会镇\n意见 未答复1/);
});

test("its picture is left out where its reader said so, and one that is asked for comes all the same", async () => {
  world = await openWorld();
  await world.says("li", "意见：三社水管又裂了");
  await world.says("sun", "/简报 设置 周五17:00");
  expect(await world.says("sun", "/简报 设置 图 关")).toContain("一周的简报不带图了");
  await world.passes("2026-11-28T10:00+08:00");
  expect([reports().length, world.drawn.length]).toEqual([1, 0]);
  await world.says("sun", "/简报 图");
  expect(world.drawn).toHaveLength(1);
  expect(await world.says("sun", "/简报 设置 图 也许")).toContain("没听懂“也许”");
  for (const words of ["/简报 设置 图 开", "/简报 图 关", "/简报 关 图", "/简报 图 开"])
    expect([words, await world.says("sun", words)]).toEqual([words, expect.stringContaining("一周的简报")]);
  await world.says("li", "意见：路灯不亮");
  await world.passes("2026-12-05T10:00+08:00");
  expect([reports().length, world.drawn.length]).toEqual([2, 2]);
});

test("slept over, it comes the same day, marked, or falls into the next", async () => {
  world = await openWorld();
  await world.says("li", "意见：三社水管又裂了");
  await world.says("sun", "/简报 设置 周五17:00");
  await world.sleeps("2026-11-27T19:00+08:00");
  expect(reports()[0]?.text).toMatch(/^（补发）11月20日—11月27日/);
  await world.sleeps("2026-12-05T09:00+08:00");
  expect(reports()).toHaveLength(1);
});

test("a county's digest has its towns in the order of the tree, whatever they did", async () => {
  world = await openWorld();
  await world.store.write(async (tables) => {
    const town = { parent_id: "county", level: "town", level_word: "" } as const;
    await tables.places.put({ ...town, id: "a", name: "安山镇", path: "/county/a/", town_id: "a" }, []);
    const village = { parent_id: "a", level: "village", level_word: "" } as const;
    await tables.places.put({ ...village, id: "a1", name: "安山村", path: "/county/a/a1/", town_id: "a" }, []);
    const id = await tables.people.add({
      ...{ name: "高远", homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: world.now() },
    });
    const post = { role: "secretary", placeId: "county", title: "县委书记" } as const;
    await tables.people.addPost({ ...post, personId: id, now: world.now() });
    await tables.people.nameAccount("sandbox:gao", id);
    await tables.settings.set(placesVersion, "2");
  });
  await world.says("li", "意见：三社水管又裂了");
  await world.says("wang", "/谈心 东卧牛村 赫振山 低保");
  const text = await world.says("gao", "/简报");
  expect(text).toContain("各镇谈心 安山镇0/1、新会镇1/5");
  expect(text).toContain("各镇未答复 安山镇0、新会镇1");
  expect(await world.says("sun", "/简报")).not.toContain("各镇");
  expect(world.toChat(direct("gao"))).toHaveLength(1);
});
