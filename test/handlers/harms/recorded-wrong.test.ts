import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, type World } from "../../world.ts";
import { later, openStoneGate, shimen } from "./stone-gate.ts";

describe.each(engines)("nothing is recorded wrongly in silence, on %s", (engine) => {
  let world: World;
  let say: ReturnType<typeof later>;
  beforeEach(async () => {
    world = await openStoneGate(engine);
    say = later(world);
  });
  afterEach(() => world.close());

  test("a day in the words is the day, wherever it stands, and none that is a plan", async () => {
    for (const [words, card] of [
      ["/走访 石门 前天去的，秦守田家猪圈漏", /^V1 走访 11月19日 .*秦守田/],
      ["/谈心 上礼拜四 石门 尤文秀 分红账", /^T1 谈心 11月12日 .*尤文秀\n分红账/],
      ["/走访 石门 窦长贵 大前天看了看，老人咳嗽", /^V2 走访 11月18日 .*窦长贵/],
      ["/谈心 石门 秦守田 说好下月初八给孙子办酒", /^T2 谈心 11月21日 .*\n.*下月初八/],
      ["/走访 石门 秦守田 十一月十五去的，他要换水表", /^V3 走访 11月15日 /],
    ] as const) {
      const [number = ""] = /[TV]\d/.exec(await say("ma", words)) ?? [];
      expect(await say("ma", number)).toMatch(card);
    }
    expect(await say("ma", "尤文秀 18号晚上谈的 分红账")).toMatch(/^谈心：11月18日 石门村 尤文秀（分红账）/);
  });

  test("a village in the words is never replaced by the own one, and none of several vanishes", async () => {
    for (const [words, village] of [
      ["/谈心 鲁铁柱 柳河 修桥", "柳河村"],
      ["/谈心 乔玉兰 打麦场", "西卧牛村"],
      ["谈心：鲁铁柱", "柳河村"],
    ] as const)
      expect(await say("ma", words)).toBe(`您的岗位在石门村，${village}的谈心要${village}或上级的干部来做。`);
    expect(await say("zhou", "/谈心 鲁铁柱 石门 修桥")).toMatch(/^记下了 T1：.* 石门村 鲁铁柱（修桥）/);
    expect(await say("zhou", "/走访 石门、柳河、李家湾 查秸秆")).toMatch(/①三条 ②只记石门村 ③只记柳河村 ④只记李家湾村/);
    expect(await say("zhou", "1")).toMatch(/石门村[\s\S]*柳河村[\s\S]*李家湾村/);
    await say("zhou", "西卧牛一社、二社都转了一圈，看秸秆");
    expect(await say("zhou", "对")).toMatch(/西卧牛村一社、二社（看秸秆）/);
    expect(await say("ma", "我刚记的")).not.toMatch(/[TV]\d/);
  });

  test("who is told of is that person: not a piece of the command, not a matter, not a relative, not one of two", async () => {
    for (const [words, echo] of [
      ["/谈 话 石门 尤文秀 账", /石门村 尤文秀（账）/],
      ["/走 访 石门 秦守田 漏", /石门村 秦守田（漏）/],
      ["/谈心 石门 秦守田他媳妇 带娃", /石门村 秦守田他媳妇（带娃）/],
      ["/谈心 石门 尤文秀的妹夫 找活", /石门村 尤文秀的妹夫（找活）/],
      ["/谈心 石门 秦守田舅舅 借粮", /石门村 秦守田舅舅（借粮）/],
      ["/谈心 石门 秦守田、尤文秀 分红", /石门村 秦守田、尤文秀（分红）/],
      ["/走访 石门窦长贵家 修水窖", /石门村 窦长贵家（修水窖）/],
    ] as const)
      expect(await say("ma", words)).toMatch(echo);
    expect(await say("ma", "/谈心 石门 医疗保险的事")).toContain("跟谁谈的？");
    await say("ma", "取消");
    expect(await say("zhou", "/谈心 秦守田 水窖")).toMatch(/①秦守田（石门村） ②秦守田（李家湾村一社）/);
    expect(await say("zhou", "李家湾那个")).toMatch(/^记下了 T\d：.* 李家湾村 秦守田（水窖）/);
  });

  test("a question is answered or refused, and makes no record", async () => {
    for (const [who, words] of [
      ["sun", "石门这阵子谈了些啥"],
      ["sun", "石门走访过谁没有"],
      ["sun", "柳河谈过没"],
      ["sun", "石门村民反映了些什么"],
      ["sun", "谁跟鲁铁柱谈过"],
      ["ma", "/谈心 列表"],
      ["ma", "走访 记录"],
      ["ma", "/走访 本月"],
    ] as const) {
      const answer = await say(who, words);
      expect(answer).not.toBe("");
      expect(answer).not.toMatch(/记下了|跟谁谈的|对吗|记成意见吗/);
    }
    expect(await say("sun", "叫我后天上午十点给县里回个电话，跟鲁铁柱谈项目的事")).toMatch(
      /^记下了 R1：11月23日（周一）10:00 提醒您“给县里回个电话，跟鲁铁柱谈项目的事”/,
    );
    expect(await say("sun", "覆盖 谈心")).toMatch(/^谈心 0\/5村/);
  });

  test("taking back takes what is named, in whatever words, names it, and asks before it goes further", async () => {
    await say("ma", "/谈心 石门 秦守田 鱼塘");
    await say("ma", "/走访 石门 窦长贵 屋顶");
    await say("ma", "/谈心 石门 尤文秀 账");
    expect(await say("ma", "撤回 T1")).toMatch(/^撤销了 T1（石门 秦守田 鱼塘）/);
    expect(await say("ma", "取消刚才的")).not.toMatch(/V1|记成/);
    expect(await say("ma", "恢复")).toMatch(/^恢复了 T\d/);
    await say("qin", "村口桥栏杆断了");
    await say("ma", "答复 O1 腊月前焊好");
    expect(await say("ma", "撤消")).toBe("撤销了 O1（村口桥栏杆断了）的答复。已经发出去的1条收不回。");
    expect(await say("ma", "V1")).toContain("屋顶");
    for (const words of ["把上一句删了", "刚才那句话不算数", "撤", "我刚发的那条取消", "删掉刚才那条"]) {
      await say("dou", "羊圈门口的路灯不亮");
      expect(await say("dou", words)).toMatch(/^撤销了 O\d（羊圈门口的路灯不亮）/);
    }
    await say("dou", "村口桥栏杆断了");
    expect(await say("dou", "弄错了")).toMatch(/回“撤销”/);
    expect(await say("dou", "说错了，不是栏杆，是桥板")).toMatch(/更正了：“村口桥栏杆断了”改成“村口桥桥板断了”/);
    expect(await say("ma", "意见 列表")).toMatch(/^等答复的意见2条/);
  });

  test("a bare number answers what was asked last, and nothing that was left behind", async () => {
    await say("zhou", "/谈心 秦守田 吃药");
    await say("zhou", "我刚记的");
    expect(await say("zhou", "1")).toMatch(/现在没有等您选的/);
    await say("qin", "水窖盖板破了", shimen);
    expect(await say("zhou", "接着")).toMatch(/①秦守田（石门村）/);
    expect(await say("zhou", "2")).toMatch(/^记下了 T1：.* 李家湾村 秦守田（吃药）/);
    expect(await say("zhou", "2")).not.toContain("记下了");
  });

  test("each promise has its own date and reminder, a vague one is asked about, one without is said", async () => {
    expect(await say("ma", "/谈心 石门 秦守田 保证下周五前把水管接上，月底前把路灯装上")).toMatch(
      /承诺2条.*11月27日（周五）.*11月30日（周一）/,
    );
    expect(await say("ma", "/走访 石门 窦长贵 屋漏 承诺 尽快派人来")).toContain("答应的“尽快派人来”是哪天前？");
    expect(await say("ma", "后天之前")).toMatch(/^记下了 V1：.*（屋漏）.*承诺1条，11月23日/);
    expect(await say("ma", "/谈心 石门 尤文秀 承诺：把账公开；承诺：腊月初八前分红")).toMatch(
      /承诺2条，2027年1月15日（周五，腊月初八）18:00前“分红”，到时提醒您；“把账公开”没说日期，不提醒/,
    );
    expect(await say("ma", "提醒列表")).toMatch(
      /^等着的提醒4条：[\s\S]*把水管接上|派人来[\s\S]*把路灯装上[\s\S]*分红（T2）/,
    );
    await world.passes("2027-01-15T09:00+08:00");
    expect(world.toChat(direct("ma")).at(-1)).toMatch(/承诺到期.*尤文秀.*分红/);
  });
});
