import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { direct, engines, openWorld, type World } from "../../world.ts";

describe.each(engines)("a record that is told, on %s", (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ engine });
  });
  afterAll(() => world.close());
  const says = (who: string, text: string) => world.says(who, text);

  test.each([
    ["wang", "/谈 心 东卧牛 赫书记 医保", "谈心 东卧牛村 赫书记（医保）"],
    ["zhou", "/谈心 王秀英 西卧牛 养鸡", "谈心 西卧牛村 王秀英（养鸡）"],
    [
      "wang",
      "/走访 三社 时间：前天 老李家 墙裂 同：赫书记",
      "11月19日 走访 东卧牛村三社 老李家（墙裂）（您写的前天，记11月19日）",
    ],
    ["wang", "/走访 灶漏烟 老李家 前天 三社", "11月19日 走访 东卧牛村三社 老李家（灶漏烟）"],
    ["wang", "/谈心 东卧牛 李大山他娘 看病报销", "谈心 东卧牛村 李大山他娘（看病报销）"],
    ["wang", "/走访 一社、三社 防火", "走访 东卧牛村一社、三社（防火）"],
    ["sun", "/接访 东卧牛 老马 宅基地", "接访 东卧牛村"],
  ])("%s: %s has its slots wherever they stand", async (who, text, echo) => {
    expect(await says(who, text)).toContain(echo);
  });

  test("a village that was said is never replaced by the own one", async () => {
    expect(await says("wang", "/走访 柳河 老马家 桥裂")).toContain("您的岗位在东卧牛村，柳河村的走访");
    expect(await says("wang", "/走访 赵家坡村 老马家 桥裂")).toContain("没有找到“赵家坡村”");
    expect(await says("wang", "取消")).toBe("好，不记了。");
  });

  test("each promise with its date is reminded of; one without a date is said, a vague one asked about", async () => {
    const two = await says("wang", "/谈心 赫书记 答应12月2日前量地，12月9日前立碑");
    expect(two).toContain("承诺2条，12月2日（周三）18:00前“量地”、12月9日（周三）18:00前“立碑”，到时提醒您");
    expect(await says("wang", "/谈心 赫书记 修渠 承诺：给换水泵")).toContain("承诺1条，没说日期，不提醒");
    expect(await says("wang", "/走访 三社老李家 漏雨 承诺：过几天来修")).toContain("答应的“过几天来修”是哪天前？");
    expect(await says("wang", "12月4日")).toContain("承诺1条，12月4日（周五）");
    expect(await says("wang", "/提醒 列表")).toMatch(/量地[\s\S]*过几天来修[\s\S]*立碑/);
  });

  test("several places of a village are one visit, and fall with it", async () => {
    expect(await says("sun", "/覆盖 走访 西卧牛")).not.toContain("社2/2");
    expect(await says("zhou", "/走访 西卧牛一社和二社 查看水窖")).toContain("走访 西卧牛村一社、二社（查看水窖）");
    expect(await says("sun", "/覆盖 走访 西卧牛")).toContain("社2/2");
    await says("zhou", "撤销");
    expect(await says("sun", "/覆盖 走访 西卧牛")).not.toContain("社2/2");
    await says("zhou", "恢复");
    expect(await says("sun", "/覆盖 走访 西卧牛")).toContain("社2/2");
  });

  test("several commands of one message are done, answered in one, and taken back together", async () => {
    const echo = await says("zhou", "/谈心 石门 老石 修渠\n走访 李家湾一社 老吴家 断电；/谈心 柳河 老柳 分地");
    for (const part of ["谈心 石门村 老石（修渠）", "走访 李家湾村一社 老吴家（断电）", "谈心 柳河村 老柳（分地）"])
      expect(echo).toContain(part);
    expect(echo).toMatch(/错了回“撤销”，3条一起撤。$/);
    expect((await says("zhou", "撤销")).match(/[TV]\d+/g)).toHaveLength(3);
    const many = await says(
      "zhou",
      ["甲", "乙", "丙", "丁", "戊", "己"].map((one) => `/谈心 石门 老石 ${one}家的地`).join("\n"),
    );
    expect(many).toContain("戊家的地");
    expect(many).toContain("一次最多办5条，后面的没办：“/谈心 石门 老石 己家的地”");
  });

  test("nothing said to a question is lost, and what fits none of it is kept", async () => {
    await says("zhou", "/谈心 石门 井台裂了");
    expect(await says("zhou", "那天下雨更厉害")).toBe("内容我记着。跟谁谈的？（不想说回“跳过”）");
    const echo = await says("zhou", "南头也裂了");
    expect(echo).toMatch(/谈心 石门村（井台裂了，那天下雨更厉害.*没写跟谁谈，补：T\d+ 跟赫书记。/);
    const number = /T\d+/.exec(echo)?.[0] ?? "";
    expect(await says("zhou", `${number} 跟老石`)).toMatch(new RegExp(`^${number} 更正了.*老石`));
  });

  test("a second matter does not swallow the first, which is gone on with by 接着", async () => {
    await says("zhou", "/谈心 石门 分红的事");
    const second = await says("zhou", "谈心，东卧牛，王秀英，养兔");
    expect(second).toMatch(
      /^刚才那条谈心（石门村）没记完，接着记回“接着”。\n谈心：11月21日 东卧牛村 王秀英（养兔）。对吗？/,
    );
    await says("zhou", "对");
    expect(await says("zhou", "接着")).toBe("跟谁谈的？（不想说回“跳过”）");
    expect(await says("zhou", "老石")).toContain("谈心 石门村 老石（分红的事）");
  });

  test("two of a name are told apart by their villages, by number or by a word", async () => {
    const which = "“王秀英”不止一位，是哪位？①王秀英（东卧牛村一社） ②王秀英（西卧牛村一社）";
    for (const [answer, bred] of [
      ["②", "养蜂"],
      ["西卧牛的那个", "养鸭"],
      ["西卧牛", "养鹅"],
    ]) {
      expect(await says("zhou", `/谈心 王秀英 ${bred}`)).toBe(which);
      expect(await says("zhou", answer ?? "")).toContain(`谈心 西卧牛村 王秀英（${bred}`);
    }
  });

  test("a day behind its label counts before any other; one that can be several is asked", async () => {
    expect(await says("zhou", "/谈心 柳河 老柳 过两天再量地 时间：11月18日")).toContain(
      "11月18日 谈心 柳河村 老柳（过两天再量地）",
    );
    expect(await says("zhou", "/走访 石门 老石家 漏雨 时间：上周")).toMatch(/？/);
    expect(await says("zhou", "上周四")).toContain("11月12日 走访 石门村 老石家（漏雨）");
  });

  test("a number answers only what was said last", async () => {
    expect(await says("zhou", "/谈心 卧牛 老马 打井")).toContain("①新会镇东卧牛村");
    await says("sun", "/提醒 周明 11月21日10:20 来开会");
    await world.passes(21 * 60_000);
    expect(await says("zhou", "2")).toContain("“卧牛”有好几个");
    expect(await says("zhou", "2")).toContain("谈心 西卧牛村 老马（打井）");
  });

  test("of two villages the one person is asked for once, and both are written", async () => {
    await says("zhou", "谈心：李家湾和石门 防火");
    expect(await says("zhou", "①")).toContain("跟谁谈的？");
    const both = await says("zhou", "老吴");
    expect(both).toContain("谈心 李家湾村 老吴（防火）");
    expect(both).toContain("谈心 石门村 老吴（防火）");
    expect((await says("zhou", "撤销")).match(/T\d+/g)).toHaveLength(2);
  });

  test("a record of another village, of somebody else or of another kind does not go into the one that waits", async () => {
    const left = "刚才那条谈心（石门村）没记完，接着记回“接着”。";
    for (const [next, read] of [
      ["去柳河跟老柳聊了聊护栏的事", "谈心：11月21日 柳河村 老柳（护栏的事）"],
      ["上午去李家湾一社老吴家看了看，门窗旧了", "走访：11月21日 李家湾村一社 老吴家（门窗旧了）"],
    ] as const) {
      await says("zhou", "/谈心 石门 井台裂了");
      const said = await says("zhou", next);
      expect(said).toContain(left);
      expect(said).toContain(read);
      await says("zhou", "算了");
      expect(await says("zhou", "接着")).toBe("跟谁谈的？（不想说回“跳过”）");
      await says("zhou", "算了");
    }
    await says("zhou", "/谈心 石门 井台裂了");
    expect(await says("zhou", "跟老石谈的，谈了谈修井")).toContain("谈心 石门村 老石");
  });

  test("a blank is not filled with a record that is told meanwhile", async () => {
    expect(await says("zhou", "/值班")).toBe("哪个村或镇？");
    expect(await says("zhou", "去石门老石家坐了坐，想养蜂")).toBe(
      "走访：11月21日 石门村 老石家（想养蜂）。对吗？①对 ②改",
    );
    await says("zhou", "算了");
  });

  test("whatever is asked and left for something else goes on with 接着, as it was asked", async () => {
    const when = "“下月初”是什么时候？①12月1日（周二）8:00 ②12月5日（周六）8:00";
    expect(await says("zhou", "/提醒 下月初 交水费")).toBe(when);
    expect(await says("zhou", "/查我的")).toContain("刚才那条“下月初 交水费”没记完，接着记回“接着”。");
    expect(await says("zhou", "接着")).toBe(when);
    expect(await says("zhou", "①")).toContain("12月1日（周二）8:00 提醒您“交水费”");
    await says("li", "意见：三社路灯不亮");
    await says("zhou", "O1 周三来修");
    expect(await says("zhou", "/查我的")).toContain("没记完，接着记回“接着”");
    expect(await says("zhou", "接着")).toBe("答复 O1“三社路灯不亮”：周三来修\n①发 ②改");
    expect(await says("zhou", "①")).toContain("O1 的答复");
  });

  test("a menu nobody answered in time says that it waits", async () => {
    await says("wang", "二社的机井盖板松了");
    await world.passes(11 * 60_000);
    expect(world.toChat(direct("wang")).at(-1)).toBe("刚才那条“二社的机井盖板松了”没记完，接着记回“接着”。");
    expect(await says("wang", "接着")).toContain("①意见 ②走访 ③谈心");
    expect(await says("wang", "①")).toMatch(/^收到 O/);
  });
});
