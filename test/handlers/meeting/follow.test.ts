import { afterEach, describe, expect, test } from "@jest/globals";
import { direct, engines, openWorld, type World } from "../../world.ts";
import { slipsOf } from "../appraisal/hall.ts";
import { fillHall, listOf, opening } from "./hall.ts";

let world: World;
afterEach(() => world.close());
const minute = 60_000;
const last = (who: string) => world.toChat(direct(who)).at(-1) ?? "";

/** Three speakers at the town, graded by 常委 there and by 党员群众 in a meeting below. */
async function openFirst(engine: (typeof engines)[number]): Promise<void> {
  world = await openWorld({ engine });
  const speakers = await fillHall(world, 3);
  await world.says("he", opening);
  await world.says("he", `/述职 名单 H1\n${listOf(speakers)}`);
  await world.says("he", "确定");
  expect(await world.says("he", "/述职 测评 H1 常委 40% 票6；党员群众 60% 票6")).toContain("A1 测评建好了，3位。");
}

const state = async () =>
  (await world.store.read.appraisals.inStates("/county/", ["draft", "open", "counting", "ready"]))[0]?.state;

/** Everybody with one of these slips grades and casts. */
async function vote(slips: readonly string[], grades: string, phone: string): Promise<void> {
  for (const [at, slip] of slips.entries()) {
    expect(await world.says(`${phone}${at}`, `投票 ${slip}`)).toContain("述职测评");
    expect(await world.says(`${phone}${at}`, grades)).toContain("项都收好了");
    expect(await world.says(`${phone}${at}`, "投")).toContain("好，投进去了");
  }
}

describe.each(engines)("one appraisal over two meetings, on %s", (engine) => {
  test("is counted when both panels are closed, and not before", async () => {
    await openFirst(engine);
    const slips = slipsOf(world, "he");
    expect(await world.says("he", "/述职 接着 H1 新会镇 明天")).toBe(
      "建好了 H2：2026年度村党组织书记述职评议会（新会镇），11月22日（周日）14:00。11月22日是休息日。还是 H1 的3位，张阳主持。A1 的党员群众票在这里投，还是原来那6张。都投完才算分。错了回“撤销”。",
    );
    expect(last("v2")).toBe("接着 H1 在新会镇再述一次：您11月22日述职（H2），2号，8分钟。");
    expect(await world.says("he", "/述职 测评 H1 常委 50% 票6；代表 50% 票6")).toContain("H2 也投这一轮，先取消它");
    expect(await world.says("he", "/述职 接着 H1 新会镇 11月24日")).toContain("党员群众票已经在 H2 投了");

    await world.passes("2026-11-21T14:00+08:00");
    await world.says("zhang", "开始");
    expect(await world.says("zhang", "开始测评")).toBe("测评开始，凭票私聊我发：投票 票号");
    expect(await world.says("q0", `投票 ${slips[6]}`)).toBe("A1 还没开始，开始了再发。");
    await vote(slips.slice(0, 6), "122", "p");
    expect(await world.says("zhang", "停止测评")).toBe("测评结束：常委6/6。党员群众在 H2 投，都投完再算分");
    expect(await world.says("zhang", "停止测评")).toContain("测评没有在进行");
    await world.says("zhang", "散会");
    await world.passes(5 * minute);
    expect(await state()).toBe("open");
    expect(await world.says("he", "/述职 反馈 H1")).toContain("测评还没出结果。等出来了再反馈");
    expect(await world.says("he", "/述职 反馈 H1 不等测评")).toContain(
      "测评还没出结果（党员群众在 H2 投；出来了再用“/评议 反馈 A1”发）",
    );

    // put off until after the ballots would have been closed by their deadline
    expect(await world.says("he", "更正 H2 时间：11月23日9点")).toContain("H2 改到11月23日");
    await world.passes("2026-11-23T09:00+08:00");
    expect(await state()).toBe("open");
    await world.says("zhang", "/述职 H2 开始");
    expect(await world.says("zhang", "/述职 H2 开始测评")).toBe("测评开始，凭票私聊我发：投票 票号");
    expect(await world.says("p9", `投票 ${slips[0]}`)).toBe("票号不对或用过了。");
    await vote(slips.slice(6), "211", "q");
    expect(await world.says("zhang", "/述职 H2 停止测评")).toBe("测评结束：党员群众6/6。几个会都投完了，马上算分");
    await world.passes(5 * minute);
    expect(await state()).toBe("ready");
    await world.says("zhang", "/述职 H2 散会");
    expect(await world.says("he", "/述职 反馈 H2")).toContain("测评已出结果");
    await world.says("he", "反馈");
    // 好 100 较好 80: 40 % of the one panel, 60 % of the other
    expect(last("v1")).toContain("您的评议（A1）：常委100.0（6票）、党员群众80.0（6票），综合88.0。");
    expect(last("v2")).toContain("常委80.0（6票）、党员群众100.0（6票），综合92.0。");
  });

  test("in a village only its own speaker is graded, by slips of its own", async () => {
    await openFirst(engine);
    const old = slipsOf(world, "he").slice(6);
    expect(await world.says("he", "/述职 接着 H1 甲山村 11月21日16点 票：5")).toContain(
      "还是 H1 的1位，张阳主持。A1 的党员群众票在这里投。A1 党员群众的5张票号发给您了，原来的作废",
    );
    const first = slipsOf(world, "he").slice(12);
    expect(await world.says("he", "/述职 接着 H1 乙山村 11月22日15点 票：5 主持：何敏")).toContain("何敏主持");
    const second = slipsOf(world, "he").slice(17);
    expect([first.length, second.length]).toEqual([5, 5]);
    await world.passes("2026-11-21T16:00+08:00");
    await world.says("zhang", "/述职 H2 开始");
    await world.says("zhang", "/述职 H2 开始测评");
    expect(await world.says("zhang", "/述职 H2 停止测评")).toContain("党员群众一张没投，停了就没有综合分。就这样停");
    expect(await world.says("x", `投票 ${old[0]}`)).toBe("票号不对或用过了。");
    expect(await world.says("x", `投票 ${second[0]}`)).toBe("A1 还没开始，开始了再发。");
    expect(await world.says("x", `投票 ${first[0]}`)).toContain("（党员群众票）：1钱一民。");
    await vote(first, "1", "p");
    expect(await world.says("zhang", "/述职 H2 停止测评")).toContain(
      "测评结束：党员群众5/5。常委在 H1 投，党员群众在 H3 投，还差丙山村的党员群众票，再接会，不等了发“/评议 停止 A1”",
    );
    expect(await world.says("he", "/述职 取消 H3 天气不好")).toContain("A1 少了这个会的票");
    expect(await world.says("x", `投票 ${second[0]}`)).toBe("票号不对或用过了。");
    expect(await world.says("he", "/述职 取消 H1 不开了")).toContain("A1 的测评也作废了，投的票都销毁。");
    expect(await world.store.read.appraisals.inStates("/county/", ["void"])).toHaveLength(1);
  });
});

test("what is refused leaves no meeting behind", async () => {
  await openFirst("sqlite");
  for (const words of [
    "11月24日9点 票组：村民",
    "甲山村 11月24日9点 票：3",
    "11月24日9点 整改期限：去年",
    "11月24日9点 每人：很久",
  ])
    expect(await world.says("he", `/述职 接着 H1 ${words}`)).not.toContain("建好了");
  expect(await world.says("he", `${opening} 整改期限：去年`)).toContain("没听懂期限");
  expect(await world.says("he", "/述职 列表")).not.toContain("H2");
  expect(await world.says("he", "/述职 接着 H1 11月24日9点")).toContain("建好了 H2");
});

test("a panel in which nobody voted is asked about, and can still go on below", async () => {
  await openFirst("sqlite");
  const slips = slipsOf(world, "he");
  await world.passes("2026-11-21T14:00+08:00");
  await world.says("zhang", "开始");
  await world.says("zhang", "开始测评");
  await vote(slips.slice(0, 6), "122", "p");
  expect(await world.says("zhang", "停止测评")).toContain(
    "党员群众一张没投，停了就没有综合分。留到下一级的会上投：/述职 接着 H1 地点 时间",
  );
  expect(await world.says("he", "/述职 接着 H1 11月24日9点 票组：村民")).toContain(
    "没有“村民”这个票组，有常委、党员群众",
  );
  expect(await world.says("he", "/述职 接着 H1 丁山村 11月24日9点")).toContain("没有找到");
  expect(await world.says("he", "/述职 接着 H1 石门镇 11月24日9点")).not.toContain("建好了");
  expect(await world.says("v1", "/述职 接着 H1 11月24日9点")).not.toContain("建好了");
  expect(await world.says("he", "/述职 接着 H1 11月24日9点")).toContain("建好了 H2");
  expect(await world.says("zhang", "停止测评")).toContain("测评结束：常委6/6。党员群众在 H2 投");
  expect(await world.says("zhang", "/述职 H2 开始测评")).toContain("还没开始");
});

test("what a place has set of appraisals holds in its meetings too", async () => {
  world = await openWorld();
  const speakers = await fillHall(world, 3);
  await world.says("he", opening);
  await world.says("he", `/述职 名单 H1\n${listOf(speakers)}`);
  await world.says("he", "确定");
  expect(await world.says("sun", "/评议 设置 最少票 7")).toContain("最少票 7");
  await world.says("sun", "/评议 设置 只用纸票 述职测评");
  const plan = (slips: number) => `/述职 测评 H1 常委 40% 票${slips}；党员群众 60% 票${slips}`;
  expect(await world.says("he", plan(7))).toContain("的述职测评只用纸票");
  await world.says("sun", "/评议 设置 只用纸票 无");
  expect(await world.says("he", plan(6))).toContain("常委只有6张票，不足7张没有结果");
  expect(await world.says("he", plan(7))).toContain("A1 测评建好了，3位。");
  const slips = slipsOf(world, "he");
  expect(await world.says("he", "/述职 接着 H1 甲山村 明天 票：6")).toContain("党员群众票要几张？不足7张没有结果");
  await world.says("he", "/述职 接着 H1 新会镇 明天");
  await world.passes("2026-11-21T14:00+08:00");
  await world.says("zhang", "开始");
  await world.says("zhang", "开始测评");
  await vote(slips.slice(0, 6), "122", "p");
  expect(await world.says("zhang", "停止测评")).toContain("测评结束：常委不足7/7");
});
