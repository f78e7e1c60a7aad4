import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { chatKey } from "../../../src/bot/message.ts";
import { tell } from "../../../src/bot/tell/tell.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("leave and quiet on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  test("who is on leave hears at its end, and at once, what waited for them", async () => {
    expect(await world.says("wang", "请假 到后天")).toMatch(
      /^好，您休息到.+，到时候之前除了急事什么都先不发给您，过后一起发。提前回来了发“销假”。$/,
    );
    await world.says("sun", "/提醒 王建国 明天9点 来镇里开会");
    const before = world.toChat(direct("wang")).length;
    await world.passes(26 * 60 * 60_000);
    expect(world.toChat(direct("wang")).slice(before)).toEqual([]);
    const back = await world.says("wang", "销假");
    expect(back).toContain("欢迎回来。攒着的1条这就发给您。");
    expect(back).toContain("来镇里开会（顺延）");
    await world.passes(48 * 60 * 60_000);
    expect(world.toChat(direct("wang")).filter((text) => text.includes("来镇里开会"))).toHaveLength(1);
    expect(await world.says("wang", "销假")).toBe("您没在请假。要请假发：/请假 到周五");
  });

  test("of two leaves the later one counts, and one that ends at night ends in the morning", async () => {
    await world.says("wang", "/请假 到明天晚上11点");
    await world.says("sun", "/提醒 王建国 今天下午4点 交表");
    await world.says("wang", "/请假 到后天晚上11点");
    const before = world.toChat(direct("wang")).length;
    await world.passes("2026-11-24T06:59:00+08:00");
    expect(world.toChat(direct("wang")).slice(before)).toEqual([]);
    await world.passes("2026-11-24T07:01:00+08:00");
    expect(world.toChat(direct("wang")).slice(before).join()).toContain("交表");
  });

  test("what is urgent waits for no leave", async () => {
    await world.says("wang", "/请假 到后天");
    await world.says("li", "着火了，三社老李家房子着了");
    expect(world.toChat(direct("wang")).at(-1)).toContain("着");
  });

  test("leave has an end, not too far, and is no rhythm", async () => {
    expect(await world.says("wang", "/请假 每周五")).toContain("请假只能到一个日子");
    expect(await world.says("wang", "/请假 到明年8月1日")).toContain("最多请假60天");
    expect(await world.says("wang", "/请假")).toBe("请假到什么时候？例：到周五");
    expect(await world.says("wang", "取消")).not.toContain("休息到");
    expect(await world.says("wang", "销假")).toContain("您没在请假");
    expect(await world.says("li", "/请假 到周五")).not.toContain("休息到");
  });

  test("a group that was asked for quiet hears nothing but answers and what is urgent until then", async () => {
    const chat = group("village");
    await world.says("wang", "/安静 到后天", chat);
    expect(world.toChat(direct("wang")).at(-1)).toContain("安静最多一天");
    expect(await world.says("li", "/安静 群 到晚上8点", chat)).not.toContain("不在本群");
    expect(await world.says("wang", "/安静 群 到晚上8点", chat)).toMatch(/^好，到.+前我不在本群主动说话，急事除外。/);
    const posts = (why: "others" | "urgent", text: string) =>
      world.store.write((tables) =>
        tell({ to: { chat: chatKey(chat) }, text, cause: text, why }, { tables, now: world.now() }),
      );
    await posts("others", "明天开代表会");
    await posts("others", "后天停水");
    await posts("urgent", "三社着火");
    await world.passes(60_000);
    expect(world.toChat(chat).at(-1)).toBe("三社着火");
    expect(await world.says("li", "意见：路灯坏了", chat)).toContain("收到");
    await world.passes(24 * 60 * 60_000);
    expect(world.toChat(chat).at(-1)).toBe("明天开代表会\n后天停水");
  });
});
