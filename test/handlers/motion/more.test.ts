import { afterEach, expect, test } from "@jest/globals";
import { everything } from "../../faults/ledgers.ts";
import { direct, engines, type World } from "../../world.ts";
import { inGroup, last, openVillage, villageGroup } from "./village.ts";

let world: World;
afterEach(() => world.close());

test("rules of a village are filed by the town, hang with what is new in them, and anybody reads them", async () => {
  world = await openVillage();
  await world.says("wang", "/议题 新建 修订村规民约 模板：村规民约");
  expect(await world.says("wang", "M1 附文 第一条 红白事从简\n第二条 垃圾入桶")).toContain("M1 附文收下了：共2条。");
  expect(await world.says("wang", "M1 附文 第一条 红白事从简\n第二条 垃圾分类入桶\n第三条 爱护林木")).toContain(
    "改了第二条，新增第三条",
  );
  await world.says("he", "M1 支委会 11月20日 5/5 同意5");
  await world.says("wang", "M1 两委会 11月20日 8/7 同意7");
  await world.says("he", "M1 党员大会 11月20日 42/31 同意31");
  await world.says("wang", "M1 免征求 挨户问过");
  await world.says("sun", "M1 同意");
  expect(await world.says("wang", "M1 村民会议 11月21日 户300/199 同意199")).toContain("实到199，至少200，不够数");
  expect(await world.says("wang", "M1 村民会议 11月21日 户300/210 同意180 反对20 弃权10")).toContain(
    "应到300户 实到210户（至少200） 同意180（至少106）反对20 弃权10，通过",
  );
  expect(await world.says("wang", "M1 公布")).toContain("下一步：镇里备案");
  expect(await world.says("wang", "M1 备案 11月21日")).toContain("由镇里来记");
  expect(await world.says("zhou", "M1 备案 11月21日")).toContain("M1 备案了，告诉村里了。");
  expect(await world.says("wang", "M1 公布")).toContain("全文：公开 村规民约");
  await world.says("wang", "发");
  await world.says("chen", "同意");
  expect(await world.says("li", "公开 村规民约")).toContain("第三条 爱护林木");
});

test("a meeting that lies ahead is called in the group, and its recorder is reminded on the day", async () => {
  world = await openVillage();
  await world.says("wang", "/议题 新建 修水渠走东线");
  expect(await world.says("wang", "M1 村代会 11月24日9:00 村部")).toBe(
    "M1 村民代表会议 11月24日（周二）9:00。村民群通知了，当天提醒您记。提前3天通知，规定5天。",
  );
  expect(inGroup(world)).toBe("【通知】11月24日（周二）9:00 村部开村民代表会议，议题：修水渠走东线（M1）");
  await world.passes("2026-11-24T08:31+08:00");
  expect(last(world, "wang")).toContain("M1 今天开村民代表会议，完了发：村民代表会议 应到/实到");
});

test.each(engines)(
  "a meeting over several motions is written down for all of them or for none, on %s",
  async (engine) => {
    world = await openVillage(engine);
    for (const title of ["修水渠", "修水塘", "装路灯"]) await world.says("wang", `/议题 新建 ${title}`);
    await world.says("he", "M3 停 不装了");
    const stands = async () => {
      const { motion_steps = [], assemblies = [], moves = [] } = await everything(world.url);
      return [motion_steps, assemblies, moves].map(({ length }) => length);
    };
    const before = await stands();
    for (const [votes, why] of [
      ["M1 同意5；M3 同意5", "都没记。M3 已经停了或未通过，不再记。"],
      ["M1 同意5；M2 同意6", "都没记。M2：实到5，票加起来6，多出1票，写错了？"],
      ["M1 同意5；M1 同意4 反对1", "都没记。M1 写了两次。"],
      ["M1 同意5；M9 同意5", "都没记。没有您能动的 M9。发“/议题 列表”看看。"],
      ["M1 同意5；M2 同意4", "M2：实到5，票是4，有1人没投票？①是 ②写错了"],
    ] as const) {
      expect(await world.says("he", `/会议 支委会 今天 5/5；${votes}`)).toBe(why);
      expect([votes, await stands()]).toEqual([votes, before]);
    }
    const both = await world.says("he", "1");
    for (const number of ["M1", "M2"]) expect(both).toContain(`${number} 记下了：支委会11月21日`);
    // what lies ahead is told of each of them
    await world.says("he", "/会议 两委会 11月24日9:00 村部；M1；M2");
    const told = world.toChat(villageGroup).filter((text) => text.startsWith("【通知】"));
    expect(told.map((text) => /M\d/u.exec(text)?.[0])).toEqual(["M1", "M2"]);
  },
);

test("one meeting decides several motions, and the calendar tells who has not met", async () => {
  world = await openVillage();
  for (const title of ["修三社机耕路", "三社装路灯"])
    await world.says("wang", `/议题 新建 ${title} 模板：小组事 地点：三社`);
  const both = await world.says("wang", "/会议 小组会 11月20日 户30/25；M1 同意22 反对3；M2 同意25");
  expect(both).toContain("M1 记下了：小组会11月20日");
  expect(both).toContain("M2 记下了：小组会11月20日");
  const { assemblies = [] } = await everything(world.url);
  expect(assemblies).toHaveLength(1);
  expect(await world.says("wang", "/会议 村代会 11月20日 36/30")).toBe(
    "东卧牛村村民代表会议 11月20日 记下了：应到36 实到30（至少24）。错了回“撤销”。",
  );
  expect(await world.says("sun", "/议题 村代会")).toContain("本季 村代会 1/5村，未开：");
  await world.passes("2026-12-02T09:20+08:00");
  expect(world.toChat(direct("he")).filter((text) => text.includes("本季村民代表会议还没记"))).toEqual([]);
  await world.passes("2027-03-02T09:20+08:00");
  await world.passes("2027-03-03T09:20+08:00");
  const told = world.toChat(direct("he")).filter((text) => text.includes("本季村民代表会议还没记"));
  expect(told).toEqual(["本季村民代表会议还没记（还有30天）。开了发：/会议 村代会 12月12日 应到/实到"]);
});

test("what is against the last publication is made good before the motion is done", async () => {
  world = await openVillage();
  await world.says("wang", "/议题 新建 修三社机耕路 模板：小组事 地点：三社");
  await world.says("wang", "M1 小组会 11月20日 户30/25 同意25");
  for (const [text, day] of [
    ["M1 公布", "2026-12-07T18:01+08:00"],
    ["M1 结果 修了800米", "2026-12-08T09:00+08:00"],
  ] as const) {
    await world.says("wang", text);
    await world.says("wang", "发");
    await world.says("chen", "同意");
    await world.says("wang", "M1 已上墙");
    await world.passes(day);
  }
  await world.says("li", "异议 M1 边沟没修");
  expect(await world.says("chen", "M1 异议成立 O1 边沟漏了一段")).toContain("M1 异议 O1 成立，交给赫振山办：J1。");
  await world.passes("2026-12-31T18:01+08:00");
  expect(await world.says("wang", "M1")).toContain("公示中");
  await world.says("he", "办好了 J1 边沟补上了");
  await world.says("li", "满意");
  await world.passes("2027-01-04T09:01+08:00");
  await world.passes("2027-01-05T18:01+08:00");
  expect(await world.says("wang", "M1")).toContain("：办结");
});

test("in a group that hears only what is addressed to the bot, the publication says how to object there", async () => {
  world = await openVillage();
  await world.store.write((tables) => tables.groups.learn("sandbox:town:group:village", { hears: "mentions" }));
  await world.says("wang", "/议题 新建 修三社机耕路 模板：小组事 地点：三社");
  await world.says("wang", "M1 小组会 11月20日 户30/25 同意25");
  await world.says("wang", "M1 公布");
  await world.says("wang", "发");
  await world.says("chen", "同意");
  expect(inGroup(world)).toContain("我在本群只听得到@我的话：要提异议请@我，或私聊我。");
  expect(await world.says("xiuying", "@小助手 异议 M1 太窄", villageGroup, { mentioned: true })).toContain(
    "收到异议 O1",
  );
});

test("a vote that was written down wrong is put right later too, and the motion goes on", async () => {
  world = await openVillage();
  await world.says("wang", "/议题 新建 修三社机耕路 模板：小组事 地点：三社");
  expect(await world.says("wang", "M1 小组会 11月20日 户30/25 同意2 反对23")).toContain("到此为止");
  await world.passes("2026-11-21T11:00+08:00");
  expect(await world.says("wang", "更正 M1 小组会 同意23 反对2；原因：写反了")).toContain(
    "同意23（至少13）反对2，通过。下一步：决议公布，发：M1 公布。",
  );
  expect(await world.says("wang", "M1 公布")).toContain("同意23、反对2，通过");
});
