import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { engines, group, openWorld, type World } from "../../world.ts";

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
});
