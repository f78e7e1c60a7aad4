import { afterEach, expect, test } from "@jest/globals";
import { direct, openWorld, type World } from "../../world.ts";
import { plays } from "./days/plays.ts";

let world: World;
afterEach(() => world.close());

test("nobody is reminded of a matter that was not named", async () => {
  world = await openWorld();
  for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
  await world.says("sun", "/交办 周明 三社路灯修好 期限：下周三");
  const before = world.toChat(direct("zhou")).length;
  const asked = (what: string) => `您交给周明的没有写“${what}”的，催哪件？①J1 三社路灯修好 ②不催`;
  await plays(world, [
    ["sun", "催一下周明水管的事", asked("水管")],
    ["sun", "不催", /^好/],
    ["sun", "催催周明把表交了", asked("表交")],
    ["sun", "取消", /^好/],
    ["sun", "催周明家的水费", /^记成意见吗/],
    ["sun", "取消", /^好/],
    ["sun", "催周明没有", /./],
    ["sun", "催一下王建国家交水费", /^(?!王建国手里)/],
    ["sun", "取消", /^好/],
  ]);
  expect(world.toChat(direct("zhou"))).toHaveLength(before);
  expect(await world.says("sun", "催周明快点办路灯")).toBe("J1 催了周明。");
});

test.each([
  "村民要求请王建国来看看水渠",
  "老李家让王建国气得睡不着",
  "周明让王建国办的低保",
  "低保让王建国弄的",
  "他们请周明帮忙写个材料",
  "镇里让周明下周去县里学习",
])("%s: what others send somebody for is not handed over", async (words) => {
  world = await openWorld();
  expect(await world.says("sun", words)).not.toContain("交出去吗");
});

test("what is asked for politely is done where it is the asker's to decide", async () => {
  world = await openWorld();
  await world.says("zhou", "/提醒 明天9点 开会");
  await plays(world, [
    ["zhou", "R1 推迟到明天10点行吗", /11月22日（周日）10:00/],
    ["zhou", "把R1改到后天9点好不好", /11月23日（周一）9:00/],
    ["zhou", "R1 能不能改到后天10点吗", /11月23日（周一）10:00/],
    ["zhou", "R1 办好了吗", /^R1 提醒/],
    ["sun", "/交办 周明 三社路灯修好 期限：下周三", /^交出去了 J1/],
    ["zhou", "J1 收到", /^签收了 J1/],
    ["zhou", "J1 可以延期到下周五吗", /为什么延期？/],
    ["zhou", "等配件", /^J1 想延到11月27日/],
    ["zhou", "J1 办完了没", /^J1 交办/],
    ["zhou", "R1 取消可以吗", /^已取消 R1/],
  ]);
});

test("to whom something went is asked, and 答复 itself is none of what is told", async () => {
  world = await openWorld();
  await world.says("xiuying", "一社井水有股铁锈味");
  for (const words of ["O1 转给谁了", "O1 转给谁好", "转 O1 给谁了", "O1 转到哪个所"])
    expect({ words, said: await world.says("wang", words) }).toEqual({
      words,
      said: expect.stringMatching(/^O1 意见 11月21日/),
    });
  expect(await world.says("wang", "O1 答复过没")).toMatch(/^O1 意见/);
  expect(await world.says("wang", "O1答复明天修好")).toContain("：明天修好\n①发 ②改");
});

test("no digest ends and nobody is away by what only sounds like it", async () => {
  world = await openWorld();
  const goesOn = /^简报不能只停几天，还照常发。/;
  await plays(world, [
    ["sun", "最近不要发简报", goesOn],
    ["sun", "简报今天不发了", goesOn],
    ["sun", "简报先停几天", goesOn],
    ["sun", "过节前把简报写好，不要拖", /^(?!简报只在工作日发)/],
    ["sun", "取消", /^好/],
    ["sun", "简报别发了", /^好，每天的简报不发了。/],
    ["zhou", "学习到很多", /^记成意见吗/],
    ["zhou", "取消", /^好/],
    ["zhou", "出差到县里", /^(?!请假)/],
    ["zhou", "取消", /^好/],
    ["zhou", "学习到周五", /^好，您休息到/],
  ]);
});

test("a doubt is no correction, and what stands is said without a blank before it", async () => {
  world = await openWorld();
  await plays(world, [
    ["zhou", "/走访 西卧牛 看蓄水池", /^记下了 V1/],
    ["zhou", "时间不对是吧", /^(?!V1 的哪里)/],
    ["zhou", "取消", /./],
    ["zhou", "刚才那个不是路灯是水管", "V1 里没有“路灯”，没改。现在是：看蓄水池"],
  ]);
});

test("what begins like 看看东卧牛 answers what was asked", async () => {
  world = await openWorld();
  await plays(world, [
    ["zhou", "/走访 西卧牛 看蓄水池", /^记下了 V1/],
    ["zhou", "/补充 V1", /^补充什么？/],
    ["zhou", "看病难", "V1 更正了：补了“看病难”。错了回“撤销”。"],
    ["zhou", "错了", /^哪里错了？V1/],
    ["zhou", "看了井台", /^V1 的哪里？①内容改成“看了井台”/],
  ]);
});

test("an opinion that is spoken of by its words goes to an office only after a yes: it may have gone already", async () => {
  world = await openWorld();
  await world.says("xiuying", "一社井水有股铁锈味");
  await plays(world, [
    ["wang", "井水的事转给水利站了", "O1“一社井水有股铁锈味”转给水利站吗？①转 ②不转"],
    ["wang", "不转", /^好/],
  ]);
  const [row] = await world.store.read.records.find(["town"], ["opinion"], 1);
  expect(row?.state).toBe("open");
});
