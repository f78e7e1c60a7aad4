import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const [village, office] = [group("village"), group("office")];
const minute = 60_000;
const nothing = "十分钟内没有可撤销的。";

describe.each(engines)("撤销 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  test("names what it took; the one before only after it was named and confirmed", async () => {
    await world.says("li", "三社路灯不亮");
    await world.passes(minute);
    await world.says("li", "井水又浑了");
    expect(await world.says("li", "撤销")).toBe("撤销了 O2（井水又浑了）。要回来回“恢复”。");
    // a key that is pressed twice
    const named = "刚撤销了O2。再往前是 O1（三社路灯不亮），也撤销吗？①是";
    expect(await world.says("li", "撤销")).toBe(named);
    expect(await world.says("li", "撤销")).toBe(named);
    expect(await world.says("li", "查我的")).toContain("O1");
    expect(await world.says("li", "撤销")).toBe(named);
    expect(await world.says("li", "是")).toBe("撤销了 O1（三社路灯不亮）。要回来回“恢复”。");
    expect(await world.says("li", "撤销")).toBe(nothing);
    expect(await world.says("li", "查我的")).toContain("没有记过您的话");
  });

  test("works for ten minutes, the last one included, only in the chat where it was said and for its author", async () => {
    await world.says("li", "意见：三社路灯不亮", village);
    expect(await world.says("li", "撤销")).toBe(nothing);
    expect(await world.says("xiuying", "撤销", village)).toBe(nothing);
    expect(await world.says("li", "撤销那个决定吧", village)).toBe("");
    await world.passes(10 * minute);
    expect(await world.says("li", "撤销。", village)).toBe("撤销了 O1。要回来回“恢复”。");
    expect(world.toChat(direct("li")).at(-1)).toBe("撤销了 O1（三社路灯不亮）。要回来回“恢复”。");
    await world.says("li", "井水又浑了");
    await world.passes(10 * minute + 1);
    expect(await world.says("li", "撤销")).toBe(nothing);
  });

  test("with a number takes just that, or says why not", async () => {
    await world.says("wang", "/谈心 东卧牛 赫书记 低保 承诺：12月4日前回话");
    await world.passes(minute);
    await world.says("wang", "/走访 东卧牛三社 屋顶漏雨");
    await world.says("li", "三社路灯不亮");
    await world.says("wang", "/答复 O1 明天来修");
    expect(await world.says("wang", "撤销 T1")).toMatch(/^撤销了 T1（东卧牛 赫书记 低保），它的1条提醒也取消了。/);
    expect(await world.says("wang", "/撤销 O1")).toBe("撤销了 O1（三社路灯不亮）的答复。已经发出去的1条收不回。");
    expect(await world.says("wang", "撤销 T1")).toContain("没有您能撤销的 T1");
    expect(await world.says("wang", "撤销 O1")).toBe("O1 不是您记的，撤不了。");
    expect(await world.says("zhou", "撤销 V1")).toBe("V1 不是您记的，撤不了。");
    await world.passes(11 * minute);
    expect(await world.says("wang", "撤销 V1")).toBe("V1 记了超过十分钟，撤不了。要改：更正 V1 改成的话");
    expect(await world.says("wang", "查我的")).toContain("V1");
  });

  test("under a quoted message of the bot takes back what that was about, and nothing else", async () => {
    const self = direct("wang");
    await world.says("wang", "/谈心 东卧牛 赫书记 低保");
    const first = { quote: { text: world.toChat(self).at(-1) ?? "" } };
    await world.passes(minute);
    await world.says("wang", "/谈心 东卧牛 赫书记 路灯");
    expect(await world.says("wang", "撤销", self, first)).toMatch(/^撤销了 T1/);
    await world.says("li", "三社路灯不亮");
    const answered = { quote: { text: await world.says("wang", "/答复 O1 在修") } };
    await world.passes(minute);
    expect(await world.says("wang", "/谈心 东卧牛 赫书记 修渠")).toContain("T3");
    expect(await world.says("wang", "撤销", self, answered)).toContain("的答复。已经发出去的1条收不回。");
    expect(await world.says("wang", "撤销", self, answered)).toBe("引用的这条不是您十分钟内在这里记的。");
    expect(await world.says("wang", "撤销")).toMatch(/^刚撤销了一步。再往前是 T3（东卧牛 赫书记 修渠），也撤销吗/);
  });

  test("says what had already gone out, and cancels what had not until 恢复", async () => {
    await world.says("wang", "/谈心 东卧牛 赫书记 低保 承诺：12月4日前修好路灯");
    const [row] = await world.store.read.records.mine("sandbox:wang", null, 1);
    const push = { target: "sandbox:town:direct:zhou", purpose: "push" as const, now: world.now() };
    const cause = row?.cause.replace(/record$/, "");
    await world.store.write(async (tables) => {
      await tables.outbox.add({ ...push, cause: `${cause}told 1`, text: "已经说了" });
      const later = { holdUntil: world.now() + minute };
      await tables.outbox.add({ ...push, cause: `${cause}told 2`, text: "还没说", ...later });
      await tables.outbox.add({ ...push, cause: `${cause}told 3`, text: "没用了", ...later, expiresAt: world.now() });
    });
    await world.drain(push.target);
    expect(await world.says("wang", "撤销")).toContain("，它的1条提醒也取消了。已经发出去的1条收不回。");
    await world.passes(5 * minute);
    expect(world.toChat(direct("zhou"))).toEqual(["已经说了"]);
    await world.says("wang", "恢复");
    await world.passes(minute);
    expect(world.toChat(direct("zhou"))).toEqual(["已经说了", "还没说"]);
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
    const message = world.message("li", "撤销");
    await Promise.all([world.receives(message), world.receives(message)]);
    expect(await world.says("li", "查我的")).toContain("O1");
  });

  test("is taken back by 恢复 for a day: the record with its reminders and its place in the coverage", async () => {
    await world.says("wang", "/谈心 东卧牛 赫书记 低保 承诺：12月4日前修好路灯", office);
    const reached = await world.says("sun", "/覆盖 谈心");
    await world.says("wang", "撤销", office);
    expect(await world.says("sun", "/覆盖 谈心")).not.toBe(reached);
    expect(await world.says("wang", "恢复")).toBe("一天内没有撤销过什么，没有可恢复的。");
    expect(await world.says("wang", "/恢复", office)).toBe("恢复了 T1，1条提醒也恢复了。");
    expect(await world.says("wang", "/恢复", office)).toContain("没有可恢复的");
    expect(await world.says("sun", "/覆盖 谈心")).toBe(reached);
    await world.passes("2026-12-04T09:00+08:00");
    expect(world.toChat(direct("wang")).at(-1)).toContain("修好路灯");
    const [row] = await world.store.read.records.mine("sandbox:wang", null, 1);
    expect((await world.store.read.audit.of(row?.id ?? "")).map(({ action }) => action)).toEqual([
      "undone",
      "restored",
    ]);
  });

  test("can be restored by number, by its author alone; a step must be said again; after a day it is over", async () => {
    await world.says("wang", "/提醒 每天9点 喂鸡");
    await world.says("wang", "撤销");
    await world.says("wang", "/提醒 明天9点 开会");
    await world.says("wang", "撤销 R2");
    expect(await world.says("zhou", "恢复 R1")).toContain("没有撤销过您的 R1");
    expect(await world.says("wang", "恢复 R1")).toBe("恢复了 R1（喂鸡）。");
    await world.passes("2026-11-22T09:00+08:00");
    expect(world.toChat(direct("wang")).at(-1)).toContain("喂鸡");
    await world.says("wang", "/更正 R1 喂鸭");
    await world.says("wang", "撤销");
    expect(await world.says("wang", "恢复")).toBe("撤销的是 R1 的更正，要的话请再发一次。");
    await world.passes("2026-11-22T10:01+08:00");
    expect(await world.says("wang", "恢复 R2")).toContain("一天内没有撤销过您的 R2");
  });
});
