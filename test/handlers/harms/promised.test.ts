import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, type World } from "../../world.ts";
import { atBot, later, office, openStoneGate, shimen } from "./stone-gate.ts";

describe.each(engines)("what is promised is done, on %s", (engine) => {
  let world: World;
  let say: ReturnType<typeof later>;
  beforeEach(async () => {
    world = await openStoneGate(engine);
    say = later(world);
  });
  afterEach(() => world.close());

  test("a wish to be reminded is set, however it is said, one-to-one and in a work group", async () => {
    for (const [words, set] of [
      ["后天早上七点半喊我去县里领种子", /11月23日（周一）7:30 提醒您“去县里领种子”/],
      ["到十点半叫我一声，开视频会", /10:30 提醒您“开视频会”/],
      ["给我定个明早六点的闹钟，去镇上", /11月22日（周日）早上6:00 提醒您“去镇上”/],
      ["记得周四提醒我给鲁铁柱回话", /11月26日（周四）8:00 提醒您“.*给鲁铁柱回话”/],
      ["明天8点提醒我开会", /11月22日（周日）8:00 提醒您“开会”/],
    ] as const)
      expect(await say("ma", words)).toMatch(set);
    expect(await say("ma", "提醒我下周二下午两点交秸秆台账", office, atBot)).toMatch(
      /11月24日（周二）14:00 提醒马德福“交秸秆台账”/,
    );
    await world.passes("2026-11-23T07:30+08:00");
    expect(world.toChat(direct("ma")).at(-1)).toMatch(/去县里领种子/);
  });

  test("a reminder for a group reaches that group, with its matter, and no other", async () => {
    expect(await say("ma", "/提醒 大伙 明天9点 打疫苗", shimen)).toMatch(/提醒本群“打疫苗”/);
    expect(await say("ma", "/提醒 石门村民群 后天10点 量地", office)).toMatch(/提醒石门村村民群“量地”/);
    expect(await say("ma", "提醒乡亲们后天上午十一点领地膜")).toMatch(/提醒石门村村民群“领地膜”/);
    expect(await say("sun", "/提醒 柳河村民群 明天9点 报表")).toMatch(/没有您能提醒的群，没记/);
    expect(await say("ma", "/提醒 后天下午三点 浇麦子", shimen)).toBe("");
    expect(world.toChat(direct("ma")).at(-1)).toBe("提醒您自己，还是提醒本群？①您自己 ②本群");
    expect(await say("ma", "2")).toContain("提醒本群“浇麦子”");
    await world.passes("2026-11-23T15:01+08:00");
    expect(world.toChat(shimen).join("\n")).toMatch(/打疫苗[\s\S]*量地[\s\S]*领地膜[\s\S]*浇麦子/);
    expect(world.toChat(office).join("\n")).not.toMatch(/【提醒】/);
  });

  test("another person is not woken, hears who asks, and whoever asked hears what became of it", async () => {
    for (const words of ["每天晚上十一点 关广播", "每天早上五点 开广播", "明天凌晨四点 看闸"])
      expect(await say("ma", `/提醒 曹桂芬 ${words}`)).toMatch(/是安静时段，不打扰别人。可以改到.*：\/提醒 曹桂芬 /);
    expect(await say("ma", "/提醒 曹桂芬 明天下午4点 报材料")).toMatch(/提醒曹桂芬“报材料”/);
    await world.passes("2026-11-22T16:00+08:00");
    expect(world.toChat(direct("cao")).at(-1)).toMatch(/马德福.*提醒您.*报材料/);
    await say("cao", "办好了");
    expect(world.toChat(direct("ma")).at(-1)).toMatch(/报材料.*曹桂芬.*办好了/);
    await say("ma", "/提醒 曹桂芬 后天上午10点 送表");
    await say("ma", "撤销");
    await world.passes("2026-11-23T10:01+08:00");
    expect(world.toChat(direct("cao")).join("\n")).not.toMatch(/提醒.*送表/);
  });

  test("a digest comes once a day with the numbers of that moment, and on the next working day only where something is new", async () => {
    await say("qin", "村口路灯又灭了");
    await world.passes("2026-11-23T08:31+08:00");
    const first = world.toChat(direct("sun")).filter((text) => text.startsWith("11月23日 新会镇"));
    expect(first).toHaveLength(1);
    await say("qin", "机井水浑");
    await say("sun", "简报 设置 晚上6点");
    await say("sun", "简报 设置 18:10");
    await world.passes("2026-11-23T18:11+08:00");
    // the same one, moved, is the same one
    const again = world.toChat(direct("sun")).filter((text) => text.includes("11月23日 新会镇"));
    expect(new Set(again.map((text) => text.replace(/^（[^）]*）/, ""))).size).toBe(1);
    await say("sun", "简报 设置 8:30");
    await world.passes("2026-11-24T08:31+08:00");
    await world.passes("2026-11-27T08:31+08:00");
    // nothing but that a day went by: silence until Monday
    expect(world.toChat(direct("sun")).filter((text) => /^11月2[567]日 新会镇/.test(text))).toEqual([]);
    await world.passes("2026-11-30T08:31+08:00");
    expect(world.toChat(direct("sun")).at(-1)).toMatch(/^11月30日 新会镇\n.*未答复2/);
    expect(await say("admin", "简报")).not.toMatch(/^11月27日 新会镇\n/);
  });

  test("how long nobody came is told of each village by itself", async () => {
    await say("zhou", "/谈心 柳河 鲁铁柱 修桥");
    await world.passes("2026-12-23T10:00+08:00");
    await say("zhou", "/谈心 石门 尤文秀 账");
    const list = await say("sun", "未谈的");
    for (const village of ["东卧牛村", "西卧牛村", "李家湾村"]) expect(list).toContain(village);
    expect(list).not.toContain("柳河");
    // the 32 days are those of a village that was talked to
    expect(list).not.toContain("天");
    expect(await say("sun", "覆盖 谈心")).toMatch(/未谈：东卧牛、李家湾、西卧牛；谈过的最久32天前$/);
  });

  test("whoever said something sees how far it has come, all of it, in words they may use", async () => {
    for (let at = 1; at <= 12; at++) await say("qin", `反映：${at}号机井漏水，水泵也坏了`);
    await say("qin", "马德福办证要了我三百块");
    await say("ma", "答复 O1 周三修");
    const own = await say("qin", "查");
    expect(own).toMatch(/O13 .*私下核实|O13 .*收到|O13 /);
    expect(own).toContain("第1天");
    expect(own).not.toContain("/提醒");
    const all = [own, await say("qin", "更多"), await say("qin", "更多")].join("\n");
    for (let at = 1; at <= 13; at++) expect(all).toContain(`O${at} `);
    expect(all).toMatch(/O1 .*答复了：周三修/);
    expect(await say("qin", "那个O1咋还没信")).toMatch(/答复了：周三修/);
    expect(await say("qin", "俺的O2到哪一步了")).toMatch(/收到（第1天）/);
  });

  test("what is said of names is done: after a year who spoke is no longer known", async () => {
    await say("qin", "井台的盖板松了");
    expect(await say("ma", "意见 列表")).toContain("秦守田");
    await world.sleeps("2027-11-25T03:17+08:00");
    expect(await say("ma", "意见 列表")).toMatch(/O1 .*井台/);
    expect(await say("ma", "意见 列表")).not.toContain("秦守田");
    expect(await say("ma", "O1")).not.toContain("秦守田");
  });

  test("what is typed behind a look-up is honoured or refused in words", async () => {
    await say("qin", "村口路灯又灭了");
    await say("qiao", "灶房后头排水沟堵了");
    await say("ma", "答复 O1 周三修");
    for (const [who, words, answer] of [
      ["sun", "简报 11月21日", /^11月21日/],
      ["sun", "简报 上个礼拜", /没有“上个礼拜”的简报/],
      ["sun", "意见 列表 已答复", /^答复过的意见[\s\S]*O1 /],
      ["sun", "意见 列表 西卧牛", /^西卧牛村等答复的意见1条：\nO2 /],
      ["sun", "意见列表 石门", /石门村/],
      ["sun", "意见列表 阿猫", /没听懂“阿猫”，没列/],
      ["ma", "查 V9", /没有您能看的 V9/],
      ["sun", "覆盖 走访 石门", /石门/],
      ["sun", "提醒 列表 曹桂芬", /没听懂“曹桂芬”，没列/],
    ] as const)
      expect(await say(who, words)).toMatch(answer);
  });

  test("whoever answers with a number is told what of it was masked", async () => {
    await say("qin", "合疗报销找谁办理手续都没人说");
    expect(await say("ma", "答复 O1 打合疗办 0916-2345678，或问老吴13512345678")).toContain(
      "号码遮住了一段，要给全号请打电话",
    );
    expect(world.toChat(direct("qin")).at(-1)).toMatch(/0916-2345678，或问老吴135\*{4}5678/);
  });

  test("after a holiday nobody has recorded, the days it usually leaves are offered", async () => {
    for (const [words, days] of [
      ["五一节后", /①2027年5月6日（周四）.*②2027年5月7日（周五）/],
      ["端午后第一天上班", /①2027年6月10日（周四）.*②2027年6月11日（周五）/],
      ["中秋后第一天", /①2027年9月16日（周四）.*②2027年9月17日（周五）/],
      ["元旦后第一天", /①2027年1月4日（周一）.*②2027年1月5日（周二）/],
    ] as const)
      expect(await say("ma", `/提醒 ${words} 交值班表`)).toMatch(days);
  });
});
