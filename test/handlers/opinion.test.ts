import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../world.ts";

describe.each(engines)("opinions on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  const village = group("village");

  describe("说事", () => {
    test("is acknowledged in the group with its number", async () => {
      expect(await world.says("li", "意见：三社路灯不亮", village)).toBe("收到 O1");
    });

    test("joins what follows within ten seconds into one line", async () => {
      await world.says("li", "意见：三社路灯不亮", village);
      for (const text of ["建议：装监控", "反映：井水浑", "求助：我妈摔了"])
        expect(await world.says("xiuying", text, village)).toBe("");
      await world.passes(60_000);
      expect(world.toChat(village)).toEqual(["收到 O1", "收到 O2–O4"]);
    });

    test("leaves ordinary comments unanswered and unkept", async () => {
      const before = await world.store.read.inbox.counts();
      expect(await world.says("li", "今天天气不错", village)).toBe("");
      expect(await world.says("li", "意见箱挂哪了", village)).toBe("");
      expect(await world.store.read.inbox.counts()).toEqual(before);
    });

    test("needs no sign one-to-one", async () => {
      expect(await world.says("li", "三社水管漏了")).toBe("收到 O1，东卧牛村的干部会看到。说错了回“撤销”。");
    });

    test("asks a stranger for the village and then keeps what was said first", async () => {
      expect(await world.says("stranger", "我们那儿没水")).toBe("您是哪个村的？");
      expect(await world.says("stranger", "柳河")).toContain("收到 O1，柳河村");
      const [record] = await world.store.read.records.mine("sandbox:stranger", null, 1);
      expect(record).toMatchObject({ text: "我们那儿没水", place_id: "柳河村" });
    });

    test("stands at the county after two questions without an answer", async () => {
      await world.says("stranger", "我们那儿没水");
      expect(await world.says("stranger", "反正没水")).toBe("您是哪个村的？");
      expect(await world.says("stranger", "不告诉你")).toContain("收到 O1");
      const [record] = await world.store.read.records.mine("sandbox:stranger", null, 1);
      expect(record?.place_id).toBe("county");
    });

    test("asks a cadre what to keep it as", async () => {
      expect(await world.says("wang", "老李家屋顶漏了")).toContain("要记成谈心、走访还是意见？");
      expect(await world.says("wang", "意见")).toContain("收到 O1");
    });

    test("keeps a phone number out of what is shown, and warns the sender privately", async () => {
      await world.says("li", "意见：找老赵13800001234", village);
      expect(world.toChat(direct("li")).at(-1)).toContain("像是有手机号");
      expect(await world.says("li", "查我的")).toContain("找老赵138****1234");
    });

    test("taken back on the platform is withdrawn", async () => {
      const message = world.message("li", "意见：三社路灯不亮", village, { platformId: "p1" });
      await world.receives(message);
      await world.receives({ type: "recall", key: "r1", platformId: "p1", chat: village, sentAt: world.now() });
      expect(await world.store.read.records.mine("sandbox:li", null, 5)).toEqual([]);
    });
  });

  describe("a message delivered again", () => {
    test("has one effect and the same answer, also three times at once", async () => {
      const message = world.message("li", "意见：路灯不亮", village, { answers: "response" });
      const answers = await Promise.all([world.accept(message), world.accept(message), world.accept(message)]);
      expect(answers.map(({ answer }) => answer)).toEqual(["收到 O1", "收到 O1", "收到 O1"]);
      expect(await world.accept(message)).toEqual({ answer: "收到 O1" });
      expect(await world.store.read.records.mine("sandbox:li", null, 5)).toHaveLength(1);
    });
  });
});
