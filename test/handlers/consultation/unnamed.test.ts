import { afterEach, describe, expect, test } from "@jest/globals";
import { createSeal } from "../../../src/store/engine/seal.ts";
import { everything, rowsOf } from "../../faults/ledgers.ts";
import { direct, engines, group, openWorld, type World, worldKey } from "../../world.ts";

const village = group("village");
const question = "/征求 村口装监控，同意不同意？ 截止：11月23日18:00";

describe.each(engines)("an answer without a name on %s", (engine) => {
  let worlds: World[] = [];
  afterEach(async () => {
    for (const world of worlds) await world.close();
    worlds = [];
  });

  /** A consultation in which three speak in the group, and `who` without a name. */
  async function held(who: string, ...words: readonly string[]): Promise<World> {
    const world = await openWorld({ engine });
    worlds.push(world);
    for (const one of ["li", "xiuying"]) await world.says(one, "你好");
    await world.says("wang", question, village);
    for (const one of ["a", "b", "c"]) await world.says(one, "同意", village);
    for (const text of words) await world.says(who, text);
    return world;
  }

  test("counts once, can be changed until the end, and no group hears of it", async () => {
    const world = await held("li", "匿名 C1 同意", "C1 反对（匿名）");
    expect(world.toChat(direct("li")).slice(-2)).toEqual([
      expect.stringMatching(/^记下了，C1 匿名/),
      expect.stringMatching(/^记下了，C1 匿名/),
    ]);
    expect(await world.says("wang", "/征求 结果 C1")).toContain("已收4人：同意3，反对1");
    // who says it in the group as well counts by what came last
    await world.says("li", "同意", village, { sentAt: world.now() + 60_000 });
    expect(await world.says("wang", "/征求 结果 C1")).toContain("已收4人：同意4，反对0");
    expect(await world.says("li", "匿名 C1 路灯不亮")).toContain("没听出您选哪个，没记");
    expect(await world.says("stranger", "匿名 C1 同意")).toContain("没有您能匿名说的 C1，没记");
    expect(await world.says("li", "匿名 C1 我收回")).toContain("您匿名说的不算了");
    await world.passes("2026-11-23T18:02+08:00");
    expect(await world.says("li", "匿名 C1 反对")).toContain("已经截止，没记");
  });

  test("is written in no inbox, audit, outbox or log by name or words", async () => {
    const world = await held("li");
    const before = await everything(world.url);
    await world.says("li", "匿名 C1 反对，怕被人看见");
    const after = await everything(world.url);
    const grown = Object.keys(after)
      .filter((table) => after[table]?.length !== before[table]?.length)
      .sort();
    expect(grown).toEqual(["consultation_secrets", "consultation_voices", "outbox"]);
    expect(after.accounts).toEqual(before.accounts);
    expect(world.sealed.join()).not.toContain("怕被人看见");
    expect(world.logged.join()).not.toContain("li");
  });

  test("leaves, once it is closed, nothing by which it could be told who it was", async () => {
    const [one, other] = [await held("li", "匿名 C1 反对"), await held("xiuying", "匿名 C1 反对")];
    const away = [await rowsOf(one.url, createSeal(worldKey)), await rowsOf(other.url, createSeal(worldKey))];
    expect(away[0]).not.toEqual(away[1]);
    for (const world of [one, other]) await world.passes("2026-11-23T18:02+08:00");
    for (const world of [one, other]) expect(world.toChat(village).at(-1)).toContain("收到4人：同意3，反对1");
    expect(await rowsOf(one.url, createSeal(worldKey))).toEqual(await rowsOf(other.url, createSeal(worldKey)));
    const { consultation_secrets, consultation_voices } = await everything(one.url);
    expect([consultation_secrets, consultation_voices]).toEqual([[], []]);
  });

  test("is not found again by a recall of its message, and its sender can still take it back", async () => {
    const world = await held("li");
    await world.says("li", "匿名 C1 反对", direct("li"), { platformId: "secret-9" });
    const before = await rowsOf(world.url, createSeal(worldKey));
    await world.receives({
      ...{ type: "recall", key: "r9", platformId: "secret-9", chat: direct("li"), sentAt: world.now() },
      by: "sandbox:li",
    });
    const after = await rowsOf(world.url, createSeal(worldKey));
    expect(after.filter((row) => !before.includes(row)).join("\n")).not.toMatch(/secret-9|反对/);
    expect(await world.says("wang", "/征求 结果 C1")).toContain("已收4人：同意3，反对1");
    expect(await world.says("li", "匿名 C1 我收回")).toContain("您匿名说的不算了");
    expect(await world.says("wang", "/征求 结果 C1")).toContain("已收3人：同意3，反对0");
    expect(world.logged.join()).not.toContain("secret-9");
  });

  test("that fails is not kept either, and its sender is asked to say it again", async () => {
    const world = await held("li");
    const write = world.store.write;
    let left = 1;
    const broken = world.store.read.consultationVoices;
    expect(broken).toBeDefined();
    Object.assign(world.store, {
      write: (work: Parameters<typeof write>[0]) =>
        write((tables) =>
          left-- > 0
            ? work(
                new Proxy(tables, {
                  get: (all, name) => (name === "consultationVoices" ? undefined : Reflect.get(all, name)),
                }),
              )
            : work(tables),
        ),
    });
    const before = (await everything(world.url)).inbox?.length;
    expect(await world.says("li", "匿名 C1 反对")).toBe("这条没办成，也没留底，请再发一次。");
    expect((await everything(world.url)).inbox).toHaveLength(before ?? -1);
    expect(world.logged.join()).not.toMatch(/m\d+/);
  });
});
