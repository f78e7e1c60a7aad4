import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { engines, group, openWorld, type World } from "../../world.ts";

const minute = 60_000;

describe.each(engines)("what cadres say of campaigns and their items, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.says("sun", "/专项 新建 集中教育 清单：清理财务、廉政教育 到12月31日");
    await world.says("sun", "/专项 新建 冬季走访 走访 各社 到12月31日");
  });
  afterEach(() => world.close());

  test.each([
    "没办过 清理财务 东卧牛",
    "清理财务东卧牛没办过，记错了",
    "东卧牛的清理财务其实还没搞",
    "东卧牛还没清理财务呢",
    "撤掉 清理财务 东卧牛",
  ])("“%s” takes back what was ticked, once it is confirmed", async (words) => {
    await world.says("zhou", "/办过 清理财务 东卧牛");
    expect(await world.says("zhou", words)).toContain(
      "撤掉：清理财务 东卧牛村 11月21日。要撤，回“撤掉”；不撤，回“取消”。",
    );
    expect(await world.says("zhou", "撤掉")).toContain("撤掉了：清理财务 东卧牛村");
    expect(await world.says("zhou", "/清单 集中教育")).toContain("清理财务 0/5村");
    expect(await world.says("zhou", words)).toContain("没有记过，没有可撤的，还算没办");
  });

  test.each(["廉政教育 李家湾 办过了", "李家湾廉政教育搞完了", "李家湾的廉政教育已经做完了"])(
    "“%s” is read back and ticked",
    async (words) => {
      expect(await world.says("zhou", words)).toBe("记一条“办过 廉政教育 李家湾”吗？①记 ②不记");
      expect(await world.says("zhou", "1")).toContain("记下了：廉政教育 李家湾村");
    },
  );

  test.each(["结束 集中教育", "把集中教育停了", "结束集中教育吧", "请把集中教育这个专项关掉"])(
    "“%s” from a secretary ends it",
    async (words) => {
      expect(await world.says("sun", words)).toContain("专项结束了，数字停在：集中教育");
    },
  );

  test("what is told of its end is asked about, and who may not end it is told so", async () => {
    expect(await world.says("sun", "集中教育结束了")).toBe("把专项“集中教育”结束掉吗？①结束 ②不结束");
    expect(await world.says("sun", "1")).toContain("专项结束了");
    expect(await world.says("zhou", "结束 冬季走访")).toContain("要书记才能用");
    expect(await world.says("sun", "冬季走访延到1月15日")).toContain(
      "冬季走访”改成：走访各社，11月21日到2027年1月15日",
    );
  });

  test("whether it is over is no order", async () => {
    expect(await world.says("sun", "结束集中教育了吗？")).toBe("把专项“集中教育”结束掉吗？①结束 ②不结束");
    expect(await world.says("sun", "2")).toContain("没记");
    expect(await world.says("sun", "/专项")).toContain("集中教育");
  });

  test("how far it is, as it is asked", async () => {
    await world.says("zhou", "/办过 清理财务 东卧牛");
    for (const words of ["清理财务还有哪些村没办", "集中教育做到哪了", "集中教育进度"])
      expect(await world.says("zhou", words)).toContain("清理财务 1/5村，没办：李家湾、柳河、石门、西卧牛");
    expect(await world.says("sun", "冬季走访搞得怎么样了")).toContain("冬季走访");
  });

  test("an order of this kind is no answer to what was asked before", async () => {
    await world.says("sun", "三社路灯坏了好几天");
    expect(await world.says("sun", "结束 集中教育")).toContain("专项结束了");
  });

  test.each([
    ["/谈心 东卧牛 赫书记", "关于低保的事", "记下了 T1"],
    ["/走访 东卧牛", "停电了三天，村民着急", "记下了 V1"],
    ["/走访 东卧牛", "不办低保了，办残疾证", "记下了 V1"],
  ])("to “%s” what begins like an order, “%s”, is the answer", async (command, answer, kept) => {
    await world.says("wang", command);
    expect(await world.says("wang", answer)).toContain(kept);
  });

  test.each([
    "今天东卧牛清理财务，搞清了多少笔账",
    "廉政教育哪个村民都说好，但是老张家的地还是没解决",
    "今天去东卧牛一社走访，清理财务的情况都跟大家讲了，有三户没退钱",
  ])("“%s” tells more than how far an item is", async (words) => {
    expect(await world.says("zhou", words)).not.toContain("0/5村");
  });

  test.each(["集中教育结束以后大家都反映路灯坏了", "清理财务的账本没弄好，群众意见很大", "三社的路没修"])(
    "“%s” is something else",
    async (words) => {
      expect(await world.says("zhou", words)).toMatch(/意见吗|走访吗|谈心吗|对吗/u);
      expect(await world.says("zhou", "/清单 集中教育")).toContain("清理财务 0/5村");
    },
  );

  test("villagers and a village's group go on as before", async () => {
    expect(await world.says("li", "清理财务没办过")).toContain("收到 O1");
    await world.passes(minute);
    expect(await world.says("wang", "结束 集中教育", group("village"))).toBe("");
  });
});
