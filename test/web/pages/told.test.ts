import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { SendResult } from "../../../src/bot/delivery/outgoing.ts";
import { chatKey } from "../../../src/bot/message.ts";
import { tell } from "../../../src/bot/tell/tell.ts";
import { direct, engines, group } from "../../world.ts";
import { openPages, type PagesWorld } from "./world.ts";

const village = group("village");

describe.each(engines)("who was told of a record, on %s", (engine) => {
  let pages: PagesWorld;
  beforeEach(async () => {
    pages = await openPages({ engine });
  });
  afterEach(() => pages.close());

  type Kind = "opinion" | "assignment" | "appraisal" | "motion";
  const idOf = async (kind: Kind, number: number) =>
    (await pages.world.store.read.records.find(["town"], [kind], number))[0]?.id;
  const record = async (kind: Kind, number = 1) => {
    const { text } = await (await pages.signedIn("sun")).get(`/p/record/${await idOf(kind, number)}`);
    const card = /告诉了谁.*?(?= 截至)/.exec(text)?.[0] ?? "";
    expect([card, /(^$| 简报里提到的不算。$)/.test(card)]).toEqual([card, true]);
    return card.replace(/ 简报里提到的不算。$/, "");
  };

  test("an answer stands there with when it arrived, and not who said the opinion", async () => {
    const { world } = pages;
    await world.says("li", "意见：三社路灯不亮", village);
    await world.says("xiuying", "意见：井水浑");
    expect(await record("opinion")).toBe("");
    await world.says("wang", "/答复 O1 明天来修");
    await world.says("wang", "/答复 O2 已经换了滤芯");
    expect(await record("opinion")).toBe("告诉了谁 1条 东卧牛村的群 11月21日（周六）10:00 到了");
    expect(await record("opinion", 2)).toBe("告诉了谁 1条 提的人 私聊 · 11月21日（周六）10:00 到了");
  });

  test("who has work to do is named; what waits and what did not arrive says why and what helps", async () => {
    const { world } = pages;
    await world.says("wang", "帮助");
    const answers: readonly SendResult[] = [
      { outcome: "refused", error: "no friend" },
      { outcome: "refused", error: "60020 not allow to access from your ip" },
      { outcome: "not-first", error: "closed" },
      { outcome: "sent" },
    ];
    for (const [index, answer] of answers.entries()) {
      world.sendWith((message) => (chatKey(message.to) === chatKey(direct("wang")) ? answer : { outcome: "sent" }));
      await world.says("sun", `/交办 王主任 ${["路灯", "水渠", "危桥", "垃圾"][index]}修好 期限：12月31日`);
    }
    world.sendWith(() => ({ outcome: "sent" }));
    const told = [];
    for (const number of [1, 2, 3, 4]) told.push(await record("assignment", number));
    expect(told).toEqual([
      expect.stringContaining("王建国 私聊 · 多半是账号换了：请他重新认领，急的打电话 没送到"),
      expect.stringMatching(/王建国 私聊 · 要管理员办（企业可信IP.*），急的打电话 没送到/),
      expect.stringContaining("王建国 私聊 · 没开机器人的主动消息，等他下次跟机器人说话时给，急的打电话 等着"),
      expect.stringMatching(/王建国 私聊 · 11月21日（周六）10:00 到了/),
    ]);
    expect(told.join()).not.toContain("修好");
  });

  test("what spoke of several records at once stands on the page of each", async () => {
    const { world } = pages;
    await world.says("wang", "帮助");
    await world.says("sun", "/简报 关");
    await world.says("xiuying", "意见：井水浑");
    await world.says("li", "意见：三社路灯不亮", village);
    await world.says("sun", "/交办 王主任 三社路灯修好 12月2日前");
    await world.says("sun", "/交办 王主任 水管接上 12月2日前");
    await world.passes("2026-12-01T12:00+08:00");
    const together = await world.store.read.outbox.told((await idOf("opinion", 1)) ?? "", 30);
    expect(together.length).toBeGreaterThan(0);
    expect(await record("opinion", 2)).toBe(await record("opinion", 1));
    expect(await record("opinion", 1)).not.toMatch(/王建国|赵秀英|李/);
    const [one, other] = [await record("assignment", 1), await record("assignment", 2)];
    for (const card of [one, other]) expect(card).toMatch(/王建国 私聊 · 12月1日（周二）\d+:\d\d 到了/);
  });

  test.each([
    ["appraisal", "/评议 新建 三票两评 东卧牛村 对象：王建国 票：党员 60% 名册；组织 40% 合议 截止：今天18:00", []],
    ["motion", "/议题 新建 修三社机耕路 模板：小组事 地点：三社", ["一位干部"]],
  ] as const)("of %s nobody learns who was reminded to vote, or who objected", async (kind, made, people) => {
    const { world } = pages;
    await world.says("zhou", "帮助");
    await world.says(kind === "appraisal" ? "sun" : "wang", made);
    const [row] = await world.store.read.records.find(["town"], [kind], 1);
    await world.store.write(async (tables) => {
      const news = { text: "投票", why: "others", subject: row?.id ?? "" } as const;
      const zhou = { account: "sandbox:zhou" };
      await tell({ ...news, to: zhou, private: true, cause: "reminded" }, { tables, now: world.now() });
      await tell({ ...news, to: { chat: chatKey(village) }, cause: "begun" }, { tables, now: world.now() });
    });
    const told = await record(kind);
    expect(told).toContain("东卧牛村的群");
    expect(told).not.toContain("周明");
    expect(told.match(/一位干部/gu) ?? []).toEqual(people);
  });
});
