import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

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
      expect(await world.says("li", "三社水管漏了")).toBe(
        "收到 O1，东卧牛村的干部会看到，3个工作日内答复。说错了回“撤销”。",
      );
    });

    test("asks a stranger for the village and then keeps what was said first", async () => {
      expect(await world.says("stranger", "我们那儿没水")).toBe("您是哪个村的？");
      expect(await world.says("stranger", "柳河")).toContain("收到 O1，柳河村");
      const [record] = await world.store.read.records.mine("sandbox:stranger", null, 1);
      expect(record).toMatchObject({ text: "我们那儿没水", place_id: "柳河村" });
    });

    test("stands at the county after two questions without an answer", async () => {
      await world.says("stranger", "我们那儿没水");
      expect(await world.says("stranger", "井也干了")).toBe("没听出是哪个村。您是哪个村的？不想说回“跳过”。");
      expect(await world.says("stranger", "不告诉你")).toContain("收到 O1");
      const [record] = await world.store.read.records.mine("sandbox:stranger", null, 1);
      expect(record).toMatchObject({ place_id: "county", text: "我们那儿没水\n井也干了\n不告诉你" });
    });

    test("keeps a stranger's words when the question is left for a command", async () => {
      await world.says("stranger", "我们那儿没水");
      expect(await world.says("stranger", "/帮助")).toMatch(/^收到 O1，云湖县[\s\S]*您可以：/);
      await world.passes(60_000);
      await world.says("stranger", "路也坏了");
      await world.says("stranger", "跳过");
      expect(await world.says("stranger", "查我的")).toMatch(
        /O2 .*路也坏了 · 收到（第1天）\nO1 .*我们那儿没水 · 收到（第1天）/,
      );
    });

    test("keeps a stranger's words when the next come after the question is over", async () => {
      await world.says("stranger", "我们那儿没水");
      world.waits("2026-11-21T10:30:00+08:00");
      expect(await world.says("stranger", "路也坏了")).toMatch(/收到 O1[\s\S]*您是哪个村的？/);
      expect(await world.says("stranger", "柳河的")).toContain("收到 O1，柳河村");
    });

    test("keeps a stranger's words when the question is never answered", async () => {
      await world.says("stranger", "我们那儿没水");
      await world.says("zhou", "看了老王");
      await world.sleeps("2026-11-21T10:11:00+08:00");
      await world.sleeps("2026-11-21T10:12:00+08:00");
      expect(world.toChat(direct("stranger")).at(-1)).toBe("收到 O1，先记在云湖县。说错了回“撤销”。");
      const [record] = await world.store.read.records.mine("sandbox:stranger", null, 1);
      expect(record).toMatchObject({ text: "我们那儿没水", place_id: "county", category: "意见", day: "2026-11-21" });
      expect(await world.says("stranger", "撤销")).toMatch(/^撤销了 O1/);
      expect(await world.store.read.dialogs.lapsed(world.now(), 9)).toEqual([]);
    });

    test("keeps what follows a choice made with the same sign", async () => {
      for (const [text, number] of [
        ["看了老王", "V1"],
        ["看了老赵", "V2"],
      ] as const) {
        await world.says("wang", text);
        expect(await world.says("wang", "2")).toContain(`记下了 ${number}`);
      }
    });

    test.each(["投诉：王主任吃拿卡要", "会计李二贪污", "李某收了钱", "李支书优亲厚友", "建议：王大山霸占水渠，管一管"])(
      "that accuses somebody is looked into privately: %s",
      async (text) => {
        expect(await world.says("li", text)).toBe("已收到，私下核实（O1）。说错了回“撤销”。");
        expect(await world.says("li", "撤销")).toMatch(/^撤销了 O1/);
        const inGroup = text.includes("：") ? text : `反映：${text}`;
        expect(await world.says("li", inGroup, village)).toBe("已收到，私下核实");
        expect(JSON.stringify(await world.store.read.records.mine("sandbox:li", null, 5))).not.toMatch(/主任|李|王/);
        expect(await world.says("li", "查我的")).not.toMatch(/主任|李[二某支]|王/);
        expect(await world.says("wang", "/意见 列表")).toBe("没有等答复的意见。");
        expect(await world.says("sun", "/意见 列表")).toMatch(/主任|李|王/);
      },
    );

    test.each([
      "投诉：垃圾没人收",
      "王主任，三社路灯不亮",
      "低保名单不公平",
      "请李支书来看看水渠",
      "表扬王主任",
      "王医生打了疫苗没给本本",
    ])("that accuses nobody is an ordinary one: %s", async (text) => {
      expect(await world.says("li", text)).toContain("收到 O1，东卧牛村");
    });

    test.each([
      ["你好", /^您好。/],
      ["谢谢啦", /^不客气/],
      ["好的", /^$/],
      ["[图片]", /请用文字说/],
      ["/天气", /^没有这个命令。/],
      ["1", /^现在没有等您选的/],
      ["②", /^现在没有等您选的/],
      ["选2", /^现在没有等您选的/],
      ["撤", /^十分钟内没有可撤销的/],
      ["把刚才那条删了", /^十分钟内没有可撤销的/],
      ["别再给我发消息了", /^好，/],
    ])("%s is answered in kind and its words are not kept", async (text, answer) => {
      expect(await world.says("li", text)).toMatch(answer);
      expect((await world.store.read.records.mine("sandbox:li", null, 1)).length).toBe(0);
    });

    test("asks a cadre what to keep it as", async () => {
      expect(await world.says("wang", "老李家屋顶漏了")).toBe("记成意见吗？①意见 ②走访 ③谈心 ④只是说说");
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
