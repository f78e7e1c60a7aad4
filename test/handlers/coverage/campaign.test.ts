import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("/专项 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  const winter = "/专项 新建 冬季走访 走访 各社 11月20日到12月31日 至少2次";

  test("counts what is recorded anyway, from its first day on, until each place was reached often enough", async () => {
    await world.says("zhou", "/走访 西卧牛一社 李家 屋顶漏 时间：11月1日");
    await world.says("zhou", "/走访 西卧牛一社 李家 漏雨 时间：昨天");
    expect(await world.says("sun", winter)).toBe(
      "专项“冬季走访”开始了：新会镇，走访各社，11月20日到12月31日，每社至少2次，共6社。看进度：/专项 冬季走访。建错了回“撤销”，改日子：/专项 更正 冬季走访 到…",
    );
    expect(await world.says("sun", "/覆盖 冬季走访")).toBe(
      [
        "冬季走访（走访各社，11月20日到12月31日，每社至少2次）：0/6社",
        "还差：",
        "东卧牛村一社\n东卧牛村三社\n东卧牛村二社\n李家湾村一社\n西卧牛村二社\n西卧牛村一社 1次，1天前",
      ].join("\n"),
    );
    await world.says("zhou", "/走访 西卧牛一社 李家 修好了");
    expect(await world.says("sun", "/专项 冬季走访")).toContain("：1/6社\n还差：\n东卧牛村一社");
    expect(await world.says("sun", "/简报")).toContain("冬季走访 1/6社（到12月31日）");
    await world.says("zhou", "撤销");
    expect(await world.says("sun", "/专项 冬季走访")).toContain("：0/6社");
    await world.says("zhou", "/走访 西卧牛一社、二社 冯家 渠通了");
    expect(await world.says("zhou", "/专项 冬季走访")).toContain("：您1/6社");
    expect(await world.says("wang", "/专项 冬季走访")).toContain("：您0/6社");
  });

  test("reaches people on a list by the talks with them", async () => {
    await world.says("zhou", "/谈心 东卧牛 赫书记 低保");
    expect(await world.says("sun", "/专项 新建 点评谈心 谈心 到12月31日 对象：村书记")).toContain("谈心名单上的人");
    expect(await world.says("sun", "/专项 点评谈心")).toContain("：1/1人（本周+1）\n都到了。");
    expect(await world.says("sun", "/专项 新建 谈两位 谈心 到12月31日 对象：赫振山、李大山")).toContain("共2人");
    expect(await world.says("sun", "/专项 谈两位")).toContain("：1/2人（本周+1）\n还差：\n李大山");
    expect(await world.says("sun", "/专项 新建 谈谁 谈心 到12月31日 对象：王秀英、赵无名")).toBe(
      "名册上没有赵无名，王秀英不止一位，没建。对象写全名，或“村书记”。",
    );
    expect(await world.says("sun", "/专项")).toBe(
      "在做的专项：\n点评谈心 1/1人（本周+1）（到12月31日）\n谈两位 1/2人（本周+1）（到12月31日）\n看一个：/专项 题目",
    );
  });

  test("ends with its numbers as they stand", async () => {
    await world.says("sun", winter);
    await world.says("zhou", "/走访 西卧牛一社 李家 屋顶漏");
    expect(await world.says("sun", "/专项 结束 冬季走访")).toBe(
      "专项结束了，数字停在：冬季走访 0/6社（到12月31日）。错了回“撤销”。",
    );
    expect(await world.says("sun", "/专项 冬季走访")).toContain("没有“冬季走访”这个专项");
    expect(await world.says("sun", "/专项 列表")).toContain("现在没有专项。例：");
    expect(await world.says("sun", winter)).toContain("开始了");
  });

  test("what was opened, ended or changed is taken back by 撤销 within a day, and counts as it stands then", async () => {
    const cells = async () => {
      const all = await world.store.read.coverage.all();
      return all.filter(({ campaign }) => campaign !== "talk" && campaign !== "visit");
    };
    await world.says("sun", winter.replace("至少2次", "至少1次"));
    await world.says("zhou", "/走访 西卧牛一社 李家 屋顶漏");
    expect(await world.says("sun", "/专项 更正 冬季走访 11月22日到1月15日 至少3次")).toBe(
      "专项“冬季走访”改成：走访各社，11月22日到2027年1月15日，每社至少3次。错了回“撤销”。",
    );
    expect(await cells()).toEqual([]);
    expect(await world.says("sun", "撤销")).toBe("专项“冬季走访”还是：走访各社，11月20日到12月31日。");
    expect(await world.says("sun", "/专项 冬季走访")).toContain("：1/6社");
    expect(await world.says("sun", "更正 专项 冬季走访 到1月15日")).toContain("11月20日到2027年1月15日");
    expect(await world.says("sun", "/专项 更正 冬季走访 题目：春节走访")).toContain("专项“春节走访”改成");
    await world.says("sun", "/专项 结束 春节走访");
    await world.says("zhou", "/走访 西卧牛二社 冯家 渠通了");
    expect(await world.says("sun", "撤销")).toBe("专项“春节走访”接着做，结束以后记的也算进来了。");
    expect(await world.says("sun", "/专项 春节走访")).toContain("：2/6社");
    expect(await world.says("sun", "撤销")).toContain("专项“冬季走访”还是");
    expect(await world.says("sun", "撤销")).toContain("到12月31日");
    expect(await world.says("sun", "撤销")).toBe("撤销了专项“冬季走访”。记过的谈心、走访都还在。");
    expect([await cells(), await world.says("sun", "/专项 列表")]).toEqual([
      [],
      expect.stringContaining("现在没有专项"),
    ]);
    expect(await world.says("sun", "/专项 撤销")).toBe("一天内没有可撤的专项。");
    expect(await world.says("sun", "/谈心 列表")).not.toContain("专项");
  });

  test("the last day of the year is that of this year, also in January", async () => {
    world.waits("2026-01-05T10:00:00+08:00");
    expect(await world.says("sun", "/专项 新建 全年走访 走访 各村 到12月31日")).toContain("1月5日到12月31日");
    expect(await world.says("sun", "/专项 更正 全年走访 到11月30日")).toContain("1月5日到11月30日");
    expect(await world.says("sun", "/专项 新建 年度三件 清单：冬训 到12月31日")).toContain("1月5日到12月31日");
  });

  test("days without a year lie ahead, and begin before they end", async () => {
    world.waits("2026-12-20T10:00:00+08:00");
    const opened = (title: string, days: string) => world.says("sun", `/专项 新建 ${title} 走访 各村 ${days}`);
    expect(await opened("春季走访", "1月5日到3月31日")).toContain("2027年1月5日到2027年3月31日");
    expect(await opened("明年走访", "1月5日到11月30日")).toContain("2027年1月5日到2027年11月30日");
    expect(await opened("今年走访", "1月5日到12月31日")).toContain("1月5日到12月31日");
    expect(await opened("两年走访", "2026年12月1日到2027年12月31日")).toContain("12月1日到2027年12月31日");
    expect(await opened("月初走访", "12月1日到12月10日")).toContain("，12月1日到12月10日，");
    expect(await opened("倒着走访", "12月15日到12月10日")).toContain("12月10日在12月15日前面");
    expect(await world.says("sun", "/专项 更正 两年走访 到12月15日")).toContain("12月1日到12月15日");
    expect(await world.says("sun", "/专项 更正 今年走访 到1月15日")).toContain("到2027年1月15日");
    world.waits("2027-01-05T10:00:00+08:00");
    expect(await opened("两头走访", "12月1日到1月15日")).toContain("2026年12月1日到1月15日");
    expect(await opened("年底走访", "12月1日到12月31日")).toContain("，12月1日到12月31日");
  });

  test("a change that is none, is not understood, is taken or is not theirs is refused", async () => {
    await world.says("sun", winter);
    for (const [said, answer] of [
      ["/专项 更正 冬季走访 到12月31日", "和原来一样"],
      ["/专项 更正 冬季走访 各湾", "没听懂“各湾”"],
      ["/专项 更正 冬季走访 到11月1日", "前面"],
      ["/专项 更正 春季走访 到12月1日", "没有“春季走访”这个专项"],
      ["/专项 更正 冬季走访", "改成什么"],
    ] as const)
      expect([said, await world.says("sun", said)]).toEqual([said, expect.stringContaining(answer)]);
    await world.says("sun", "取消");
    expect(await world.says("zhou", "/专项 更正 冬季走访 到1月1日")).toContain("要书记才能用");
    expect(await world.says("zhou", "/专项 撤销")).toContain("要书记才能用");
    await world.says("sun", "/专项 结束 冬季走访");
    await world.says("sun", winter);
    expect(await world.says("admin", "/专项 撤销")).toBe("一天内没有可撤的专项。");
  });

  test("says what is missing, taken, or not one's to open", async () => {
    await world.says("sun", winter);
    expect(await world.says("sun", winter)).toContain("已有“冬季走访”（到12月31日）");
    expect(await world.says("sun", "/专项 新建 春季走访 走访 各湾")).toContain("没写到哪天为止");
    expect(await world.says("sun", "/专项 新建 春季走访 各湾 到12月31日")).toContain("没写是谈心还是走访");
    expect(await world.says("sun", "/专项 新建 春季走访 走访 到12月31日")).toContain("没写要到哪一级");
    expect(await world.says("sun", "/专项 新建 春季走访 走访 各湾 12月31日到12月1日")).toContain("前面");
    expect(await world.says("sun", "/专项 新建 春季走访 走访 各湾 到收麦前后")).toContain("没听懂日期");
    expect(await world.says("sun", "/专项 新建 春季走访")).toContain("要到哪一级、哪天为止？");
    expect(await world.says("sun", "各社 走访 到12月31日")).toContain(
      "专项“春季走访”开始了：新会镇，走访各社，11月21日到",
    );
    expect(await world.says("zhou", "/专项 新建 我的 走访 各社 到12月31日")).toContain("要书记才能用");
    expect(await world.says("zhou", "/专项 结束 春季走访")).toContain("要书记才能用");
    expect(await world.says("li", "/专项")).toContain("要干部才能用");
    expect(await world.says("sun", "/专项 冬季走访", group("office"))).toBe("");
    expect(await world.says("sun", "/专项 冬季走访", group("village"))).toBe("");
  });

  test("a message that comes twice opens one", async () => {
    const message = world.message("sun", winter);
    await world.receives(message);
    await world.receives(message);
    expect(await world.says("sun", "/专项")).toBe("在做的专项：\n冬季走访 0/6社（到12月31日）\n看一个：/专项 题目");
  });
});
