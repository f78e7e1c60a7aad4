import { afterEach, describe, expect, test } from "@jest/globals";
import { everything } from "../../faults/ledgers.ts";
import { direct, engines, type World } from "../../world.ts";
import { decide, last, openVillage } from "./village.ts";

let world: World;
afterEach(() => world.close());

describe.each(engines)("from suggestions to decisions, on %s", (engine) => {
  test("are counted as one counts them by hand, and shown with the opinions", async () => {
    world = await openVillage(engine);
    const said = ["建议：修三社水渠", "建议：三社装路灯", "建议：村口种树", "意见：路太脏", "建议：建凉亭"];
    for (const text of said) {
      await world.says("li", text);
      world.waits(new Date(world.now() + 3 * 60_000).toISOString());
    }
    await world.says("li", "撤销 O5");
    await decide(world, "修水渠装路灯", { from: "O1、O2" });
    await decide(world, "清扫道路", { from: "O4" });
    // what is only begun is decided by nobody
    await world.says("wang", "/议题 新建 种树 来自：O3");
    // by hand: three suggestions stand, two of them are in one decision, another decision comes from an opinion
    expect(await world.says("wang", "/议题 建议")).toBe(
      "东卧牛村 今年：建议3→决议1（33.3%）；采纳建议2条（66.7%）；另有决议1件不来自建议",
    );
    expect(await world.says("sun", "/议题 建议 去年")).toContain("建议0→决议0；采纳建议0条");
    expect(await world.says("li", "/议题 建议")).toContain("要干部才能用");
    const list = await world.says("wang", "/意见 列表");
    expect(list).toMatch(/O1.*→M1/u);
    expect(list).toMatch(/O3.*→M3/u);
    // decided and stopped, its suggester has heard three times and never hears again
    await world.says("wang", "M1 停 资金没批");
    await world.says("wang", "M1 重议 钱有了");
    const told = world.toChat(direct("li")).filter((text) => text.startsWith("您的建议（O1）"));
    expect(told).toEqual([
      expect.stringContaining("进了议题 M1"),
      expect.stringContaining("在村民代表会议定了"),
      expect.stringContaining("没有办成"),
    ]);
  });

  test("work of a decision is handed over, and once it is done its result is offered", async () => {
    world = await openVillage(engine);
    await decide(world, "修水渠");
    await world.says("he", "/交办 M1 王建国 把水渠修好 12月30日前");
    expect(last(world, "wang")).toContain("来自议题 M1。");
    await world.says("wang", "签收");
    expect(await world.says("wang", "办好了 J1 硬化1.2公里")).toContain(
      "M1 走到结果公布就发：M1 结果 办成了什么，花了多少。",
    );
    expect(last(world, "he")).toContain("M1 走到结果公布就发");
  });

  test("a fifth of the representatives, a tenth of the villagers: the committee hears it, and nobody's name", async () => {
    world = await openVillage(engine);
    await world.store.write(async (tables) => {
      const name = async (account: string, called: string, isKnown: boolean) => {
        const id = await tables.people.add({
          ...{ name: called, homePlaceId: "东卧牛村二社", awayCity: null, partyMember: false, phone: null },
          now: world.now(),
        });
        await tables.people.addPost({
          ...{ personId: id, role: "villager", placeId: "东卧牛村", title: "村民代表", now: world.now() },
        });
        if (isKnown) await tables.people.nameAccount(`sandbox:${account}`, id);
      };
      for (let n = 0; n < 10; n++) await name(`r${n}`, `代表${"一二三四五六七八九十"[n]}`, n < 3);
    });
    expect(await world.says("li", "提议村代会")).toBe("村代会由村民代表提议。村民可以提议村民会议：提议村民会议");
    expect(await world.says("r0", "提议召开村代会")).toBe(
      "记下了：1名村民代表提议，共10名，够2名就告诉村里。谁提的不告诉任何人。不提了回“提议村民代表会议 撤回”。",
    );
    expect(await world.says("r0", "提议村代会")).toContain("您已经提议过了：1名村民代表提议");
    expect(await world.says("r0", "提议村代会 撤回")).toContain("撤回了");
    const { platformId } = { platformId: "p1" };
    await world.says("r1", "提议村代会", direct("r1"), { platformId });
    await world.receives({ type: "recall", key: "r1", platformId, chat: direct("r1"), sentAt: world.now() });
    await world.says("r0", "提议村代会");
    expect(last(world, "he")).not.toContain("提议");
    expect(await world.says("r2", "提议村代会")).toContain("够数了，已经告诉东卧牛村要召集村民代表会议");
    for (const who of ["he", "wang", "chen"])
      expect(last(world, who)).toBe(
        "东卧牛村五分之一以上的村民代表提议召集村民代表会议（2/10），应当召集（村民委员会组织法第三十条）。谁提的不告诉任何人。开了记：/会议 村民代表会议 12月12日 应到/实到",
      );
    const { assembly_calls = [] } = await everything(world.url);
    expect(JSON.stringify(assembly_calls)).not.toContain("sandbox:r");
    // once more is nothing new, and after the meeting it is asked for anew
    const before = world.toChat(direct("he")).length;
    await world.says("r1", "提议村代会");
    expect(world.toChat(direct("he"))).toHaveLength(before);
    await world.says("wang", "/会议 村代会 11月21日 36/30");
    world.waits("2026-11-23T10:00+08:00");
    expect(await world.says("r1", "提议村代会")).toContain("记下了：1名村民代表提议");
    // for all villagers a tenth of those of age is enough, of which the village says how many there are
    expect(await world.says("li", "提议村民会议")).toContain("村里还没登记");
    await world.says("he", "/议题 设置 成年人 20");
    expect(await world.says("xiuying", "提议村民会议")).toContain("够数了");
    expect(last(world, "wang")).toContain("十分之一以上的村民提议召集村民会议（2/20）");
  });
});
