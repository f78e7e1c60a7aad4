import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("second thoughts and findings, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());
  const later = () => world.waits(new Date(world.now() + 20_000).toISOString());

  test("a number that is taken back is the record, with what was corrected of it; 恢复 and 撤销 give the correction alone", async () => {
    await world.says("wang", "/谈心 东卧牛 赫书记 低保");
    later();
    await world.says("wang", "不是低保，是医保");
    later();
    expect(await world.says("wang", "撤销 T1")).toBe(
      "撤销了 T1（东卧牛 赫书记 医保）。刚才的更正也一起撤了。只要撤更正：先回“恢复”，再回“撤销”。",
    );
    later();
    await world.says("wang", "恢复");
    later();
    expect(await world.says("wang", "撤销")).toBe("撤销了 T1（东卧牛 赫书记 医保）的更正。");
    expect(await world.says("wang", "T1")).toMatch(/^T1 谈心[^\n]*\n低保\n/);
  });

  test("a reminder of others is not moved into their quiet hours; one's own is", async () => {
    await world.says("zhou", "你好");
    await world.says("wang", "提醒大家明天上午九点打疫苗", group("village"), { mentioned: true });
    later();
    expect(await world.says("wang", "推迟 R1 晚上十点")).toBe(
      "11月21日（周六）22:00是安静时段，不打扰群里，没改。可以改到11月22日（周日）7:00：推迟 R1 11月22日（周日）7:00",
    );
    expect(await world.says("wang", "推迟 R1 11月22日（周日）7:00")).toBe("R1 改到11月22日（周日）7:00再提醒。");
    expect(await world.says("wang", "推迟 R1 明天中午十二点半")).toContain("不打扰群里，没改");
    await world.says("wang", "提醒周明明天九点来开会");
    later();
    expect(await world.says("wang", "改到晚上十一点")).toContain("不打扰别人，没改");
    expect(await world.says("zhou", "推迟 R2 晚上十一点")).toBe("R2 改到11月21日（周六）23:00再提醒。");
    later();
    await world.says("wang", "提醒我明天九点写材料");
    later();
    expect(await world.says("wang", "改到晚上十一点")).toBe("R3 改到11月21日（周六）23:00再提醒。");
  });

  test("提醒我 behind the time says whom in a group too", async () => {
    expect(await world.says("wang", "/提醒 今天14:30 提醒我开会", group("village"))).toContain("提醒王建国“开会”");
    expect(await world.says("wang", "/提醒 明天8点 叫我起床", group("village"))).toContain("提醒王建国“起床”");
    await world.says("wang", "/提醒 明天9点 开会", group("village"));
    expect(world.toChat(direct("wang")).at(-1)).toContain("提醒您自己，还是提醒本群");
  });

  test("what a cadre finds fallen in is written down; with somebody under it, it is a cry", async () => {
    expect(await world.says("wang", "去三社看了水渠，渠塌了一截")).toMatch(/^走访：.*渠塌了一截/);
    await world.says("wang", "对");
    later();
    expect(await world.says("wang", "转了转二社，有家院墙倒塌了")).not.toContain("119");
    await world.says("wang", "取消");
    later();
    expect(await world.says("wang", "入户三社老李家，房塌了压着人，快来人")).toContain("119");
  });

  test("a villager's wall is an opinion that says what to do if it is more; a house is a cry", async () => {
    const wall = await world.says("xiuying", "俺家院墙塌了半边");
    expect(wall).toContain("收到 O1");
    expect(wall).toContain("急事");
    expect(world.toChat(direct("wang")).join("")).not.toContain("【急】");
    await world.passes(90_000);
    expect(await world.says("xiuying", "俺家房子塌了")).toContain("119");
  });

  test("what goes with the record just made is added to it, with its promise; a plan may be a reminder", async () => {
    await world.says("wang", "/走访 一社 王秀英 排水沟堵死了");
    later();
    expect(await world.says("wang", "下周二之前答应给她清沟，这个也记上")).toMatch(
      /^V1 更正了：.*承诺1条，11月24日（周二）18:00前，到时提醒您。/,
    );
    later();
    expect(await world.says("wang", "漏了一句，她家还有个老娘")).toBe(
      "V1 更正了：补了“她家还有个老娘”。错了回“撤销”。",
    );
    later();
    expect(await world.says("wang", "后天去李家湾谈土地的事")).toBe(
      "还没到的事，设个提醒吗？①提醒 ②意见 ③走访 ④谈心 ⑤只是说说",
    );
    expect(await world.says("wang", "1")).toMatch(/什么时候|^记下了 R2/);
    await world.says("wang", "取消");
    expect(await world.says("wang", "今晚谁值班")).toContain("东卧牛村没排值班");
  });

  test("what is said without a name does not join what was said with one", async () => {
    await world.says("li", "在苏州咋看病报销");
    later();
    expect(await world.says("li", "匿名 三社的账几年没公布了")).toContain("不告诉是谁说的");
    await world.passes(90_000);
    expect(await world.says("wang", "O1")).not.toContain("三社的账");
    expect(await world.says("wang", "O2")).not.toContain("李大山");
  });

  test("还没换 speaks of the answer about that thing, and 换好了 of what was answered", async () => {
    await world.says("xiuying", "路灯一闪一闪的");
    await world.passes(90_000);
    await world.says("wang", "O1 实在对不住，后天换");
    expect(await world.says("wang", "1")).toBe("O1 的答复发回本人了。");
    expect(world.toChat(direct("xiuying")).at(-1)).toContain("实在对不住，后天换");
    expect(await world.says("xiuying", "水管还没修")).toMatch(/^收到 O2/);
    await world.passes(90_000);
    expect(await world.says("xiuying", "换好了，亮了")).toMatch(/^好，O1 就当办好了/);
    expect(await world.says("xiuying", "路灯还是没修好")).toContain("O1 记下了不满意");
  });

  test("a village's own cadre who tells of a reception has made a visit; whoever lost the thread is asked again", async () => {
    expect(await world.says("wang", "上午接待了三个三社的群众，说路窄")).toMatch(/^走访：11月21日 东卧牛村三社/);
    later();
    const again = await world.says("wang", "记到哪了？");
    expect(again).toMatch(/^走访：11月21日 东卧牛村三社/);
    later();
    expect(await world.says("wang", "对")).toMatch(/^记下了 V1：11月21日 走访/);
    later();
    expect(await world.says("wang", "入户三社老李家，墙皮掉了")).toMatch(/^入户：/);
    expect(await world.says("wang", "对")).toMatch(/^记下了 V2：11月21日 入户/);
    expect(await world.says("zhou", "上午接待了三个石门的群众，说路窄")).toMatch(/^接访：11月21日 石门村/);
  });
});
