import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, type World } from "../../world.ts";
import { later, openStoneGate, shimen } from "./stone-gate.ts";

describe.each(engines)("nobody is held up, on %s", (engine) => {
  let world: World;
  let say: ReturnType<typeof later>;
  beforeEach(async () => {
    world = await openStoneGate(engine);
    say = later(world);
  });
  afterEach(() => world.close());

  test("the menu is for what somebody else should know, and for nothing that says what it is", async () => {
    await say("qin", "水管那头冻裂了");
    for (const words of [
      "没答复的有几条",
      "水管那事弄妥了",
      "解决了",
      "刚那条记错人了",
      "怎么记走访",
      "O1",
      "谈心：石门 秦守田 鱼塘",
      "走访石门窦长贵家修水窖",
      "O1 月底前换新管",
      "石门最近咋样",
    ])
      expect(await say("ma", words)).not.toMatch(/记成意见吗|①意见/);
    expect(await say("ma", "取消")).toBeDefined();
    expect(await say("ma", "一组涵洞堵了")).toBe("记成意见吗？①意见 ②走访 ③谈心 ④只是说说");
    expect(await say("ma", "1")).toMatch(/^收到 O2/);
  });

  test("what is no matter is answered and not filed; the desk shows who spoke, goes on, and has words for what needs none", async () => {
    for (const [words, answer] of [
      ["你是真人吗", /我是机器人/],
      ["我说话干部听得到不", /干部看得到/],
      ["咋用你", /您可以/],
      ["别给我发消息了", /不给您推送了/],
      ["订阅", /推送恢复了/],
      ["多谢你们", /^不客气/],
      ["有病吧", /^这句没记/],
      ["发错了", /^这句没记/],
      ["我之前说的都删掉", /还不会|删/],
      ["把我以前讲的话全清了", /还不会|删/],
      ["哈哈", /^$/],
    ] as const)
      expect(await say("qin", words)).toMatch(answer);
    expect(await say("ma", "意见 列表")).toBe("没有等答复的意见。");
    for (let at = 1; at <= 12; at++) await say(at % 2 ? "qin" : "dou", `${at}号田的水渠垮了边，浇不上水`);
    const list = await say("ma", "意见 列表");
    expect(list).toMatch(/^等答复的意见12条/);
    expect(list).toMatch(/O1 .*秦守田/);
    expect(list).toMatch(/O2 .*窦长贵/);
    expect([list, await say("ma", "更多")].join("\n")).toMatch(/O1 [\s\S]*O12 /);
    expect(await say("ma", "意见 列表 第2页")).toContain("O12 ");
    expect(await say("ma", "不用答复 O1 当面说过了")).toMatch(/O1 不另答复/);
    expect(await say("ma", "并入 O4 O3")).toContain("O3");
    expect(await say("dou", "匿名 校门口车太多")).toContain("不告诉是谁说的");
    await say("ma", "意见 列表 第2页");
    expect(await say("ma", "O13")).toMatch(/校门口/);
    expect(await say("ma", "O13")).not.toContain("窦长贵");
  });

  test("a list is told whole: names without a village are sections, what recurs says so, what is over says so", async () => {
    await say("han", "/走访 西卧牛一社 秸秆垛要挪");
    expect(await say("sun", "覆盖 走访 西卧牛")).toMatch(/没走到的社：西卧牛村二社/);
    expect(await say("sun", "覆盖 谈心")).toMatch(/未谈：东卧牛、李家湾、柳河、石门、西卧牛/);
    await say("ma", "/提醒 每周一 9点 报旬报");
    await say("sun", "/提醒 马德福 后天9点 开会");
    for (let at = 1; at <= 20; at++) await say("ma", `/提醒 12月${at}日9点 第${at}件`);
    const list = [await say("ma", "提醒列表"), await say("ma", "更多"), await say("ma", "更多")].join("\n");
    expect(list).toMatch(/22条/);
    expect(list).toMatch(/R1 每周一9:00，下次11月23日（周一）9:00 报旬报/);
    expect(list).toMatch(/R2 .*开会（孙国华设的）/);
    for (let at = 3; at <= 22; at++) expect(list).toContain(`R${at} `);
  });

  test("what an answer speaks of is named, and a number first or last means the same", async () => {
    await say("ma", "/谈心 石门 秦守田 买种子");
    expect(await say("ma", "撤销")).toBe("撤销了 T1（石门 秦守田 买种子）。要回来回“恢复”。");
    expect(await say("zhou", "/走访 西卧牛二社 乔玉兰 修灶")).toContain("西卧牛村二社");
    await say("ma", "/提醒 后天9点 填表");
    expect(await say("ma", "改到 R1 大后天10点")).toMatch(/^R1 改到11月24日（周二）10:00/);
    expect(await say("ma", "R1 改到大后天11点")).toMatch(/^R1 改到11月24日（周二）11:00/);
    expect(await say("ma", "R1 推迟到下周三上午8点")).toMatch(/^R1 改到11月25日（周三）8:00/);
    expect(await say("ma", "取消 R1")).toMatch(/R1/);
  });

  test("help is for who asks, and what is missing is asked for in words", async () => {
    expect(await say("admin", "帮助")).toMatch(/^把本群绑到一个地点：\/绑定/);
    expect(await say("ma", "帮助")).toMatch(/\/谈心 石门 [\s\S]*\/意见 列表/);
    expect(await say("qin", "帮助")).not.toContain("/谈心");
    for (const [who, words] of [
      ["ma", "帮助 我不会弄"],
      ["qin", "不会用"],
    ] as const)
      expect(await say(who, words)).toMatch(/帮助|您可以|记谈心/);
    expect(await say("admin", "登记")).toBe("登记谁？说姓名。");
    expect(await say("ma", "认领")).toMatch(/^认领码是哪一串？/);
    expect(await say("ma", "谁管")).toMatch(/什么事？/);
  });

  test("who somebody is and where a group belongs changes only after it was said what it was", async () => {
    const code = /[A-Z0-9]{4}(?:-[A-Z0-9]{4}){2}/.exec(await say("ma", "发码 窦长贵"))?.[0] ?? "";
    const asked = await say("qin", `认领 ${code}`);
    expect(asked).toMatch(/秦守田.*窦长贵/);
    expect(await say("qin", "取消")).not.toMatch(/认领好了|已认领/);
    expect(await say("qin", "查我的")).toContain("您是秦守田");
    for (const place of ["柳河村", "新会镇"]) {
      await say("admin", `/绑定 ${place}`, shimen);
      expect(world.toChat(direct("admin")).at(-1)).toMatch(/^本群原来是新会镇石门村村民群，改成/);
    }
    await say("admin", "取消");
    expect(await say("qin", "意见：渠里没水", shimen)).toMatch(/^收到 O1/);
    expect(await say("ma", "意见 列表")).toContain("石门村");
  });

  test("in a group an opinion may begin in any usual way, and an answer there says what it answers, once", async () => {
    for (const words of [
      "反应：水泵房的门锁坏了",
      "反映一下，晒场垃圾没人收",
      "意见村口桥太窄会车难",
      "反映问题：公厕堵了",
      "诉求：修一截护坡",
    ])
      expect(await say("qin", words, shimen)).toMatch(/^收到 O\d/);
    for (const words of ["晚上谁家吃席", "反映问题不及时的干部要批评", "意见箱挂哪了"])
      expect(await say("qin", words, shimen)).toBe("");
    const before = world.toChat(shimen).length;
    await say("ma", "/答复 O2 这就去收", shimen);
    const heard = world.toChat(shimen).slice(before);
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatch(/^答复“.*晒场垃圾没人收.*”（O2）：这就去收/);
  });

  test("a deadline rings while there is still time", async () => {
    expect(await say("ma", "/提醒 周三前 交花名册")).toMatch(/11月25日（周三）9:00 提醒您“交花名册”/);
    expect(await say("ma", "月底之前提醒我报粮补")).toMatch(/11月30日（周一）9:00 提醒您“报粮补”/);
    // who says a clock means it
    expect(await say("ma", "/提醒 下周五下午五点前 报名单")).toMatch(/11月27日（周五）17:00/);
    await world.passes("2026-11-25T09:00+08:00");
    expect(world.toChat(direct("ma")).at(-1)).toContain("交花名册");
  });
});
