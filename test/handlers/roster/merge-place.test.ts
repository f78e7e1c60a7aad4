import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { everything } from "../../faults/ledgers.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("/合并 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  test("a village goes into another one with its sections, records, people and groups", async () => {
    await world.says("zhou", "/谈心 东卧牛 赫书记 低保");
    await world.says("zhou", "/走访 东卧牛一社 老李家 没事");
    await world.says("li", "反映：三社的渠堵了");
    expect(await world.says("li", "提议村民会议")).toMatch(/^记下了：.*；1名村民提议/);
    expect(await world.says("admin", "/合并 东卧牛村 西卧牛村")).toBe(
      "要把新会镇东卧牛村并入新会镇西卧牛村，跟过去的有3个社和湾、3条记录、2人、1个群。一天内可以撤回。确认就回“合并”，不并回“取消”。",
    );
    expect(await world.says("admin", "合并")).toBe(
      "合并好了：东卧牛村并入西卧牛村，记录、人和群都跟过去了，说“东卧牛村”也认得。一天内错了发：/合并 撤销",
    );
    expect(await world.says("li", "提议村民会议")).toMatch(/^您已经提议过了：.*；1名村民提议/);
    expect(await world.says("sun", "/覆盖 谈心")).toMatch(/^谈心 1\/4村/);
    expect(await world.says("sun", "/覆盖 走访")).toContain("社1/6");
    expect(await world.says("sun", "查 东卧牛 最近")).toContain("西卧牛村最近");
    expect(await world.says("sun", "T1")).toContain("西卧牛村");
    expect(await world.says("zhou", "/走访 东卧牛一社 老赵家 没事")).toMatch(/走访 .*一社/);
    expect(await world.says("wang", "/意见 列表")).toContain("O1");
    expect(await world.says("wang", "/谈心 西卧牛 老冯 水渠")).toContain("记下了");
    await world.says("wang", "撤销");
    // kept figures are those of the records
    const cells = await world.store.read.coverage.all();
    await world.store.write((tables) => tables.coverage.recount());
    expect(await world.store.read.coverage.all()).toEqual(cells);
  });

  test("within a day it is taken back: everything that went along comes back, and what came since stays", async () => {
    const hidden = new Set([
      "inbox",
      "outbox",
      "audit",
      "mergers",
      "accounts",
      "once",
      "settings",
      "counters",
      "moves",
    ]);
    const standing = async () => {
      const tables = Object.entries(await everything(world.url)).filter(([name]) => !hidden.has(name));
      return new Map(tables.map(([name, rows]) => [name, rows.map((row) => JSON.stringify(row)).sort()]));
    };
    await world.says("zhou", "/谈心 东卧牛 赫书记 低保");
    await world.says("zhou", "/走访 东卧牛一社、二社 老李家 没事");
    await world.says("li", "反映：三社的渠堵了");
    await world.says("sun", "/交办 王建国 修渠 期限：下周五");
    await world.says("sun", "/专项 新建 东村走访 走访 东卧牛 各社 到12月31日");
    await world.store.write(async (tables) => {
      const cadreId = (await tables.people.byAccount("sandbox:zhou"))?.person_id ?? "";
      for (const target of ["东卧牛村", "西卧牛村"])
        await tables.pairings.add({ cadreId, kind: "包村", target, targetIs: "place" }, world.now());
      const duty = { person_id: cadreId, from_day: "2026-11-21", to_day: "9999-12-31" };
      for (const place_id of ["东卧牛村", "西卧牛村"]) await tables.duties.set({ ...duty, place_id });
      const call = { body: "representatives", speaks_for: "representatives", at: world.now() } as const;
      for (const [place_id, voice] of [
        ["东卧牛村", "of both"],
        ["西卧牛村", "of both"],
        ["东卧牛村", "of one"],
      ] as const)
        await tables.assemblyCalls.add({ ...call, place_id, voice, cause: `${place_id} ${voice}` });
    });
    const before = await standing();
    await world.says("admin", "/合并 东卧牛村 西卧牛村");
    await world.says("admin", "合并");
    expect(await standing()).not.toEqual(before);
    const asked = (place_id: string) =>
      world.store.read.assemblyCalls.of({ place_id, body: "representatives" }).then((rows) => rows.length);
    expect([await asked("东卧牛村"), await asked("西卧牛村")]).toEqual([0, 2]);
    expect(await world.says("sun", "/合并 撤销")).toContain("要管理员才能用");
    expect(await world.says("admin", "撤销")).toBe(
      "撤回了合并：东卧牛村照旧，原来的记录、人和群都还给它了。合并以后新记到西卧牛村的还在西卧牛村。",
    );
    expect(await standing()).toEqual(before);
    expect(await world.says("admin", "/合并 撤销")).toBe("一天内没有可撤的合并。");
    // what came since stays where it was said, and what was put right goes its own way
    await world.says("admin", "/合并 东卧牛村 西卧牛村");
    await world.says("admin", "合并");
    await world.says("zhou", "/谈心 西卧牛 老冯 水渠");
    world.waits(new Date(world.now() + 23 * 60 * 60_000).toISOString());
    expect(await world.says("admin", "/合并 撤销")).toContain("撤回了合并");
    expect(await world.says("sun", "T1")).toContain("东卧牛村");
    expect(await world.says("sun", "T2")).toContain("西卧牛村");
    expect(await world.says("zhou", "/走访 东卧牛一社 老赵家 没事")).toContain("东卧牛村一社");
    const cells = await world.store.read.coverage.all();
    await world.store.write((tables) => tables.coverage.recount());
    expect(await world.store.read.coverage.all()).toEqual(cells);
  });

  test("not after a day, and not when the place it went into is gone itself", async () => {
    for (const words of ["/合并 石门村 柳河村", "合并", "/合并 柳河村 李家湾村", "合并"])
      await world.says("admin", words);
    expect(await world.says("admin", "撤销")).toContain("撤回了合并：柳河村照旧");
    expect(await world.says("admin", "撤销")).toContain("撤回了合并：石门村照旧");
    for (const words of ["/合并 石门村 柳河村", "合并"]) await world.says("admin", words);
    await world.store.write((tables) => tables.places.rename("柳河村", "新柳河村"));
    expect(await world.says("admin", "/合并 撤销")).toContain("石门村照旧");
    for (const words of ["/合并 石门村 柳河村", "合并"]) await world.says("admin", words);
    world.waits("2026-11-23T10:00:00+08:00");
    expect(await world.says("admin", "/合并 撤销")).toBe("一天内没有可撤的合并。");
  });

  test("a section is ended by going into its village; what does not fit is refused", async () => {
    await world.says("zhou", "/走访 西卧牛一社 冯家 没事");
    expect(await world.says("admin", "/合并 西卧牛一社 西卧牛村")).toContain("1条记录");
    expect(await world.says("admin", "取消")).not.toContain("合并好了");
    await world.says("admin", "/合并 西卧牛一社 西卧牛村");
    expect(await world.says("admin", "合并")).toContain("合并好了：一社并入西卧牛村");
    expect(await world.says("sun", "/覆盖 走访 西卧牛")).toContain("村1/1（本周+1） 社0/1");
    expect(await world.says("admin", "/合并 石门村 石门村")).toContain("同一个地方");
    expect(await world.says("admin", "/合并 新会镇 云湖县")).toContain("请重新导入");
    expect(await world.says("admin", "/合并 东卧牛村 东卧牛一社")).toContain("反过来写");
    expect(await world.says("admin", "/合并 石门村 东卧牛一社")).toContain("不是一级");
    expect(await world.says("sun", "/合并 石门村 柳河村")).toContain("要管理员才能用");
    expect(await world.says("admin", "/合并 石门村 柳河村", group("office"))).not.toContain("要把");
    expect(world.toChat(direct("admin")).at(-1)).toBeDefined();
  });
});
