import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { untilMonth } from "../../../src/ledger/enrolment.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

test.each([
  ["到明年12月", "2027-12-31"],
  ["到2028年2月", "2028-02-29"],
  ["到3月底", "2027-03-31"],
  ["到12月", "2026-12-31"],
  ["石门", null],
] as const)("%s", (said, day) => expect(untilMonth(said, "2026-11-21")).toBe(day));

describe.each(engines)("/整顿 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.says("admin", "/专项 新建 后进村整顿 名册");
  });
  afterEach(() => world.close());
  const meets = (day: string, village = "石门村") =>
    world.store.write(async (tables) => {
      await tables.motions.assemble({
        ...{ id: day, place_id: village, body: "representatives", day, due: 30, present: 25 },
        ...{ extra: "{}", quorate: 1, cause: day, by_id: null, at: 1 },
      });
    });

  test("a village passes with nothing open and its representatives met, and is struck off after a year", async () => {
    for (const who of ["sun", "zhou"]) await world.says(who, "帮助");
    expect(await world.says("sun", "/整顿 列入 石门 包：周明 到明年12月 依据：县委会议")).toBe(
      "石门村列入整顿：包：周明，到2027年12月31日。问题这样交办：/交办 清单 来源：整顿·石门。列错了：/整顿 撤下 石门村 列错了",
    );
    expect(world.toChat(direct("zhou")).at(-1)).toBe("石门村列入整顿了，到2027年12月31日。看要办的：/整顿 石门村");
    expect(await world.says("sun", "/整顿 列入 石门")).toContain("石门村已在册");
    await world.says("sun", "/交办 王主任 石门账目公开 期限：下周三 来源：整顿·石门");
    expect(await world.says("zhou", "/整顿 达标 石门")).toBe("石门村还不能达标：J1没办完；这一季没开过村代会。");
    await world.says("wang", "办好了 J1 公开了");
    await world.says("sun", "核实 J1");
    expect(await world.says("zhou", "/整顿 达标 石门")).toBe("石门村还不能达标：这一季没开过村代会。");
    await meets("2026-11-20");
    expect(await world.says("zhou", "/整顿 达标 石门")).toBe("提了：石门村达标，等上级书记同意。");
    expect(world.toChat(direct("sun")).at(-1)).toContain("同意回：/整顿 同意 石门村");
    expect(await world.says("sun", "/整顿 石门")).toContain("石门村 在册（11月21日起），包：周明");
    expect(await world.says("sun", "/本周")).toContain("整顿在册1（逾期0）");
    expect(await world.says("sun", "/整顿 同意 石门")).toContain("石门村达标，今天起跟踪一年");
    expect(await world.says("admin", "/整顿 销号 石门 依据：县委常委会")).toContain("满一年才能销号，还差365天");
    expect(await world.says("sun", "/整顿 列表")).toBe("在册1：已转化1（跟踪1、销号0），逾期0\n石门村 跟踪（周明）");
    world.waits("2027-11-21T10:00:00+08:00");
    expect(await world.says("sun", "/整顿 销号 石门 依据：会")).toContain("要县里的书记来定");
    expect(await world.says("admin", "/整顿 销号 石门")).toContain("请写依据");
    expect(await world.says("admin", "/整顿 销号 石门 依据：县委常委会")).toBe("石门村销号了。");
    expect(await world.says("sun", "/整顿 石门")).toContain("依据：县委常委会");
  });

  test("where a register asks for it, the last survey that is counted has to come to so much, and no open one", async () => {
    await world.says("admin", "/专项 结束 后进村整顿");
    expect(await world.says("admin", "/专项 新建 整顿二批 名册 满意度101分")).toContain("最多100分");
    expect(await world.says("admin", "/专项 新建 整顿二批 名册 满意度80分")).toContain("名册，达标要满意度80分");
    await world.says("sun", "/整顿 列入 东卧牛");
    await meets("2026-11-20", "东卧牛村");
    expect(await world.says("sun", "/整顿 达标 东卧牛")).toBe("东卧牛村还不能达标：满意度还没有结果，要80分。");
    const survey = "/评议 新建 满意度 东卧牛村 截止：12月22日18:00 监票：李大山、王建国";
    await world.says("sun", survey);
    const counted = (state: string, counts: readonly (readonly [number, number])[]) =>
      world.store.write(async (tables) => {
        const [row] = await tables.appraisals.below("/county/town/东卧牛村/", { limit: 1, offset: 0 });
        const [object] = row ? await tables.appraisals.objects(row.id) : [];
        const [panel] = row ? await tables.appraisals.panels(row.id) : [];
        if (!row || !object || !panel) throw new Error("no survey");
        await tables.appraisals.setCells(
          row.id,
          panel.id,
          counts.map(([grade, count]) => ({ object_id: object.id, grade, count })),
        );
        await tables.records.change(row, { state });
      });
    // 很满意、满意、一般; whoever comes may vote in the first one, which decides nothing
    await counted("published", [[0, 20]]);
    expect(await world.says("sun", "/整顿 东卧牛")).toContain("满意度还没有结果");
    expect(await world.says("sun", survey.replace("截止", "群众：纸票 截止"))).toContain("A2 满意度 东卧牛村");
    await counted("open", [[0, 20]]);
    expect(await world.says("sun", "/整顿 东卧牛")).toContain("满意度还没有结果");
    await counted("published", [
      [1, 10],
      [2, 10],
    ]);
    expect(await world.says("sun", "/整顿 达标 东卧牛")).toBe("东卧牛村还不能达标：最近满意度70.0分，要80分。");
    await counted("published", [
      [0, 10],
      [2, 10],
    ]);
    expect(await world.says("sun", "/整顿 达标 东卧牛")).toContain("东卧牛村达标");
  });

  test("a relapse puts it back, the county admits with a reason, what was listed by mistake is taken out", async () => {
    await world.says("sun", "/整顿 列入 石门");
    expect(await world.says("sun", "/整顿 达标 石门 依据：看过了")).toContain("还不能达标");
    expect(await world.says("admin", "/整顿 达标 石门 依据：县委看过了")).toContain("石门村达标");
    expect(await world.says("sun", "/整顿 重新列入 石门")).toContain("请写原因");
    expect(await world.says("sun", "/整顿 重新列入 石门 老问题又出来了")).toBe("石门村重新列入整顿。");
    expect(await world.says("admin", "/整顿 撤下 石门 列错了")).toBe("石门村从名册上撤下了。");
    expect(await world.says("sun", "/整顿 石门")).toContain("石门村不在册");
    expect(await world.says("sun", "/整顿 列入 石门")).toContain("列入整顿");
  });

  test("nobody beside the county, the town, its secretary and whoever is in charge learns of it, and no group", async () => {
    await world.says("sun", "/整顿 列入 石门");
    for (const who of ["wang", "zhou"]) expect(await world.says(who, "/整顿 石门")).toContain("石门村不在册");
    expect(await world.says("zhou", "/整顿 列表")).toBe("名册上没有您管的村。");
    expect(await world.says("li", "/整顿 石门")).toContain("要干部才能用");
    for (const place of ["village", "office"])
      expect(await world.says("sun", "/整顿 石门", group(place))).not.toContain("在册");
    expect(await world.says("zhou", "/整顿 列入 柳河")).toContain("要书记才能用");
    expect(await world.says("sun", "/简报")).not.toContain("石门");
    // what a village's own secretary is sent is forwarded
    await world.store.write(async (tables) => {
      const [he] = await tables.people.candidates({ names: ["赫振山"] }, { path: "/" });
      await tables.people.nameAccount("sandbox:he", he?.id ?? "");
    });
    await world.says("sun", "/整顿 列入 东卧牛");
    expect(await world.says("he", "/整顿 东卧牛")).toContain("东卧牛村 在册");
    expect(await world.says("he", "/本周")).not.toContain("整顿");
  });
});
