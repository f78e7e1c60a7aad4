import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { handOut } from "../../../jobs/hand-out.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("those in charge, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    for (const who of ["wang", "zhou", "sun"]) await world.says(who, "你好");
  });
  afterEach(() => world.close());
  const heard = (who: string) => world.toChat(direct(who)).filter((text) => text.includes("新增意见"));

  test("hear twice a workday what came, once each, and answer by quoting it", async () => {
    await world.says("li", "三社水管漏了");
    await world.says("xiuying", "匿名 一社广场堆着垃圾");
    await world.says("li", "意见：桥上护栏松了", group("village"));
    await world.passes("2026-11-23T11:29:00+08:00");
    expect(heard("wang")).toEqual([]);
    await world.passes("2026-11-23T11:31:00+08:00");
    const [first = "", ...more] = heard("wang");
    expect(more).toEqual([]);
    expect(first.split("\n").slice(0, 4)).toEqual([
      "东卧牛村新增意见3条：",
      "O1 三社水管漏了（李大山，在苏州）",
      "O2 一社广场堆着垃圾（不具名）",
      "O3 桥上护栏松了（李大山，在苏州）",
    ]);
    // the town has somebody in the village for that
    expect(heard("zhou")).toEqual([]);
    await handOut.run({ until: Date.parse("2026-11-23T11:30:00+08:00") }, world.context);
    expect(heard("wang")).toHaveLength(1);

    expect(await world.says("wang", "O2 明天派人清走")).toBe("答复 O2“一社广场堆着垃圾”：明天派人清走\n①发 ②改");
    expect(await world.says("wang", "1")).toContain("O2 的答复发回本人了");
    expect(world.toChat(direct("xiuying")).at(-1)).toContain("有答复：明天派人清走");

    // what is answered before the next time is no news
    await world.says("li", "四号井没盖");
    await world.says("xiuying", "自来水浑");
    expect(await world.says("wang", "/答复 O4 已经盖上了")).toContain("O4");
    await world.passes("2026-11-23T17:01:00+08:00");
    const second = heard("wang").at(-1) ?? "";
    expect(second).toBe("东卧牛村新增意见1条：\nO5 自来水浑（王秀英）\n引用这条写上话，就是答复。");
    const quote = { quote: { text: second } };
    expect(await world.says("wang", "水厂后天来冲管", direct("wang"), quote)).toBe(
      "答复 O5“自来水浑”：水厂后天来冲管\n①发 ②改",
    );
    expect(await world.says("wang", "2")).toContain("怎么答复");
    expect(await world.says("wang", "水厂周四来冲管")).toContain("O5");
    expect(world.toChat(direct("xiuying")).at(-1)).toContain("水厂周四来冲管");
  });

  test("are whoever is tied to the village; of what accuses somebody, a secretary above and never the accused", async () => {
    const zhou = await world.store.read.accounts.get("sandbox:zhou");
    if (!zhou?.person_id) throw new Error("nobody on that account");
    const cadreId = zhou.person_id;
    await world.store.write((tables) =>
      tables.pairings.add({ cadreId, kind: "包村", target: "东卧牛村", targetIs: "place" }, world.now()),
    );
    await world.says("li", "三社水管漏了");
    await world.says("li", "王建国把低保给了他亲戚");
    await world.passes("2026-11-23T11:31:00+08:00");
    expect(heard("wang")).toEqual([]);
    expect(heard("zhou").join()).toContain("O1 三社水管漏了");
    expect(heard("zhou").join()).not.toContain("低保");
    expect(heard("sun").join()).toContain("王建国把低保给了他亲戚");
    expect(heard("sun").join()).not.toMatch(/李大山|水管/);
  });

  test("see who said it when they ask one-to-one, and never in a group", async () => {
    await world.says("li", "三社水管漏了");
    await world.says("xiuying", "路灯不亮，对外不具名");
    const list = await world.says("wang", "/意见 列表 未答复");
    expect(list).toMatch(/O1 .*三社水管漏了 李大山，在苏州（等答复）\nO2 .*路灯不亮 不具名（等答复）/);
    expect(await world.says("sun", "/意见 列表 东卧牛", group("office"))).not.toMatch(/李大山|不具名/);
  });
});
