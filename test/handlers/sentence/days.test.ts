import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

/** Who says what, and what the bot says to it: all of it, or what is in it. `@`: in a group, `!` to the bot there. */
type Turn = readonly [who: string, words: string, answer: string | RegExp];

// A whole day each, as it is talked: with something else in between, half sentences and second thoughts.
describe.each(engines)("a day with the bot, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  async function plays(turns: readonly Turn[]): Promise<void> {
    for (const [speaker, words, answer] of turns) {
      const [who = "", chat] = speaker.split("@");
      // people need a moment between two messages
      world.waits(new Date(world.now() + 20_000).toISOString());
      const where = chat === undefined ? direct(who) : group(chat.replace("!", ""));
      const said = await world.says(who, words, where, chat?.endsWith("!") ? { mentioned: true } : {});
      const told = { who, words, said };
      if (typeof answer === "string") expect(told).toEqual({ who, words, said: answer });
      else expect(told).toEqual({ who, words, said: expect.stringMatching(answer) });
    }
  }

  test("of a village's cadre", async () => {
    await plays([
      ["zhou", "你好", /^您好/],
      ["wang", "早", /^您好/],
      ["wang", "今天有啥事", "没有等着的提醒。"],
      [
        "wang",
        "早上在二社碰见赫书记唠了唠，说养老金认证的事",
        "谈心：11月21日 东卧牛村二社 赫书记（说养老金认证的事）。对吗？①对 ②改",
      ],
      ["wang", "民政所电话", /“民政所”的电话/],
      ["wang", "对", /^记下了 T1：11月21日 谈心 东卧牛村二社 赫书记（说养老金认证的事）/],
      ["wang", "刚才那条是三社", "T1 更正了：“二社”改成“三社”。错了回“撤销”。"],
      ["wang", "提醒我下午四点给他回话", /^记下了 R1：11月21日（周六）16:00 提醒您“给他回话”/],
      ["wang", "改到下午五点", "R1 改到11月21日（周六）17:00再提醒。"],
      ["wang", "去三社老李家坐了坐", /^走访：11月21日 东卧牛村三社 老李家。看到、听到什么？/],
      ["wang", "谁管低保", /“低保”归谁管/],
      ["wang", "对", /^记下了 V1：11月21日 走访 东卧牛村三社 老李家。/],
      ["wang", "补充：老李腿疼，想办残疾证", /^V1 更正了/],
      ["wang", "V1", /老李腿疼，想办残疾证/],
      ["wang", "走访一社王秀英", /^走访：11月21日 东卧牛村一社 王秀英。看到、听到什么？/],
      [
        "wang",
        "提醒周明明天九点来村里看渠",
        /没记完，接着记回“接着”。\n记下了 R2：11月22日（周日）9:00 提醒周明“来村里看渠”/,
      ],
      ["wang", "接着", /^走访：11月21日 东卧牛村一社 王秀英。/],
      ["wang", "喂了两头猪", /^记下了 V2：.*王秀英（喂了两头猪）/],
      ["wang", "撤销", /^撤销了 V2（.*王秀英.*）/],
      ["wang", "恢复", /^恢复了 V2/],
      ["wang", "我刚记的", /V2 .*\nV1 .*\nT1 /],
      ["xiuying", "二社机井的泵烧了，浇不上地", /^$|^收到 O1/],
    ]);
    await world.passes(90_000);
    await plays([
      ["wang", "意见 列表", /O1 .*二社机井的泵烧了/],
      ["wang", "O1 明天找人来看", "答复 O1“二社机井的泵烧了，浇不上地”：明天找人来看\n①发 ②改"],
      ["wang", "查我的", /没记完，接着记回“接着”。\n您是王建国/],
      ["wang", "接着", /①发 ②改$/],
      ["wang", "发", "O1 的答复发回本人了。"],
      ["wang", "发", /^现在没有等您选的/],
      [
        "wang",
        "跟那个收破烂的老汉聊了会儿，他说想申请公益岗，答应他月底前问问镇里",
        /那个收破烂的老汉（他说想申请公益岗；承诺“月底前问问镇里”11月30日（周一）18:00前）。对吗？/,
      ],
      ["wang", "怎么记走访", /\/走访 户或组/],
      ["wang", "对", /^记下了 T2：.*承诺1条，11月30日（周一）18:00前，到时提醒您/],
      ["wang", "提醒列表", /R1 .*\nR2 .*提醒周明 来村里看渠\nR3 .*承诺到期/],
      ["wang", "取消 R2", "已取消 R2。"],
      ["wang", "下周一早上八点提醒大家交合疗", /11月23日（周一）8:00 提醒东卧牛村村民群“交合疗”/],
      ["wang", "改成下周二", "R4 改到11月24日（周二）8:00再提醒。"],
      ["wang", "三社桥栏杆断了一截", "记成意见吗？①意见 ②走访 ③谈心 ④只是说说"],
      ["wang", "辛苦了", /^不客气/],
      ["wang", "1", /^收到 O2/],
      ["wang", "今天走访了几户", /没有记/],
      ["wang", "东卧牛最近谈心", /T2 [\s\S]*T1 /],
    ]);
    await world.passes("2026-11-21T17:01:00+08:00");
    await plays([
      ["wang", "推迟到明天上午九点", "R1 改到11月22日（周日）9:00再提醒。"],
      ["wang", "下班了，再见", /^再见/],
    ]);
  });

  test("of a villager", async () => {
    await plays([
      ["xiuying", "在吗", /^您好/],
      ["xiuying", "你是干啥的", /^我是机器人，不是真人/],
      ["xiuying", "我说了村里人会知道是我说的不", /^您私聊我说的，东卧牛村和镇上管事的干部看得到/],
      ["xiuying", "反映：", /什么事？/],
      ["xiuying", "一社井水有股铁锈味", /^$|^收到 O1/],
    ]);
    await world.passes(90_000);
    await plays([
      ["xiuying", "我说的那个井水有人管没", /^O1 .*收到（第1天）/],
      ["wang", "O1 明天上午请水站的人来看", /①发 ②改$/],
      ["wang", "发", /O1 的答复发回本人了/],
      ["xiuying", "知道了", ""],
      ["xiuying", "谢谢啊", /^不客气/],
    ]);
    await world.passes("2026-11-22T15:00:00+08:00");
    await plays([
      ["xiuying", "还没修", /O1/],
      ["xiuying", "查我的", /您是王秀英[\s\S]*O1 /],
      ["xiuying", "村委会电话", /“村委会”的电话/],
      ["xiuying", "把我说过的都删了", /刚说的回“撤销”/],
      ["xiuying", "你们都是骗子", /^这句没记/],
      ["li@village", "今晚谁打牌", ""],
      ["xiuying", "退订", /不给您推送了/],
      ["xiuying", "订阅", /推送恢复了/],
      ["xiuying", "再见", /^再见/],
    ]);
  });

  test("of a town's secretary", async () => {
    await plays([
      ["wang", "/谈心 东卧牛 赫书记 合疗", /^记下了 T1/],
      ["zhou", "/走访 西卧牛一社 看蓄水池", /^记下了 V1/],
      ["wang", "你好", /^您好/],
      ["xiuying", "一社井水有股铁锈味", /^$|^收到 O1/],
    ]);
    await world.passes("2026-11-23T08:30:00+08:00");
    await plays([
      ["sun", "早", /^您好/],
      ["sun", "今天有什么安排", "没有等着的提醒。"],
      ["sun", "哪些村还没去谈", /^还没谈过的村4\/5：/],
      ["sun", "第1页", /李家湾村/],
      ["sun", "石门最近有人去过吗", /石门村.*没有记录/],
      ["sun", "T1", /^T1 谈心 11月21日 东卧牛村 赫书记\n合疗/],
      ["sun", "意见都有哪些没回", /O1 .*一社井水有股铁锈味/],
      ["sun", "O1 请水站今天去看", /①发 ②改$/],
      ["sun", "改", "怎么答复？"],
      ["sun", "请水站周三前去看", "O1 的答复发回本人了。"],
      ["sun", "提醒王建国周三上午九点报井水的事", /11月25日（周三）9:00 提醒王建国“报井水的事”/],
      ["sun", "改到周四上午九点", "R1 改到11月26日（周四）9:00再提醒。"],
      ["sun", "提醒列表", /R1 11月26日（周四）9:00 提醒王建国 报井水的事/],
      ["sun", "东卧牛这个月谈了几次", /T1 11月21日 东卧牛村 赫书记 合疗/],
      ["sun", "去石门跟老石谈了谈土地流转的事", "谈心：11月23日 石门村 老石（土地流转的事）。对吗？①对 ②改"],
      ["sun", "谁管危房", /“危房”归谁管/],
      ["sun", "对", /^记下了 T2/],
      ["sun", "不是土地流转，是合作社", /^T2 更正了：/],
      ["sun", "提醒周明每天晚上十点报防火", /可以改到每天7:00：\/提醒 周明 每天7:00 报防火/],
      ["sun", "/提醒 周明 每天7:00 报防火", /^周明还没有认领账号|^记下了 R2：每天7:00 提醒周明/],
      ["sun", "/简报", /谈心 2\/5村/],
      ["sun", "/简报 设置 7:50", /7:50/],
      ["sun", "值班表", "哪个村或镇？"],
      ["sun", "谢谢", /^不客气/],
      ["sun", "东卧牛", /没排值班/],
      ["sun", "西卧牛的走访记录", /V1 11月21日 西卧牛村一社 看蓄水池/],
      ["sun", "怎么给意见答复", /\/答复 /],
      ["sun", "下班了，再见", /^再见/],
    ]);
    expect(world.toChat(direct("wang")).join("\n")).toContain("您好");
  });
});
