import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const office = group("office");

// One town, and people who go on talking to it: each test leaves nothing open.
describe.each(engines)("what is said without a sign, on %s", (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ engine });
  });
  afterAll(() => world.close());

  const says = (who: string, text: string) => world.says(who, text);
  const kept = async (who: string) => {
    const [record] = await world.store.read.records.mine(`sandbox:${who}`, null, 1);
    return record && { ...record, text: world.store.read.records.openText(record) };
  };

  test("a record is read back, and written after 对 only", async () => {
    const line = "谈心：11月21日 东卧牛村 赫书记（想把渠修到二社）。对吗？①对 ②改";
    expect(await says("wang", "上午找赫书记聊了聊，想把渠修到二社")).toMatch(
      /^谈心：11月21日 .*赫书记.*对吗？①对 ②改$/,
    );
    expect(await kept("wang")).toBeUndefined();
    expect(await says("wang", "算了")).toBe("好，不记了。");
    expect(await says("wang", "跟赫书记拉了会儿呱，想把渠修通")).toBe(line.replace("修到二社", "修通"));
    expect(await says("wang", "对的")).toContain("谈心 东卧牛村 赫书记（想把渠修通）");
    expect(await says("wang", "走访了一社王秀英家，灶台塌了一角")).toBe(
      "走访：11月21日 东卧牛村一社 王秀英家（灶台塌了一角）。对吗？①对 ②改",
    );
    expect(await says("wang", "1")).toContain("走访 东卧牛村一社 王秀英家（灶台塌了一角）");
  });

  test("what is wrong in it is said in a word, with 改 or without, and is read back again", async () => {
    await says("zhou", "去柳河跟老柳谈了谈，桥面裂缝");
    expect(await says("zhou", "②")).toContain("改哪里？");
    expect(await says("zhou", "是石门")).toBe("谈心：11月21日 石门村 老柳（桥面裂缝）。对吗？①对 ②改");
    expect(await says("zhou", "不对，是前天谈的")).toBe("谈心：11月19日 石门村 老柳（桥面裂缝）。对吗？①对 ②改");
    expect(await says("zhou", "不是裂缝，是塌陷")).toContain("（桥面塌陷）。对吗？");
    expect(await says("zhou", "他还说护栏也松了")).toContain("桥面塌陷，他还说护栏也松了");
    expect(await says("zhou", "好的")).toContain("11月19日 谈心 石门村 老柳");
  });

  test("a promise is read back as it was said, with its date beside it", async () => {
    expect(await says("zhou", "去柳河跟老柳谈了谈，答应下周五前把桥面补平")).toContain(
      "承诺“下周五前把桥面补平”11月27日（周五）18:00前",
    );
    expect(await says("zhou", "算了")).toBe("好，不记了。");
  });

  test("what is missing is asked in the same line", async () => {
    expect(await says("wang", "谈心：二社的井水发浑")).toBe(
      "谈心：11月21日 东卧牛村二社（井水发浑）。跟谁谈的？（不想说回“跳过”，不对回“改”）",
    );
    expect(await says("wang", "村头喂羊的老汉")).toContain("村头喂羊的老汉（井水发浑）");
  });

  test("two matters are read back one after the other, and taken back together", async () => {
    expect(await says("zhou", "昨天入户看了看李家湾一社，渠埂要塌。然后去石门找老石谈了谈修渠")).toMatch(
      /^入户：11月20日.*对吗？①对 ②改（一共2件，接下来：“.*去石门找老石谈了谈修渠”）$/,
    );
    const next = await says("zhou", "对");
    expect(next).toContain("您写的昨天，记11月20日");
    expect(next).toMatch(/\n谈心：11月21日 石门村 老石.*对吗/);
    expect(await says("zhou", "对")).toContain("谈心 石门村 老石");
    expect(await says("zhou", "撤销")).toMatch(/^撤销了 .*V.*T|^撤销了 .*T.*V/);
  });

  test("a wish to be reminded is set at once", async () => {
    expect(await says("wang", "后天上午九点叫我去信用社")).toContain("11月23日（周一）9:00 提醒您“去信用社”");
    expect(await says("wang", "提醒我周三前把名单报上去")).toMatch(/提醒您“.*名单报上去”/);
    expect(await says("wang", "提醒我下午五点去粮站")).toContain("11月21日（周六）17:00 提醒您“去粮站”");
    expect(await says("wang", "提醒我下周四去水站")).toContain("提醒您“去水站”");
    expect(await says("wang", "提醒我下明天9点交表")).toContain("11月22日（周日）9:00 提醒您“交表”");
  });

  test("what somebody else should know is put where one says; ④ keeps nothing", async () => {
    const menu = "记成意见吗？①意见 ②走访 ③谈心 ④只是说说";
    expect(await says("wang", "二社的变压器嗡嗡响")).toBe(menu);
    expect(await says("wang", "夜里更响")).toBe(`内容我记着。${menu}`);
    expect(await says("wang", "④")).toBe("好，没记，只是说说。");
    expect(await says("wang", "二社的变压器嗡嗡响")).toBe(menu);
    await says("wang", "夜里更响");
    expect(await says("wang", "意见")).toMatch(/^收到 O/);
    expect((await kept("wang"))?.text).toBe("二社的变压器嗡嗡响\n夜里更响");
  });

  test("a menu takes what belongs to the matter only; everything else leaves it and is done", async () => {
    const menu = "记成意见吗？①意见 ②走访 ③谈心 ④只是说说";
    const left = "刚才那条“一社的涵洞窄了”没记完，接着记回“接着”。";
    await says("wang", "一社的涵洞窄了");
    expect(await says("wang", "水都过不去")).toBe(`内容我记着。${menu}`);
    expect(await says("wang", "拖了快半个月")).toBe("这句也记着。放哪里，回前面的数字。");
    expect(await says("wang", "派出所电话")).toContain("“派出所”的电话");
    expect(await says("wang", "没谈过的村")).toContain("您还没谈过的村");
    expect(await says("wang", "V999")).toContain("没有您能看的 V999");
    expect(await says("wang", "O998 让老周去看看")).toContain("您管的地方没有 O998");
    expect(await says("wang", "接着")).toBe(menu);
    expect(await says("wang", "/乱写的")).toContain("没有这个命令");
    expect(await says("wang", "接着")).toBe(menu);
    expect(await says("wang", "提醒周明后天9点去水站")).toContain(`${left}\n`);
    await says("wang", "取消");
    expect(await says("wang", "接着")).toBe(menu);
    expect(await says("wang", "走访了三社老李家，门框歪了")).toContain(`${left}\n走访：`);
    await says("wang", "算了");
    await says("wang", "接着");
    await says("wang", "①");
    expect((await kept("wang"))?.text).toBe("一社的涵洞窄了\n水都过不去\n拖了快半个月");
  });

  test("not this but that takes its slot while a record is read back, whichever slot it is", async () => {
    await says("zhou", "昨天去柳河跟老柳谈了谈，桥墩裂缝");
    expect(await says("zhou", "不是昨天，是前天")).toBe("谈心：11月19日 柳河村 老柳（桥墩裂缝）。对吗？①对 ②改");
    expect(await says("zhou", "换成石门")).toBe("谈心：11月19日 石门村 老柳（桥墩裂缝）。对吗？①对 ②改");
    await says("zhou", "改");
    expect(await says("zhou", "不是老柳，是石满仓")).toBe("谈心：11月19日 石门村 石满仓（桥墩裂缝）。对吗？①对 ②改");
    expect(await says("zhou", "不是裂缝，是塌陷")).toContain("（桥墩塌陷）。对吗？");
    await says("zhou", "算了");
  });

  test("a list is called by its name and 列表 in one word", async () => {
    expect(await says("zhou", "提醒列表")).toBe(await says("zhou", "/提醒 列表"));
    expect(await says("zhou", "走访列表")).toBe(await says("zhou", "/走访 列表"));
    expect(await says("zhou", "意见清单")).toBe(await says("zhou", "/意见 列表"));
  });

  test("a question is no record, whatever is asked", async () => {
    const before = (await kept("zhou"))?.id;
    for (const text of ["/谈心 柳河谈了什么", "/走访 本月", "/谈心 最近"])
      expect(await says("zhou", text)).not.toContain("记下了");
    expect((await kept("zhou"))?.id).toBe(before);
  });

  test("in a work group it is heard with @ only", async () => {
    const said = "走访了三社老李家，院墙歪了";
    expect(await world.says("wang", said, office)).toBe("");
    await world.says("wang", `@小助手 ${said}`, office, { mentioned: true });
    expect(world.toChat(direct("wang")).at(-1)).toContain("走访：11月21日 东卧牛村三社 老李家");
    expect(await says("wang", "对")).toContain("走访 东卧牛村三社 老李家（院墙歪了）");
    expect(world.toChat(office).at(-1)).toMatch(/^记下了 V\d+：11月21日 走访 东卧牛村三社。/);
  });
});
