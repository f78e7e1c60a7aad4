import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("reminders on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  const pushed = (who: string) => world.toChat(direct(who)).filter((text) => text.startsWith("【提醒】"));

  describe("/提醒", () => {
    test("echoes the moment with its weekday", async () => {
      expect(await world.says("wang", "/提醒 明天9点 村民代表会")).toBe(
        "记下了 R1：11月22日（周日）9:00 提醒您“村民代表会”。错了回“撤销”。",
      );
    });

    test("fires on its minute, once", async () => {
      await world.says("wang", "/提醒 半小时后 开喇叭");
      await world.passes("2026-11-21T10:29:00+08:00");
      expect(pushed("wang")).toEqual([]);
      await world.passes("2026-11-21T10:35:00+08:00");
      expect(pushed("wang")).toEqual(["【提醒】R1 开喇叭\n回“办好了”“明天再说”“推迟1小时”"]);
    });

    test("joins several of one minute", async () => {
      await world.says("wang", "/提醒 11点 交材料");
      await world.says("wang", "/提醒 11点 打电话");
      await world.passes("2026-11-21T11:01:00+08:00");
      expect(pushed("wang")).toEqual(["【提醒】2件\nR1 交材料\nR2 打电话\n回“办好了 R1”“明天再说 R1”“推迟1小时 R1”"]);
      expect(await world.says("wang", "办好了")).toBe("刚才提醒了R1、R2，是哪一条？例：办好了 R1");
      expect(await world.says("wang", "R1办好了")).toBe("R1 记作办好了。");
      expect(await world.says("wang", "推迟 3小时")).toBe("R2 改到11月21日（周六）14:01再提醒。");
      expect(await world.says("wang", "办好了 r2")).toBe("R2 记作办好了。");
      expect(await world.says("wang", "办好了")).toContain("最近一天没有提醒过您什么");
    });

    test("says so when it is late", async () => {
      await world.says("wang", "/提醒 半小时后 开喇叭");
      await world.sleeps("2026-11-21T12:30:00+08:00");
      expect(pushed("wang")).toEqual([
        "【提醒】R1 开喇叭（补发，原定11月21日（周六）10:30）\n回“办好了”“明天再说”“推迟1小时”",
      ]);
    });

    test("comes again every week and says its next run", async () => {
      expect(await world.says("wang", "/提醒 每周一早8点 开例会")).toContain("下次11月23日（周一）8:00");
      await world.passes("2026-11-30T08:01:00+08:00");
      expect(pushed("wang")).toHaveLength(2);
      expect(await world.says("wang", "推迟1小时")).toBe("R1 这次改到11月30日（周一）9:01再提醒（R2）。");
      await world.passes("2026-11-30T09:05:00+08:00");
      expect(pushed("wang").at(-1)).toContain("R2 开例会");
      expect(await world.says("wang", "办好了")).toBe("R2 记作办好了。");
      await world.passes("2026-12-07T08:01:00+08:00");
      expect(await world.says("wang", "办好了")).toBe("R1 这次记作办好了，下次12月14日（周一）8:00。");
      expect(await world.says("wang", "取消 R1")).toMatch(/^已取消 R1（.+）。$/);
    });

    test("answered with a word and another number means that one", async () => {
      await world.says("wang", "/提醒 明天9点 甲");
      expect(await world.says("wang", "办好了 R1")).toBe("R1 记作办好了。");
      expect(await world.says("wang", "R9 办好了")).toContain("没有您的提醒 R9");
    });

    test("of two groups go each to its own where nobody can be written to", async () => {
      const only = { privately: null };
      await world.says("zhou", "/提醒 我 11点 甲", group("office"), only);
      await world.says("zhou", "/提醒 我 11点 乙", group("village"), only);
      await world.passes("2026-11-21T11:01:00+08:00");
      expect(world.toChat(group("office")).at(-1)).toContain("R1 甲\n");
      expect(world.toChat(group("village")).at(-1)).toContain("R2 乙\n");
    });

    test("asks with two dates when a word is vague", async () => {
      const asked = await world.says("wang", "/提醒 下月初 交电费");
      expect(asked).toMatch(/①.*12月.*②.*12月/);
      expect(await world.says("wang", "①")).toMatch(/^记下了 R1：12月/);
    });

    test.each([
      ["通知大家开会", "通知大家开会"],
      ["叫救护车", "叫救护车"],
      ["提醒大家带户口本", "提醒大家带户口本"],
      ["告诉王主任收表", "告诉王主任收表"],
      ["叫我们社的人来开会", "叫我们社的人来开会"],
      ["提醒我妈吃药", "提醒我妈吃药"],
      ["叫我开会", "开会"],
      ["提醒我一下，收表", "收表"],
      ["通知一下我去镇里", "去镇里"],
    ])("is about %s", async (said, matter) => {
      expect(await world.says("wang", `/提醒 明天9点 ${said}`)).toContain(`提醒您“${matter}”。`);
    });

    test("of any length is said in a line, and hides none of the others", async () => {
      const long = "开会要带的材料，".repeat(1250);
      expect((await world.says("wang", `/提醒 11点 ${long}`)).length).toBeLessThan(200);
      await world.says("wang", "/提醒 11点 交表");
      const list = await world.says("wang", "/提醒 列表");
      expect(list.length).toBeLessThan(200);
      expect(list).toContain("交表");
      await world.passes("2026-11-21T11:01:00+08:00");
      const [said = ""] = pushed("wang");
      expect(said.length).toBeLessThan(700);
      expect(said).toContain("\nR2 交表\n");
      expect(await world.says("zhou", `/提醒 王建国 明天9点 ${long}`)).toContain("王建国");
    });

    test("refuses what is over", async () => {
      expect(await world.says("wang", "/提醒 昨天下午三点 开会")).toContain("已经过了");
    });

    test("can be listed, cancelled, and taken back", async () => {
      await world.says("wang", "/提醒 明天9点 甲");
      await world.says("wang", "/提醒 明天10点 乙");
      expect(await world.says("wang", "/提醒 取消 R1")).toMatch(/^已取消 R1（.+）。$/);
      expect(await world.says("wang", "撤销")).toMatch(/^撤销了 R1（.*）的取消。$/);
      expect(await world.says("wang", "撤销")).toMatch(/^刚撤销了一步。再往前是 R2/);
      expect(await world.says("wang", "①")).toMatch(/^撤销了 R2（乙）/);
      expect(await world.says("wang", "/提醒 取消 R1")).toMatch(/^已取消 R1（.+）。$/);
      expect(await world.says("wang", "/提醒 列表")).toBe("没有等着的提醒。");
    });

    test("is listed page by page, with its rhythm and whom it is for", async () => {
      await world.says("zhou", "你好");
      for (let minute = 10; minute < 20; minute++) await world.says("wang", `/提醒 明天9点${minute}分 交表`);
      await world.says("wang", "/提醒 周明 每周一8点 开例会");
      const first = await world.says("wang", "/提醒 列表");
      expect(first.split("\n").filter((line) => line.startsWith("R"))).toHaveLength(10);
      expect(first).toContain("等着的提醒11条（第1/2页）");
      expect(await world.says("wang", "更多")).toContain("R11 每周一8:00，下次11月23日（周一）8:00 提醒周明 开例会");
      expect(await world.says("wang", "/提醒 列表 第2页")).toContain("R11");
      expect(await world.says("zhou", "/提醒 列表")).toContain("开例会（王建国设的）");
      expect(await world.says("wang", "/提醒 列表 上周的")).toContain("没听懂“上周的”");
    });

    test.each([
      ["/谈心 东卧牛 赫书记 承诺：明天前给赵大爷送米", "送米"],
      ["/提醒 我 明天9点 看困难户赵大爷", "困难户赵大爷"],
    ])(
      "of what is nobody else's business is not said in a group, and is found one-to-one (%s)",
      async (text, matter) => {
        await world.says("wang", text, group("office"), { privately: null });
        await world.passes("2026-11-22T10:01:00+08:00");
        expect(world.toChat(group("office")).at(-1)).toBe("有件事要单独告诉人，不便在群里说。在等我消息的，请私聊我。");
        expect(world.toChat(group("office")).join()).not.toContain(matter);
        expect(await world.says("wang", "/提醒 列表")).toMatch(new RegExp(`^刚提醒过：\nR1 .*${matter}`));
      },
    );

    test("is listed by the time it was due, also when the machine slept and it rang later", async () => {
      await world.says("wang", "/提醒 明天9点 交表");
      await world.sleeps("2026-11-22T10:10:00+08:00");
      expect(pushed("wang").at(-1)).toContain("补发");
      expect(await world.says("wang", "/提醒 列表")).toMatch(
        /^刚提醒过：\nR1 11月22日（周日）9:00 交表[^\n]*\n办了回：办好了 R1/,
      );
    });

    test("is put off by an hour when its receiver says so", async () => {
      await world.says("wang", "/提醒 半小时后 开喇叭");
      await world.passes("2026-11-21T10:31:00+08:00");
      expect(await world.says("wang", "推迟1小时")).toContain("11:31");
      await world.passes("2026-11-21T11:32:00+08:00");
      expect(pushed("wang")).toHaveLength(2);
      expect(await world.says("wang", "办好了")).toBe("R1 记作办好了。");
    });

    test("reaches somebody else, and not at night", async () => {
      await world.says("wang", "你好");
      expect(await world.says("zhou", "/提醒 王建国 明天9点 交表")).toBe(
        "记下了 R1：11月22日（周日）9:00 提醒王建国“交表”。错了回“撤销”。",
      );
      await world.passes("2026-11-22T09:01:00+08:00");
      expect(pushed("wang")).toEqual(["【提醒】R1 周明提醒您：交表\n回“办好了”“明天再说”“推迟1小时”"]);
      expect(await world.says("zhou", "/提醒 王建国 今晚11点 交表")).toContain("安静时段");
      expect(await world.says("zhou", "/提醒 王主任 明天9点 带账本")).toContain("提醒王建国“带账本”");
      await world.says("wang", "退订");
      expect(await world.says("zhou", "/提醒 王主任 明天10点 带账本")).toContain("王建国退订了消息");
    });

    test("stops at 退订 and comes again after 订阅", async () => {
      await world.says("wang", "/提醒 半小时后 开喇叭");
      await world.says("wang", "退订");
      await world.passes("2026-11-21T10:31:00+08:00");
      expect(pushed("wang")).toEqual([]);
      await world.says("wang", "订阅");
      await world.says("wang", "/提醒 半小时后 关喇叭");
      await world.passes("2026-11-21T11:05:00+08:00");
      expect(pushed("wang")).toHaveLength(1);
    });

    test("answers in the group in one line, without the matter where that is private", async () => {
      expect(await world.says("wang", "/提醒 我 明天9点 村民代表会", group("office"))).toBe(
        "记下了 R1：11月22日（周日）9:00 提醒王建国“村民代表会”。错了回“撤销”。",
      );
      expect(await world.says("wang", "/提醒 我 明天9点 看低保户赵大爷", group("office"))).toBe(
        "记下了 R2：11月22日（周日）9:00。错了回“撤销”。",
      );
    });
  });

  test("a reminder that could never be sent is refused when it is set", async () => {
    const answerOnly = { answers: "response", answerOnly: true, privately: null } as const;
    const { answer } = await world.receives(
      world.message("stranger-admin", "/提醒 明天9点 开会", group("office"), answerOnly),
    );
    expect(answer).toContain("要干部才能用");
    const cadre = await world.receives(world.message("zhou", "/提醒 我 明天9点 开会", group("office"), answerOnly));
    expect(cadre.answer).toContain("到点我没法主动找您");
    await world.store.write((tables) => tables.groups.setWebhook("sandbox:town:group:office", "a-key"));
    const withKey = await world.receives(world.message("zhou", "/提醒 我 明天9点 开会", group("office"), answerOnly));
    expect(withKey.answer).toContain("记下了 R1");
  });
});
