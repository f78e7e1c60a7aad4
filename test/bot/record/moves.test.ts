import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const village = group("village");
const minute = 60_000;

describe.each(engines)("what becomes of records on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  /** a second town with its own numbers, and a secretary over both */
  describe("an answer", () => {
    test("is taken back by 撤销, and the opinion waits again", async () => {
      await world.says("li", "意见：三社路灯不亮", village);
      await world.says("wang", "/谈心 东卧牛 赫书记 低保");
      await world.passes(minute);
      await world.says("wang", "/答复 O1 路灯下周三来修");
      expect(await world.says("wang", "撤销")).toMatch(/^撤销了 O1（.*）的答复。已经发出去的1条收不回。$/);
      expect(await world.says("wang", "/意见 列表")).toContain("O1");
      expect(await world.says("wang", "查我的")).toContain("T1");
    });

    test("that waits for the morning is not sent after 撤销", async () => {
      await world.says("li", "意见：三社路灯不亮", village);
      await world.passes("2026-11-21T22:00:00+08:00");
      await world.says("wang", "/答复 O1 路灯修好了");
      expect(await world.says("wang", "撤消")).toMatch(/^撤销了 O1（.*）的答复。$/);
      await world.passes("2026-11-22T08:00:00+08:00");
      expect(world.toChat(village).join()).not.toContain("路灯修好了");
    });

    test("that waits for the morning is not sent after its message was recalled", async () => {
      await world.says("li", "意见：三社路灯不亮", village);
      await world.passes("2026-11-21T22:00:00+08:00");
      await world.says("wang", "/答复 O1 路灯修好了", direct("wang"), { platformId: "p7" });
      const recall = { type: "recall", key: "r7", platformId: "p7", chat: direct("wang"), sentAt: 0 } as const;
      await world.receives(recall);
      await world.passes("2026-11-22T08:00:00+08:00");
      expect(world.toChat(village).join()).not.toContain("路灯修好了");
      expect(await world.says("wang", "/意见 列表")).toContain("O1");
    });

    test("goes to the opinion that the quoted message names", async () => {
      await world.says("li", "意见：三社路灯不亮", village);
      await world.says("li", "意见：井水浑", village);
      const quote = { text: "东卧牛村新增2条：O2 井水浑" };
      expect(await world.says("wang", "/答复 明天来看", direct("wang"), { quote })).toBe("O2 的答复发回群里了。");
    });

    test("to a quoted message that names several asks which", async () => {
      await world.says("li", "意见：三社路灯不亮", village);
      await world.says("li", "意见：井水浑", village);
      const quote = { text: "收到 O1、O2" };
      expect(await world.says("wang", "/答复 明天来看", direct("wang"), { quote })).toMatch(/①O1.*②O2/);
      expect(await world.says("wang", "②")).toBe("O2 的答复发回群里了。");
    });
  });

  test("采纳 is told where the opinion was said, and an adopted one does not wait", async () => {
    await world.says("li", "建议：东头修个凉亭", village);
    expect(await world.says("wang", "/采纳 O1")).toBe("O1 记作采纳，告诉群里了。");
    expect(world.toChat(village).at(-1)).toBe("意见“东头修个凉亭”（O1）采纳了。");
    expect(await world.says("wang", "/意见 列表")).toBe("没有等答复的意见。");
    expect(await world.says("wang", "/采纳 O1")).toBe("O1 已经采纳了。");
  });

  test("采纳 in the evening says when it will be told", async () => {
    await world.says("li", "建议：东头修个凉亭", village);
    await world.passes("2026-11-21T22:50:00+08:00");
    expect(await world.says("wang", "/采纳 O1")).toBe("O1 记作采纳，现在不打扰人，11月22日（周日）7:00告诉群里。");
    await world.passes("2026-11-22T07:01:00+08:00");
    expect(world.toChat(village).at(-1)).toBe("意见“东头修个凉亭”（O1）采纳了。（顺延）");
  });

  test("不用答复 needs a reason, which is told; the opinion waits no longer until it is taken back", async () => {
    await world.says("li", "三社水管漏了");
    expect(await world.says("wang", "/不用答复 O1")).toBe("为什么不用答复？");
    expect(await world.says("wang", "上月已经修好了")).toBe("O1 不另答复，原因告诉本人了。");
    expect(world.toChat(direct("li")).at(-1)).toBe("您说的“三社水管漏了”（O1）不另答复：上月已经修好了");
    expect(await world.says("wang", "/意见 列表")).toBe("没有等答复的意见。");
    expect(await world.says("wang", "撤销")).toMatch(/^撤销了 O1（.*）的不用答复。/);
    expect(await world.says("wang", "/意见 列表")).toContain("O1");
  });

  test("a reminder is put off by what was said with its number", async () => {
    await world.says("wang", "/提醒 半小时后 开喇叭");
    await world.passes(31 * minute);
    expect(await world.says("wang", "推迟 R1 3小时")).toBe("R1 改到11月21日（周六）13:31再提醒。");
  });

  test.each([
    ["三刻钟", "11月21日（周六）11:16"],
    ["到明天下午三点", "11月22日（周日）15:00"],
    ["明早8点", "11月22日（周日）8:00"],
  ])("a reminder is put off by %s", async (how, when) => {
    await world.says("wang", "/提醒 半小时后 开喇叭");
    await world.passes(31 * minute);
    expect(await world.says("wang", `推迟 R1 ${how}`)).toBe(`R1 改到${when}再提醒。`);
  });

  test.each(["五个苹果", "等忙完", "昨天"])("a reminder is not put off by %s, and is said not to be", async (how) => {
    await world.says("wang", "/提醒 半小时后 开喇叭");
    await world.passes(31 * minute);
    expect(await world.says("wang", `推迟 R1 ${how}`)).toBe(
      `没听懂推迟到什么时候：“${how}”。例：推迟 R5 3小时、推迟 R5 明天下午3点`,
    );
  });

  describe("in a group, under a quoted message of the bot,", () => {
    const office = group("office");
    const rung = async () => {
      await world.says("zhou", "/提醒 我 11点 交材料", office, { privately: null });
      await world.passes("2026-11-21T11:01:00+08:00");
      return { quote: { text: world.toChat(office).at(-1) ?? "" } };
    };

    test("a word needs no sign", async () => {
      const quoting = await rung();
      expect(await world.says("zhou", "推迟1小时", office, quoting)).toBe("R1 改到11月21日（周六）12:01再提醒。");
      expect(await world.says("zhou", "办好了。", office, quoting)).toBe("R1 记作办好了。");
    });

    test("a word acts on that and on nothing else", async () => {
      await world.says("wang", "/提醒 半小时后 开喇叭");
      const quoting = await rung();
      expect(await world.says("wang", "办好了", office, quoting)).toBe("");
      expect(world.toChat(direct("wang")).at(-1)).toContain("没有您的提醒 R2");
      expect(await world.says("wang", "办好了")).toBe("R1 记作办好了。");
    });

    test("what people say to each other stays unheard", async () => {
      await rung();
      expect(await world.says("zhou", "办好了", office)).toBe("");
      expect(await world.says("zhou", "办好了", office, { quote: { text: "表交了没有？" } })).toBe("");
      expect(await world.says("zhou", "办得不错", office, await rung())).toBe("");
    });
  });

  test("a reminder's answer in a group works with a sign, and says nothing of the matter", async () => {
    const only = { privately: null };
    await world.says("zhou", "/提醒 我 11点 交材料", group("office"), only);
    await world.passes("2026-11-21T11:01:00+08:00");
    expect(await world.says("zhou", "/办好了", group("office"), only)).toBe("R1 记作办好了。");
  });

  test("one move of one message is made once, however often it is delivered", async () => {
    await world.says("li", "意见：三社路灯不亮", village);
    const answer = world.message("wang", "/答复 O1 明天修");
    await Promise.all([1, 2, 3].map(() => world.receives(answer)));
    expect(world.toChat(village).filter((text) => text.includes("明天修"))).toHaveLength(1);
  });

  describe("更正", () => {
    test("says from what to what, and 撤销 brings the old words back", async () => {
      await world.says("wang", "/谈心 东卧牛 赫书记 低保 问题：路灯坏了一盏");
      expect(await world.says("wang", "/更正 T1 问题：路灯坏了三盏")).toBe(
        "T1 更正了：“路灯坏了一盏”改成“路灯坏了三盏”。错了回“撤销”。",
      );
      expect(await world.says("wang", "更正 T1 内容：低保和水渠；时间：昨天")).toContain("“低保”改成“低保和水渠”");
      expect(await world.says("wang", "查我的")).toContain("T1 11月20日 谈心 低保和水渠");
      expect(await world.says("wang", "撤销")).toMatch(/^撤销了 T1（.*）的更正。$/);
      expect(await world.says("wang", "查我的")).toContain("T1 11月21日 谈心 低保");
    });

    test("moves the day in coverage too", async () => {
      await world.says("wang", "/谈心 东卧牛 赫书记 低保");
      await world.says("wang", "/更正 T1 时间：11月2日");
      expect(await world.says("sun", "/覆盖 谈心")).toContain("最久19天");
      await world.says("wang", "撤销");
      expect(await world.says("sun", "/覆盖 谈心")).not.toContain("最久19天");
    });

    test("needs a reason after a day, and is only for one's own", async () => {
      await world.says("wang", "/走访 三社 看了水渠");
      expect(await world.says("zhou", "/更正 V1 内容：没去")).toContain("没有您记的这一条");
      await world.passes("2026-11-22T10:01:00+08:00");
      expect(await world.says("wang", "/更正 V1 内容：看了水渠和塘")).toContain("要写原因");
      expect(await world.says("wang", "/更正 V1 内容：看了水渠和塘；原因：记漏了")).toContain("V1 更正了");
    });

    test("stops the reminders of old promises and sets those of the new", async () => {
      await world.says("wang", "/谈心 东卧牛 赫书记 低保 承诺：12月4日前修好路灯");
      expect(await world.says("wang", "/更正 T1 承诺：12月6日前修好路灯")).toContain("12月6日");
      expect(await world.says("wang", "/提醒 列表")).toMatch(/^等着的提醒1条：\n.*12月6日/);
    });

    test("seals what it makes sensitive", async () => {
      await world.says("li", "三社水管漏了");
      await world.says("li", "/更正 O1 村主任王建国贪污低保款");
      const [row] = await world.store.read.records.mine("sandbox:li", null, 1);
      expect([row?.sensitive, row?.sealed, row?.text.includes("王建国")]).toEqual([1, 1, false]);
    });
  });
});
