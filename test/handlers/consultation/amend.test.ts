import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type ChatAddress, chatKey } from "../../../src/bot/message.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const village = group("village");
const neighbours: ChatAddress = { channel: "wecom", bot: "corp", kind: "group", id: "W1" };
const question = "/征求 修水渠走东线还是西县？ 选项：东线/西县 截止：11月23日18:00 群：东卧牛村民群、李家湾";

describe.each(engines)("a consultation put right, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.store.write(async (tables) => {
      await tables.groups.meet(chatKey(neighbours), world.now(), "all");
      await tables.groups.bind(chatKey(neighbours), "李家湾村", "village");
      await tables.groups.greeted(chatKey(neighbours), world.now());
    });
    await world.says("zhou", question);
  });
  afterEach(() => world.close());
  const heardIn = (chat: ChatAddress) => world.toChat(chat);

  test("before anybody has spoken says title and options anew, once in every group, and is answered as it is now", async () => {
    const more = world.message("zhou", "/更正 C1 修水渠走东线还是西线？ 选项：东线/西线");
    await world.receives(more);
    await world.receives(more);
    expect(world.toChat(direct("zhou")).at(-1)).toBe("C1 更正了，告诉问过的2个群。改错了再更正一次。");
    for (const chat of [village, neighbours]) {
      expect(heardIn(chat)).toHaveLength(2);
      expect(heardIn(chat).at(-1)).toMatch(/^【征求 C1】更正：修水渠走东线还是西线？截止周一18:00，直接说就算。/);
    }
    await world.says("li", "西线", village);
    const quote = { text: heardIn(village).at(-1) ?? "" };
    await world.says("xiuying", "我看东线好，近", village, { quote });
    expect(await world.says("zhou", "/征求 结果 C1")).toContain("已收2人：东线1，西线1");
  });

  test("after somebody has, changes its end alone", async () => {
    await world.says("li", "西县", village);
    const refused = await world.says("zhou", "更正 C1 选项：东线/西线");
    expect(refused).toContain("C1 已经有人说话了，题目和选项不能再改，只能改截止");
    expect(heardIn(village)).toHaveLength(1);
    expect(await world.says("zhou", "更正 C1 截止：周二18:00")).toBe("【C1】截止改到周二18:00。");
    expect(await world.says("zhou", "更正 C1 截止改到周三18:00")).toBe("【C1】截止改到周三18:00。");
    for (const chat of [village, neighbours]) expect(heardIn(chat).at(-1)).toBe("【C1】截止改到周三18:00。");
    await world.passes("2026-11-23T18:02+08:00");
    expect(heardIn(village).at(-1)).not.toContain("截止了");
    await world.passes("2026-11-25T18:02+08:00");
    expect(heardIn(neighbours).at(-1)).toContain("截止了，收到1人：东线0，西县1");
    expect(await world.says("zhou", "更正 C1 截止：周五18:00")).toContain("C1 已经截止");
  });

  test("by an answer without a name as well", async () => {
    await world.says("li", "匿名 C1 东线");
    expect(await world.says("zhou", "更正 C1 选项：东线/西线")).toContain("只能改截止");
  });

  test("only by who may, and only so that it stays a question", async () => {
    expect(await world.says("li", "更正 C1 截止：周二")).toContain("没有您记的这一条");
    // the village's own cadre did not put it, and it is not the village's alone
    expect(await world.says("wang", "更正 C1 截止：周二")).toContain("没有您记的这一条");
    expect(await world.says("sun", "更正 C1 截止：周二18:00")).toContain("截止改到周二18:00");
    expect(await world.says("zhou", "更正 C1 选项：东线")).toContain("选项要两个到");
    expect(await world.says("zhou", "更正 C1")).toContain("没说改成什么");
    expect(await world.says("zhou", "更正 C1 截止：昨天18:00")).toContain("已经过了");
    await world.says("zhou", "/谈心 东卧牛 赫书记 低保");
    expect(await world.says("zhou", "更正 T1 选项：甲/乙")).toContain("T1 没有选项和截止可改");
  });
});

describe.each(engines)("whose words are whose, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  test("the opening says; 对外不具名 no name leaves the group, and each counts once all the same", async () => {
    const named = await world.says("wang", "/征求 村口装监控，同意不同意？ 截止：11月23日18:00", village);
    expect(named).toContain("群里说的按实名算，大家看得见；");
    const asked = await world.says("wang", "/征求 井台修不修？ 截止：11月23日18:00 对外不具名", village);
    expect(asked).toMatch(
      /^【征求 C2】井台修不修？截止周一18:00，直接说就算。\n群里说的大家看得见，对外不具名，出了这个群不说是谁；/,
    );
    await world.says("li", "C2 修", village);
    await world.says("li", "C2 不修", village);
    await world.says("xiuying", "C2 要是不摊钱我就同意", village);
    await world.says("xiuying", "C1 要是不摊钱我就同意", village);
    expect(await world.says("wang", "/征求 结果 C2")).toContain("已收1人：同意0，反对1");
    expect(await world.says("wang", "/征求 归类 C1")).toContain("1 王秀英：“");
    const list = await world.says("wang", "/征求 归类 C2");
    expect(list).toContain("1 “C2 要是不摊钱我就同意”");
    expect(await world.says("wang", "/征求 归类 C2 1 同意")).toContain("记作“同意”");
    await world.passes("2026-11-23T18:02+08:00");
    await world.says("wang", "/征求 结果 C2 决定：修", village);
    await world.passes("2026-11-24T08:30+08:00");
    const outside = [direct("wang"), direct("sun"), group("office")].flatMap((chat) => world.toChat(chat));
    expect(outside.filter((text) => text.includes("C2")).join("\n")).not.toMatch(/李大山|王秀英|\bli\b|xiuying/);
  });
});
