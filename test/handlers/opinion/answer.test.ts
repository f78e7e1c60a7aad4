import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const village = group("village");

describe.each(engines)("/答复 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  test("goes back to the group it was said in, and the opinion no longer waits", async () => {
    await world.says("li", "意见：三社路灯不亮", village);
    expect(await world.says("wang", "/意见 列表")).toContain("O1 11月21日 东卧牛村三社 三社路灯不亮");
    expect(await world.says("wang", "/答复 O1 路灯下周三来修")).toBe("O1 的答复发回群里了。");
    expect(world.toChat(village).at(-1)).toBe("答复“三社路灯不亮”（O1）：路灯下周三来修");
    expect(await world.says("wang", "/意见 列表")).toBe("没有等答复的意见。");
    expect(await world.says("sun", "/简报")).not.toContain("未答复");
  });

  test("what waits is listed with whose it is by as many statements for several as for one", async () => {
    const asked = async () => {
      const before = world.store.executed();
      const said = await world.says("wang", "/意见 列表");
      return { said, statements: world.store.executed() - before };
    };
    await world.says("li", "三社水管漏了");
    const one = await asked();
    await world.says("li", "意见：三社路灯不亮", village);
    await world.passes("2026-11-21T21:30:00+08:00");
    await world.says("li", "意见：村口的路塌了", village);
    const several = await asked();
    expect(one.said).toMatch(/O1 .*李大山/);
    expect(several.said).toMatch(/等答复的意见3条.*O1 .*李大山.*O2 .*李大山.*O3 .*李大山/s);
    expect(several.statements).toBeLessThanOrEqual(one.statements);
  });

  test("goes back one-to-one to who said it one-to-one", async () => {
    await world.says("li", "三社水管漏了");
    await world.says("wang", "/答复 1 明天来修");
    expect(world.toChat(direct("li")).at(-1)).toBe("您说的“三社水管漏了”（O1）有答复：明天来修");
  });

  test("waits for the morning in the evening", async () => {
    await world.says("li", "意见：三社路灯不亮", village);
    await world.passes("2026-11-21T21:30:00+08:00");
    expect(await world.says("wang", "/答复 O1 路灯修好了")).toBe(
      "O1 的答复记下了。现在不打扰人，11月22日（周日）7:00发回群里。",
    );
    await world.passes("2026-11-22T06:59:00+08:00");
    expect(world.toChat(village).at(-1)).toBe("收到 O1");
    await world.passes("2026-11-22T07:01:00+08:00");
    expect(world.toChat(village).at(-1)).toBe("答复“三社路灯不亮”（O1）：路灯修好了（顺延）");
  });

  test("is refused for another village's opinion", async () => {
    await world.says("stranger", "没水");
    await world.says("stranger", "柳河");
    expect(await world.says("wang", "/答复 O1 知道了")).toContain("您管的地方没有 O1");
  });

  describe("to somebody who stopped the messages", () => {
    const waiting = /^等答复的意见1条：\nO1 .*水管/;
    beforeEach(async () => {
      await world.says("li", "三社水管漏了");
    });

    test("is said to be undeliverable, and the opinion waits as before", async () => {
      await world.says("li", "退订");
      expect(await world.says("wang", "/答复 O1 明天来修")).toBe(
        "O1 送不到：对方退订了消息，还是“等答复”。请打电话或当面说。",
      );
      expect(await world.says("wang", "/意见 列表")).toMatch(waiting);
      expect(await world.says("sun", "/简报")).toContain("未答复1");
      expect(await world.says("wang", "撤销")).toBe("十分钟内没有可撤销的。");
      // spoken to in another way, it can be closed
      expect(await world.says("wang", "/不用答复 O1 已当面答复")).toBe(
        "O1 记下了，但送不到：对方退订了消息。请打电话或当面说。",
      );
      expect(await world.says("wang", "/意见 列表")).toBe("没有等答复的意见。");
    });

    test("while the answer waits for the morning, opens the opinion again and is told", async () => {
      await world.passes("2026-11-21T21:30:00+08:00");
      expect(await world.says("wang", "/答复 O1 明天来修")).toContain("7:00发回本人");
      expect(await world.says("wang", "/意见 列表")).toBe("没有等答复的意见。");
      await world.says("li", "退订");
      await world.passes("2026-11-22T07:01:00+08:00");
      expect(world.toChat(direct("wang")).at(-1)).toBe("O1 的答复没送到：对方退订了消息。请打电话或当面说。（顺延）");
      expect(world.toChat(direct("li")).at(-1)).not.toContain("明天来修");
      expect(await world.says("wang", "/意见 列表")).toMatch(waiting);
    });

    test("and answered before, stands as it was answered", async () => {
      await world.says("wang", "/答复 O1 明天来修");
      await world.says("li", "退订");
      expect(await world.says("wang", "/答复 O1 改成后天")).toContain("还是“答复了”");
      expect(await world.says("wang", "/意见 列表")).toBe("没有等答复的意见。");
    });
  });
});
