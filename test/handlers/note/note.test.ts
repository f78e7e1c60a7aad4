import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("/手记 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  test("keeps a note with its number for its author alone, encrypted", async () => {
    expect(await world.says("wang", "/手记 三社水渠明年要清淤")).toBe(
      "记下了 N1：“三社水渠明年要清淤”，只有您看得到。错了回“撤销”。",
    );
    const [row] = await world.store.read.records.mine("sandbox:wang", null, 1);
    expect(row?.text).not.toContain("水渠");
    expect(await world.says("wang", "查我的")).toContain("N1 11月21日 手记 三社水渠明年要清淤");
    expect(await world.says("zhou", "查我的")).not.toContain("N1");
    expect(await world.says("sun", "/简报")).not.toContain("手记");
    expect(await world.says("sun", "/覆盖")).not.toContain("手记");
  });

  test("is taken back, amended and said once like any record", async () => {
    await world.says("wang", "/手记 清淤");
    expect(await world.says("wang", "/手记 清淤")).toBe("刚才已记 N1。");
    expect(await world.says("wang", "/更正 N1 明年三月清淤")).toContain("“清淤”改成“明年三月清淤”");
    expect(await world.says("zhou", "/更正 N1 别清了")).toContain("没有您记的这一条");
    expect(await world.says("wang", "撤销")).toMatch(/^撤销了 N1（.*）的更正。$/);
    expect(await world.says("wang", "撤销")).toMatch(/再往前是 N1/);
  });

  test("is for cadres, one-to-one", async () => {
    expect(await world.says("li", "/手记 水渠")).toContain("要干部才能用");
    expect(await world.says("wang", "/手记 水渠", group("office"))).not.toContain("水渠");
  });

  test("there are three books, each listed by itself and all of them searched", async () => {
    expect(await world.says("wang", "/民情 三社老李家儿子在苏州，麦收才回来")).toBe(
      "记下了 N1（民情）：“三社老李家儿子在苏州，麦收才回来”，只有您看得到。错了回“撤销”。",
    );
    await world.says("wang", "/政策笔记 高龄补贴从80岁起，水渠清淤另有补助");
    await world.says("wang", "/手记 三社水渠明年要清淤");
    await world.says("zhou", "/手记 水渠的事问镇水利站");
    expect(await world.says("wang", "/手记 找 水渠")).toBe(
      [
        "记过的“水渠”2条：",
        "N3 11月21日 手记 三社水渠明年要清淤",
        "N2 11月21日 政策笔记 高龄补贴从80岁起，水渠清淤另有补助",
        "看一条：回它的号，如 N3",
      ].join("\n"),
    );
    expect(await world.says("wang", "/民情 找 水渠　清淤 补助")).toContain("N2");
    expect(await world.says("wang", "/手记 找 打井")).toBe("没找到记过“打井”的。");
    expect(await world.says("wang", "/手记 找")).toBe("找哪个词？");
    expect(await world.says("wang", "老李")).toContain("N1 11月21日 民情");
    expect(await world.says("wang", "/民情 列表 本月")).toContain("本月民情，最近的在前：\nN1 ");
    expect(await world.says("wang", "/政策笔记 列表 上个月")).toBe("上个月没有记过政策笔记。");
    expect(await world.says("wang", "/手记 列表 石门")).toContain("找词用：/手记 找 石门村");
    expect(await world.says("wang", "N1")).toContain("麦收才回来");
    expect(await world.says("sun", "N1")).toContain("没有您能看的");
    expect(await world.says("wang", "/民情 家里的事", group("office"))).not.toContain("家里");
    await world.says("wang", "/手记 找 清淤");
    await world.says("wang", "撤销");
    expect(await world.says("wang", "/手记 找 三社水渠")).toContain("没找到");
  });

  test("once a week whoever wrote is shown it again, alone and once", async () => {
    await world.says("wang", "/民情 三社老李家儿子在苏州");
    await world.passes("2026-11-23T10:00+08:00");
    for (let number = 1; number <= 6; number++) await world.says("wang", `/手记 第${number}件事`);
    await world.says("wang", "撤销");
    const before = world.toChat(direct("zhou")).length;
    await world.passes("2026-11-27T16:39+08:00");
    expect(world.toChat(direct("wang")).join("\n")).not.toContain("您这周记了");
    await world.passes("2026-11-27T16:41+08:00");
    expect(world.toChat(direct("wang")).at(-1)).toBe(
      [
        "您这周记了6条：民情1、手记5（只有您看得到）",
        "N6 11月23日 第5件事",
        "N5 11月23日 第4件事",
        "N4 11月23日 第3件事",
        "N3 11月23日 第2件事",
        "N2 11月23日 第1件事",
        "……前面还有1条",
        "找记过的：/手记 找 水渠",
      ].join("\n"),
    );
    await world.passes("2026-11-30T09:00+08:00");
    expect(world.toChat(direct("wang")).filter((text) => text.includes("您这周记了"))).toHaveLength(1);
    expect(world.toChat(direct("zhou")).slice(before).join("\n")).not.toContain("您这周记了");
  });

  test("a note can be handed over, and stays one's own", async () => {
    await world.says("sun", "/手记 三社水渠明年要清淤");
    expect(await world.says("sun", "/手记 转交办 N1 周明 期限：下周五")).toContain(
      "交出去了 J1：三社水渠明年要清淤，周明",
    );
    expect(await world.says("sun", "N1")).toContain("三社水渠");
    expect(await world.says("zhou", "N1")).toContain("没有您能看的");
    expect(await world.says("sun", "/手记 转交办")).toBe("哪一条？说它的号，如 N12。");
  });

  test("a book is given to whoever follows by its author alone, and taken back within a day", async () => {
    await world.says("zhou", "在吗");
    await world.says("wang", "/民情 三社老李家儿子在苏州");
    await world.says("wang", "/手记 水渠");
    expect(await world.says("wang", "/民情 交给 李大山")).toBe("李大山不是干部，民情交不了。");
    expect(await world.says("wang", "/民情 交给 周明")).toContain("要把您的民情1条交给周明，以后只有他看得到");
    expect(await world.says("wang", "取消")).not.toContain("交好了");
    await world.says("wang", "/民情 交给 周明");
    expect(await world.says("wang", "交给")).toBe("交好了：民情1条给了周明。一天内要收回发：/民情 收回");
    expect(world.toChat(direct("zhou")).at(-1)).toBe("王建国把民情1条交给您了，现在只有您看得到。看：/民情 列表");
    expect(await world.says("zhou", "/民情 列表")).toContain("N1 11月21日 民情 三社老李家儿子在苏州");
    expect(await world.says("wang", "/民情 列表")).toBe("没有记过民情。");
    expect(await world.says("wang", "/手记 列表")).toContain("水渠");
    expect(await world.says("sun", "/交接 撤销")).toBe("一天内没有可撤的交接。");
    expect(await world.says("wang", "/民情 收回")).toBe("收回了1条，还是只有您看得到。");
    expect(await world.says("wang", "/民情 列表")).toContain("N1");
    expect(await world.says("zhou", "/民情 列表")).toBe("没有记过民情。");
    expect(await world.says("wang", "/民情 收回")).toBe("一天内没有交出去的民情。");
  });
});
