import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type ChatAddress, chatKey } from "../../../src/bot/message.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const village = group("village");
const inQq: ChatAddress = { channel: "qq", bot: "102", kind: "group", id: "G1" };
const neighbours: ChatAddress = { channel: "wecom", bot: "corp", kind: "group", id: "W1" };

describe.each(engines)("a consultation in several groups on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.store.write(async (tables) => {
      for (const [chat, place, hears] of [
        [inQq, "东卧牛村", "mentions"],
        [neighbours, "李家湾村", "all"],
      ] as const) {
        await tables.groups.meet(chatKey(chat), world.now(), hears);
        await tables.groups.bind(chatKey(chat), place, "village");
        await tables.groups.greeted(chatKey(chat), world.now());
      }
      const li = await tables.people.byAccount("sandbox:li");
      await tables.people.nameAccount("qq:li", li?.person_id ?? "");
    });
  });
  afterEach(() => world.close());

  const says = (who: string, text: string, where: ChatAddress, mentioned = false) =>
    world.receives(
      world.message(who, text, where, {
        ...{ mentioned, botNames: ["小助手"], privately: where.channel === "sandbox" ? direct(who) : null },
        ...{ hears: where === inQq ? "mentions" : "all", sentAt: world.now() },
        sender: { account: `${where.channel}:${who}`, shortAccount: `${where.channel}:${who}`, name: who },
      }),
    );
  const heardIn = (chat: ChatAddress) => world.toChat(chat).at(-1) ?? "";

  test("over WeCom and QQ: everybody counts once, and each hears the result and what was decided", async () => {
    const asked = await world.says(
      "zhou",
      "/征求 修水渠走东线还是西线？ 选项：东线/西线 截止：11月23日18:00 群：东卧牛村民群、李家湾",
    );
    expect(asked).toContain("发到东卧牛村村民群、李家湾村村民群");
    expect(heardIn(village)).toContain("直接说就算");
    expect(heardIn(inQq)).toContain("我在本群只听得到@我的话");
    await says("li", "东线", village);
    world.waits("2026-11-21T10:01+08:00");
    await says("li", "@小助手 西线", inQq, true);
    for (const [at, who] of ["a", "b", "c", "d", "e", "f"].entries())
      await says(who, at < 4 ? "西线" : "东线", neighbours);
    await world.passes("2026-11-21T11:31+08:00");
    expect(heardIn(neighbours)).toBe("【C1】已收7人：东线2，西线5。周一18:00截止。");
    expect(heardIn(inQq)).toBe("【C1】已收7人：东线2，西线5。本群我只听得到@我的话。周一18:00截止。");
    await world.passes("2026-11-23T18:02+08:00");
    await world.says("zhou", "/征求 结果 C1 决定：走西线");
    for (const chat of [village, inQq, neighbours]) {
      expect(world.toChat(chat).at(-2)).toContain("截止了，收到7人：东线2，西线5。");
      expect(heardIn(chat)).toContain("决定：走西线。");
      // the opening, one count, the result, the decision: no answer to anybody's word
      expect(world.toChat(chat)).toHaveLength(4);
    }
  });

  test("what belongs to one group is heard in that one only, and reminders go to who asked for them", async () => {
    await world.says("wang", "/征求 村口装监控，同意不同意？ 截止：11月23日18:00", village);
    await says("a", "同意", neighbours);
    expect(await world.says("wang", "/征求 提醒 C1")).toContain("没有要提醒的人");
    expect(await world.says("li", "C1 提醒我")).toContain("C1 截止前有人催时提醒您");
    await says("xiuying", "C1 提醒我", village);
    await says("xiuying", "没得问题", village);
    expect(await world.says("wang", "/征求 提醒 C1")).toContain("提醒了1人");
    expect(world.toChat(direct("li")).at(-1)).toContain("您让我提醒：C1“村口装监控，同意不同意？”周一18:00截止");
    expect(await world.says("li", "C1 不同意")).toContain("记下了 C1：反对");
    expect(await world.says("wang", "/征求 结果 C1")).toContain("已收2人：同意1，反对1。");
    expect(await world.says("li", "C1 结果")).toContain("C1 周一18:00截止，到时在群里公布");
    await world.passes("2026-11-23T18:02+08:00");
    expect(await world.says("li", "C1 结果")).toContain("截止了，收到2人：同意1，反对1。");
  });

  test("three hundred at once are counted once each, in as many posts as ever", async () => {
    await world.says("wang", "/征求 村口装监控，同意不同意？ 截止：11月21日18:00", village);
    const people = Array.from({ length: 300 }, (_, at) => `p${at}`);
    const messages = people.map((who, at) =>
      world.message(who, at % 3 ? "同意" : "不同意", village, {
        sentAt: world.now() + 1 + Math.floor((at * 10_000) / 300),
      }),
    );
    world.waits("2026-11-21T10:00:10+08:00");
    await world.acceptsAll([...messages, ...messages.slice(0, 50)]);
    await world.passes("2026-11-21T18:02+08:00");
    expect(heardIn(village)).toContain("截止了，收到300人（未登记300）：同意200（未登记200），反对100（未登记100）。");
    expect(world.toChat(village)).toHaveLength(3);
  });
});
