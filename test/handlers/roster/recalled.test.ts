import { afterEach, describe, expect, test } from "@jest/globals";
import { direct, engines, openWorld, type World } from "../../world.ts";

let world: World;
afterEach(() => world.close());
const last = (who: string) => world.toChat(direct(who)).at(-1) ?? "";

describe.each(engines)("a recalled order on the roster, on %s", (engine) => {
  test("stands, and its sender hears so and how it is put back", async () => {
    world = await openWorld({ engine });
    const said = async (who: string, words: string, platformId: string) => {
      await world.says(who, words, direct(who), { platformId });
      world.waits(new Date(world.now() + 60_000).toISOString());
      await world.receives({
        type: "recall",
        key: `r${platformId}`,
        platformId,
        chat: direct(who),
        sentAt: world.now(),
      });
    };
    await said("sun", "/撤岗 王建国 东卧牛村", "p1");
    expect(last("sun")).toBe("撤回的那条“撤岗”已经办了，还算数。要退回去回“撤销”。");
    expect(await world.says("sun", "撤销")).toContain("撤销了撤岗：王建国的岗位照旧");
    await said("sun", "/登记 马骏 石门村 岗位：干部", "p2");
    expect(last("sun")).toContain("撤回的那条“登记”已经办了");
    await said("admin", "/改名 石门村 石门社区", "p3");
    expect(last("admin")).toContain("要改回去再发一次“/改名”");
    await said("li", "/在外 杭州", "p4");
    expect(last("li")).toContain("撤回的那条“在外”已经办了");
    // what is taken back with its message says nothing more
    await said("wang", "/谈心 东卧牛 赫书记 路灯", "p5");
    expect(last("wang")).toContain("记下了 T1");
    expect(await world.says("wang", "T1")).toContain("没有您能看的");
  });
});
