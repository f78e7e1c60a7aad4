import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../world.ts";

describe.each(engines)("digests on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    // a Thursday
    world = await openWorld({ engine, startAt: Date.parse("2026-11-26T10:00:00+08:00") });
  });
  afterEach(() => world.close());

  const digests = (who = "sun") => world.toChat(direct(who)).filter((text) => text.includes("新会镇\n"));

  describe("the digest", () => {
    test("comes once the next morning with what happened", async () => {
      await world.says("sun", "你好");
      await world.says("wang", "/谈心 东卧牛 赫书记 低保", group("office"));
      await world.says("li", "意见：三社路灯不亮", group("village"));
      await world.says("xiuying", "意见：井水浑", group("village"));
      await world.says("sun", "/提醒 明天9点 村民代表会");
      await world.passes("2026-11-27T12:00:00+08:00");
      expect(digests()).toEqual([
        [
          "11月27日 新会镇",
          "谈心 1/5村（本周+1），未谈：李家湾、柳河等4村",
          "意见 新增2（外出1），未答复2，最久1天",
          "提醒 今天1件：9:00 村民代表会",
        ].join("\n"),
      ]);
    });

    test("is not sent when there is nothing to say", async () => {
      await world.says("sun", "你好");
      await world.passes("2026-11-27T12:00:00+08:00");
      expect(digests()).toEqual([]);
    });

    test("rests at the weekend and covers it on Monday", async () => {
      await world.says("sun", "你好");
      await world.passes("2026-11-28T09:00:00+08:00");
      await world.says("li", "意见：周末没水", group("village"));
      await world.passes("2026-11-30T07:00:00+08:00");
      expect(digests()).toEqual([]);
      await world.passes("2026-11-30T09:00:00+08:00");
      expect(digests()).toHaveLength(1);
      expect(digests()[0]).toContain("意见 新增1（外出1）");
    });

    test("goes today when its minute is set to one still to come", async () => {
      expect(await world.says("sun", "/简报 设置 10:05")).toContain("今天这个点就发一份");
      await world.passes("2026-11-26T10:06:00+08:00");
      expect(digests()).toHaveLength(1);
      await world.passes("2026-11-27T10:30:00+08:00");
      expect(digests()).toHaveLength(1);
    });

    test("that was told is told again as it was composed when its minute is moved to a later one, and not late", async () => {
      await world.says("sun", "你好");
      await world.says("li", "意见：路灯不亮", group("village"));
      await world.passes("2026-11-27T09:00:00+08:00");
      const [first] = digests();
      await world.says("xiuying", "意见：井水浑", group("village"));
      await world.says("sun", "/简报 设置 晚上8点");
      await world.says("sun", "/简报 设置 8:10");
      await world.passes("2026-11-27T09:30:00+08:00");
      expect(digests()).toEqual([first]);
      expect(await world.says("sun", "/简报 设置 晚上8点")).toContain("今天这个点就发一份");
      await world.passes("2026-11-27T20:30:00+08:00");
      expect(digests()).toEqual([first, first]);
      await world.passes("2026-11-28T20:30:00+08:00");
      expect(digests()).toEqual([first, first]);
    });

    test("set for the first time to a minute that is over begins the next day", async () => {
      await world.says("li", "意见：路灯不亮", group("village"));
      await world.says("sun", "/简报 设置 8:10");
      await world.passes("2026-11-26T12:00:00+08:00");
      expect(digests()).toEqual([]);
      await world.passes("2026-11-27T08:10:00+08:00");
      expect(digests()).toHaveLength(1);
    });

    test("is marked when it is late, and skipped after noon", async () => {
      await world.says("sun", "你好");
      await world.says("li", "意见：路灯不亮", group("village"));
      await world.sleeps("2026-11-27T11:00:00+08:00");
      expect(digests()[0]).toMatch(/^（补发）11月27日/);
      await world.says("li", "意见：井水浑", group("village"));
      await world.sleeps("2026-11-30T14:00:00+08:00");
      expect(digests()).toHaveLength(1);
      await world.passes("2026-12-01T09:00:00+08:00");
      expect(digests().at(-1)).toContain("意见 新增1");
    });

    test("goes to the cadre group when its reader's account refuses it for good", async () => {
      await world.says("sun", "你好");
      await world.says("li", "意见：路灯不亮", group("village"));
      world.sendWith(({ to }) =>
        to.kind === "direct" ? { outcome: "refused", error: "no friend" } : { outcome: "sent" },
      );
      await world.passes("2026-11-27T09:00:00+08:00");
      expect(digests()).toEqual([]);
      expect(world.toChat(group("office")).at(-1)).toContain("意见 新增1");
    });

    test("goes to the cadre group when its reader has no private way", async () => {
      await world.says("li", "意见：路灯不亮", group("village"));
      await world.passes("2026-11-27T09:00:00+08:00");
      expect(world.toChat(group("office"))).toHaveLength(1);
    });

    test("stops with 关", async () => {
      await world.says("sun", "/简报 关");
      await world.says("li", "意见：路灯不亮", group("village"));
      await world.passes("2026-11-27T12:00:00+08:00");
      expect(digests()).toEqual([]);
    });

    test("is composed at once by /简报", async () => {
      await world.says("li", "意见：路灯不亮", group("village"));
      expect(await world.says("sun", "/简报")).toBe("11月26日 新会镇\n意见 新增1（外出1），未答复1");
    });
  });
});
