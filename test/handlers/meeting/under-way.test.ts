import { afterEach, describe, expect, test } from "@jest/globals";
import { everything } from "../../faults/ledgers.ts";
import { direct, engines, openWorld, type World } from "../../world.ts";
import { slipsOf } from "../appraisal/hall.ts";
import { fillHall, listOf, opening } from "./hall.ts";

let world: World;
afterEach(() => world.close());
const last = (who: string) => world.toChat(direct(who)).at(-1) ?? "";

/** Three speakers, and slips for them. */
async function arranged(engine: (typeof engines)[number] = "sqlite"): Promise<void> {
  world = await openWorld({ engine });
  const speakers = await fillHall(world, 3);
  await world.says("he", opening);
  await world.says("he", `/述职 名单 H1\n${listOf(speakers)}`);
  await world.says("he", "确定");
  await world.says("he", "/述职 测评 H1 镇班子 40% 票5；党员群众代表 60% 票5");
}

describe.each(engines)("slips that were made, on %s", (engine) => {
  test("grade those who report in the end, and whoever does not any more hears so", async () => {
    await arranged(engine);
    await world.says("he", "/述职 名单 H1\n甲山村 钱一民\n乙山村 赵二水");
    expect(await world.says("he", "确定")).toContain("测评 A1 也按这份名单。");
    expect(last("v3")).toBe("11月21日的述职（H1）名单改了，您不用述了。");
    expect(await world.says("he", "/评议 状态 A1")).toContain("2个对象");
    expect(await world.says("he", "/述职 换人 H1 2号 周三山")).toContain("测评 A1 也按这份名单。");
    expect(await world.says("he", "/述职 换人 H1 1号 划掉")).toContain("划掉了");
    expect(last("v1")).toContain("您不用述了");

    await world.passes("2026-11-21T14:00+08:00");
    await world.says("zhang", "开始");
    await world.says("zhang", "。");
    await world.says("zhang", "开始测评");
    const ballot = await world.says("p0", `投票 ${slipsOf(world, "he")[0]}`);
    expect(ballot).toContain("周三山");
    expect(ballot).not.toMatch(/钱一民|赵二水/);
  });
});

test("ballots that are open are closed with the meeting, and nobody hears the half of what there is", async () => {
  await arranged();
  await world.passes("2026-11-21T14:00+08:00");
  await world.says("zhang", "开始");
  await world.says("zhang", "开始测评");
  expect(await world.says("zhang", "散会")).toContain("一张没投，停了就没有综合分。");
  expect(await world.says("zhang", "散会")).toMatch(
    /结束：3位.*测评结束：镇班子0\/5，党员群众代表0\/5。结果另行反馈。$/,
  );
  expect(await world.says("he", "/述职 反馈 H1")).toBe(
    "H1 测评还没出结果。等出来了再反馈，各人一次听全；不等就发：/述职 反馈 H1 不等测评",
  );
  expect(await world.says("he", "/述职 反馈 H1 不等测评")).toContain("回“反馈”发给本人");
  expect(await world.says("he", "反馈")).toContain("H1 反馈发给3位本人了");
});

test("an open question keeps no word of a meeting from being done, and no remark from staying sealed", async () => {
  await arranged();
  await world.passes("2026-11-21T14:00+08:00");
  expect(await world.says("zhang", "镇上的路灯不太好")).toContain("①");
  await world.says("zhang", "开始");
  expect(await world.says("zhang", "下一位")).toContain("1号 甲山村 钱一民");
  expect(await world.says("zhang", "缺席 赵二水")).toContain("2号 乙山村 赵二水 缺席");
  expect(await world.says("sun", "镇上的路灯不太好")).toContain("①");
  await world.says("sun", "点评 钱一民 作风漂浮得很；问题：制度没上墙");
  expect(last("sun")).toContain("钱一民的点评记下了");
  expect(JSON.stringify(await everything(world.url))).not.toContain("作风漂浮");
  expect(await world.says("sun", "点评 钱一民 有办法")).toContain("换掉了原来的（问题 J1 也不要了，还要就写上）");
  // what was offered is the answer, though it is a word of the meeting too
  await world.says("zhang", "开始测评");
  expect(await world.says("zhang", "停止测评")).toContain("再回“停止测评”");
  expect(await world.says("zhang", "停止测评")).toContain("测评结束");
});

test("delegates are chosen of several of a name, speakers read their own page, an answer is put right", async () => {
  await arranged();
  expect(await world.says("he", "/述职 代表 H1 李大山、王秀英")).toBe(
    "“王秀英”不止一位，是哪位？①王秀英（东卧牛村一社） ②王秀英（西卧牛村一社）",
  );
  expect(await world.says("he", "①")).toContain("代表2位");
  expect(await world.says("he", "/述职 代表 H1 李小山")).toContain("名册里没有：李小山。没改。");
  expect(await world.says("v1", "/述职 一页纸")).toContain("1号 甲山村 钱一民");
  expect(await world.says("v1", "/述职 一页纸 H1 赵二水")).toBe("只能看自己的。发：/述职 一页纸");
  expect(await world.says("li", "/述职 一页纸 H1")).not.toContain("钱一民");

  await world.passes("2026-11-21T14:00+08:00");
  await world.says("zhang", "开始");
  await world.says("zhang", "下一位");
  expect(await world.says("xiuying", "发问 账几时公开")).toContain("收到 问1");
  await world.says("zhang", "问 1");
  await world.says("he", "答 1 下月；承诺：每季度公示");
  expect(await world.says("he", "更正 问1 下下月")).toBe("问1 记下了。");
  expect(last("xiuying")).toBe("问1答了：下下月");
  const minutes = await world.says("he", "/述职 记录 H1");
  expect(minutes).toContain("答：下下月");
  expect(minutes).toContain("J1 每季度公示");
  // told after the end, and not while it is put right
  expect(await world.says("he", "更正 J1 期限：12月30日")).toContain("J1 更正了");
  expect(world.toChat(direct("v1")).join()).not.toContain("J1");
  await world.says("zhang", "散会");
  expect(last("v1")).toContain("何敏交您 J1：每季度公示，12月30日（周三）18:00前");
  expect(await world.says("he", "更正 问1 下下月中")).toBe("问1 记下了（补记）。");
  expect(await world.says("he", "更正 问1 下下月中；承诺：每月公示")).toContain("承诺发给本人了");
});

test("a line that nobody is known by is left out in the words of the question", async () => {
  world = await openWorld();
  await fillHall(world, 2);
  await world.says("he", opening);
  expect(await world.says("he", "/述职 名单 H1\n甲山村 钱一民\n李大仙")).toContain("①去掉这行");
  expect(await world.says("he", "去掉")).toContain("第2行去掉了。");
  expect(await world.says("he", "确定")).toContain("名单定了，1位");
  expect(await world.says("he", "确定")).toContain("现在没有等您选的");
});

test("who was absent or reported in writing is on no ballot where 不测 is said, until people vote", async () => {
  await arranged();
  await world.passes("2026-11-21T14:00+08:00");
  await world.says("zhang", "开始");
  expect(await world.says("zhang", "缺席 2号 不测")).toBe("2号 乙山村 赵二水 缺席，不测评");
  expect(await world.says("zhang", "书面 3号")).toBe("3号 丙山村 周三山 书面述职");
  expect(await world.says("zhang", "不测 1号")).toBe("1号 钱一民 没有缺席，也不是书面的，要测评。没改。");
  expect(await world.says("zhang", "不测")).toBe("谁不测？例：不测 7号。整个会不测评：/述职 测评 H1 不测");
  expect(await world.says("zhang", "不测 周三山")).toBe("3号 周三山 不测评。错了回“撤销”。");
  expect(await world.says("he", "/评议 状态 A1")).toContain("1个对象");
  await world.says("zhang", "撤销");
  await world.says("zhang", "下一位");
  await world.says("zhang", "开始测评");
  const ballot = await world.says("p0", `投票 ${slipsOf(world, "he")[0]}`);
  expect(ballot).toMatch(/钱一民[\s\S]*周三山/);
  expect(ballot).not.toContain("赵二水");
  expect(await world.says("zhang", "不测 3号")).toBe("测评已经开始了，票上的人定了，现在不能说不测。没改。");
});

test("voting does not begin where nobody is left to be graded", async () => {
  await arranged();
  await world.passes("2026-11-21T14:00+08:00");
  await world.says("zhang", "开始");
  for (const at of [1, 2, 3]) await world.says("zhang", `缺席 ${at}号 不测`);
  expect(await world.says("zhang", "开始测评")).toBe("没有要测评的人，没开始。不测评回：/述职 测评 H1 不测");
  expect(await world.says("he", "/评议 状态 A1")).not.toContain("投票中");
  // with one who is, it does
  await world.says("zhang", "撤销");
  expect(await world.says("zhang", "开始测评")).toContain("测评开始");
});

test("a meeting that is not graded after all waits for no result", async () => {
  await arranged();
  expect(await world.says("zhou", "/述职 测评 H1 不测")).toBe("没有您能动的 H1。发“/述职 列表”看看。");
  expect(await world.says("he", "/述职 测评 H1 不测")).toContain("不测评回“不测”。");
  expect(await world.says("he", "不测")).toContain("H1 不测评了，反馈不再等它。A1 的测评也作废了");
  expect(await world.says("he", "/述职 测评 H1 不测")).toBe("H1 没有测评，没有要取消的。");
  await world.passes("2026-11-21T14:00+08:00");
  await world.says("zhang", "开始");
  expect(await world.says("zhang", "散会")).not.toContain("测评");
  expect(await world.says("he", "/述职 反馈 H1")).toContain("没有测评。回“反馈”发给本人");
});
