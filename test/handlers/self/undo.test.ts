import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, group, openWorld, type World } from "../../world.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const village = group("village");
const minute = 60_000;

describe("撤销", () => {
  test("takes back the last record, then the one before", async () => {
    await world.says("li", "三社路灯不亮");
    await world.passes(minute);
    await world.says("li", "井水又浑了");
    expect(await world.says("li", "撤销")).toBe("已撤销 O2。");
    expect(await world.says("li", "撤销")).toBe("已撤销 O1。");
    expect(await world.says("li", "撤销")).toBe("十分钟内没有可撤销的。");
    expect(await world.says("li", "查我的")).toContain("没有记过您的话");
  });

  test("works for ten minutes, the last one included", async () => {
    await world.says("li", "三社路灯不亮");
    await world.passes(10 * minute);
    expect(await world.says("li", "撤销")).toBe("已撤销 O1。");
    await world.says("li", "井水又浑了");
    await world.passes(10 * minute + 1);
    expect(await world.says("li", "撤销")).toBe("十分钟内没有可撤销的。");
  });

  test("works only in the chat where it was said, and only for its author", async () => {
    await world.says("li", "意见：三社路灯不亮", village);
    expect(await world.says("li", "撤销")).toBe("十分钟内没有可撤销的。");
    expect(await world.says("xiuying", "撤销", village)).toBe("十分钟内没有可撤销的。");
    expect(await world.says("li", "撤销", village)).toBe("已撤销 O1。");
  });

  test("under a quoted message of the bot takes back what that was about, and nothing else", async () => {
    const self = direct("wang");
    await world.says("wang", "/谈心 东卧牛 赫书记 低保");
    const first = { quote: { text: world.toChat(self).at(-1) ?? "" } };
    await world.passes(minute);
    await world.says("wang", "/谈心 东卧牛 赫书记 路灯");
    expect(await world.says("wang", "撤销", self, first)).toBe("已撤销 T1。");
    await world.says("li", "三社路灯不亮");
    const answered = { quote: { text: await world.says("wang", "/答复 O1 在修") } };
    expect(await world.says("wang", "/谈心 东卧牛 赫书记 修渠")).toContain("T3");
    expect(await world.says("wang", "撤销", self, answered)).toBe("已撤销 O1 的答复。已经发出去的1条收不回。");
    expect(await world.says("wang", "撤销", self, answered)).toBe("引用的这条不是您十分钟内在这里记的。");
    expect(await world.says("wang", "撤销")).toBe("已撤销 T3。");
  });

  test("in a group stands alone in the message", async () => {
    await world.says("li", "意见：三社路灯不亮", village);
    expect(await world.says("li", "撤销那个决定吧", village)).toBe("");
    expect(await world.says("li", "撤销。", village)).toBe("已撤销 O1。");
  });

  test("says what had already gone out, and cancels what had not", async () => {
    await world.says("wang", "/谈心 东卧牛 赫书记 低保 承诺：12月4日前修好路灯");
    const [row] = await world.store.read.records.mine("sandbox:wang", null, 1);
    const push = { target: "sandbox:town:direct:zhou", purpose: "push" as const, now: world.now() };
    await world.store.write(async (tables) => {
      await tables.outbox.add({ ...push, cause: `${row?.cause.replace(/record$/, "")}told 1`, text: "已经说了" });
      await tables.outbox.add({
        ...push,
        cause: `${row?.cause.replace(/record$/, "")}told 2`,
        text: "还没说",
        holdUntil: world.now() + minute,
      });
    });
    await world.drain(push.target);
    expect(await world.says("wang", "撤销")).toBe("已撤销 T1，它的1条提醒也取消了。已经发出去的1条收不回。");
    await world.passes(5 * minute);
    expect(world.toChat(direct("zhou"))).toEqual(["已经说了"]);
  });

  test("once a reminder went out says so", async () => {
    await world.says("wang", "/提醒 2分钟后 开会");
    await world.passes(3 * minute);
    expect(await world.says("wang", "撤销")).toBe("R1 已经提醒出去了，撤不回。");
  });

  test("takes no message twice for two", async () => {
    await world.says("li", "三社路灯不亮");
    await world.passes(minute);
    await world.says("li", "井水又浑了");
    const undo = world.message("li", "撤销");
    await Promise.all([world.receives(undo), world.receives(undo)]);
    expect(await world.says("li", "查我的")).toContain("O1");
  });

  test("stays in the audit trail", async () => {
    await world.says("li", "三社路灯不亮");
    const [row] = await world.store.read.records.mine("sandbox:li", null, 1);
    await world.says("li", "撤销");
    expect((await world.store.read.audit.of(row?.id ?? "")).map(({ action }) => action)).toEqual(["undone"]);
  });
});
