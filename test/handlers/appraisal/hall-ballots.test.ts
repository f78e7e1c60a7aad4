import { expect, test } from "@jest/globals";
import { direct, engines, group, openWorld } from "../../world.ts";
import { fillHall, listOf, opening } from "../meeting/hall.ts";
import { slipsOf } from "./hall.ts";

const minute = 60_000;

test.each(engines)(
  "nineteen speakers are graded one by one by thirty phones, and each hears the own result, on %s",
  async (engine) => {
    const world = await openWorld({ engine });
    const speakers = await fillHall(world);
    await world.says("he", opening);
    await world.says("he", `/述职 名单 H1\n${listOf(speakers)}`);
    await world.says("he", "确定");
    expect(await world.says("he", "/述职 测评 H1 常委 40% 票12；代表 50% 票18")).toContain("加起来是90，要100");
    expect(await world.says("he", "/述职 测评 H1 常委 40% 票12；代表 60% 票18")).toContain("A1 测评建好了，19位。");
    const slips = slipsOf(world, "he");
    expect(slips).toHaveLength(30);
    expect(await world.says("p0", `投票 ${slips[0]}`)).toBe("A1 还没开始，开始了再发。");
    await world.passes("2026-11-21T14:00+08:00");
    await world.says("zhang", "开始");
    expect(await world.says("zhang", "开始测评")).toBe("测评开始，凭票私聊我发：投票 票号");
    expect(await world.says("zhang", "开始测评")).toContain("已经开始过了");
    expect(await world.says("he", "/述职 测评 H1 常委 40% 票12；代表 60% 票18")).toContain("不能再换票");
    const phones = slips.map((slip, at) => ({ who: `p${at}`, slip }));
    for (const { who, slip } of phones) expect(await world.says(who, `投票 ${slip}`)).toContain("第1页，共2页");
    for (let at = 0; at < 19; at += 1)
      await world.acceptsAll(
        phones.map(({ who }, phone) => world.message(who, `${at + 1}号${["好", "较好", "一般"][(at + phone) % 3]}`)),
      );
    await world.quiet();
    expect(await world.says("zhang", "停止测评")).toContain("还有填好没投的票");
    // once more by a platform that was not answered in time
    const casting = phones.map(({ who }) => world.message(who, "投"));
    await world.acceptsAll(casting.flatMap((one) => [one, one]));
    await world.quiet();
    expect(await world.says("zhang", "停止测评")).toBe("测评结束：常委12/12，代表18/18");
    await world.passes(2 * minute);
    const [row] = await world.store.read.appraisals.inStates("/county/", ["ready"]);
    const counts = await world.store.read.appraisals.cells(row?.id ?? "");
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(19 * 30);
    expect(new Set(counts.map(({ count }) => count))).toEqual(new Set([4, 6]));
    await world.says("zhang", "散会");
    expect(await world.says("he", "/述职 反馈 H1")).toContain("测评已出结果");
    await world.says("he", "反馈");
    // of 好 较好 一般 as many each: 80
    expect(world.toChat(direct("v1")).at(-1)).toContain(
      "您的评议（A1）：常委80.0（12票）、代表80.0（18票），综合80.0。",
    );
    expect(world.toChat(direct("v1")).join()).not.toContain("2号");
    await world.close();
  },
);

const office = group("office");

test.each(engines)(
  "forty-two slips of two panels: the hall hears how many voted and nothing else, on %s",
  async (engine) => {
    const world = await openWorld({ engine });
    const speakers = await fillHall(world, 3);
    await world.says("he", opening);
    await world.says("he", `/述职 名单 H1\n${listOf(speakers)}`);
    await world.says("he", "确定");
    await world.says("he", "/述职 本群 H1", office);
    await world.says("he", "/述职 测评 H1 县委常委 40% 票12；党员群众代表 60% 票30");
    const slips = slipsOf(world, "he");
    await world.passes("2026-11-21T14:00+08:00");
    await world.says("zhang", "开始");
    const before = world.toChat(office).length;
    await world.says("zhang", "开始测评");
    // the last slip stays in a pocket
    const phones = slips.slice(0, -1).map((slip, at) => [`p${at}`, slip] as const);
    for (const said of [(slip: string) => `投票 ${slip}`, () => "213", () => "投"]) {
      await world.acceptsAll(phones.map(([who, slip]) => world.message(who, said(slip))));
      await world.quiet();
    }
    expect(await world.says("zhang", "停止测评")).toBe("测评结束：县委常委12/12，党员群众代表29/30");
    await world.passes(2 * minute);
    expect(await world.says("he", "/评议 结果 A1")).toContain(
      "1钱一民：县委常委80.0（较好12）、党员群众代表80.0（较好29），综合80.0",
    );
    await world.says("zhang", "散会");
    await world.says("he", "/述职 反馈 H1");
    await world.says("he", "反馈");
    const heard = world.toChat(office).slice(before);
    expect(heard.slice(0, 2)).toEqual([
      "测评开始，凭票私聊我发：投票 票号",
      "测评结束：县委常委12/12，党员群众代表29/30",
    ]);
    expect(heard.join()).not.toMatch(/80|100|较好|综合|p\d/);
    expect(world.toChat(direct("v2")).at(-1)).toContain("综合100.0");
    expect(world.toChat(direct("v2")).join()).not.toContain("80.0");
    await world.close();
  },
);
