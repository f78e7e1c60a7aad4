import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { dayOf } from "../../../src/chinese/time/index.ts";
import { openWorld, type World } from "../../world.ts";

/** More than any of these lists was once cut at. */
const villages = 2_100;

describe("what is read whole, however large the place", () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  test("stays in villages: whose ends last is told of it beside two thousand others", async () => {
    const now = world.now();
    await world.store.write(async (tables) => {
      const settler = async (name: string, placeId: string, until: string) => {
        const cadreId = await tables.people.add({
          ...{ name, homePlaceId: null, awayCity: null, partyMember: false, phone: null, now },
        });
        await tables.stations.station({ cadreId, placeId, until, goal: "" }, now);
      };
      for (let at = 0; at < villages; at++) {
        const path = `/county/other/w${at}/`;
        await tables.places.put(
          {
            ...{ id: `w${at}`, parent_id: "county", level: "village", level_word: "", name: `外${at}村` },
            path,
            town_id: "county",
          },
          [],
        );
        await settler(`驻${at}`, `w${at}`, "2026-12-31");
      }
      const zhou = (await tables.people.candidates({ names: ["周明"] }, { path: "/" }))[0]?.id ?? "";
      await tables.stations.station({ cadreId: zhou, placeId: "石门村", until: "2028-12-31", goal: "" }, now);
    });
    expect(await world.says("zhou", "/驻点")).toContain("石门村");
    expect(await world.says("sun", "/驻点")).toMatch(/^驻点1个/u);
    expect(await world.says("admin", "/驻点")).toMatch(new RegExp(`^驻点${villages + 1}个`, "u"));
    expect(await world.store.read.stations.below("/county/")).toHaveLength(villages + 1);
    expect(await world.store.read.motions.villages("/county/")).toHaveLength(villages + 5);
  });

  test("villages that were all reached: those it is longest ago of, in the order of the tree, page by page", async () => {
    const all = Array.from({ length: 1_300 }, (_, at) => `z${10_000 + at}`);
    await world.store.write(async (tables) => {
      for (const id of all) {
        const path = `/county/${id}/`;
        const [parent_id, level, level_word, name, town_id] = ["county", "village", "", id, "county"] as const;
        await tables.places.put({ id, parent_id, level, level_word, name, path, town_id }, []);
        // all but two on one day
        const day = id === "z11000" ? "2026-11-02" : id === "z10500" ? "2026-11-20" : "2026-11-10";
        await tables.coverage.add({ kind: "talk", paths: [path], personId: null, day });
      }
    });
    const below = { campaign: "talk", path: "/county/", level: "village", who: "" } as const;
    const aboveTowns = { towns: () => ["one", "other"], count: () => all.length };
    const part = async (offset: number) =>
      (await world.store.read.coverage.gaps(below, { limit: 3, offset }, aboveTowns)).map(({ id }) => id);
    expect(await part(0)).toEqual(["z11000", "z10000", "z10001"]);
    expect(await part(1_297)).toEqual(["z11298", "z11299", "z10500"]);
  });

  test("campaigns: a village's own is found beside hundreds that run in others", async () => {
    const today = dayOf(world.now());
    await world.store.write(async (tables) => {
      for (let at = 0; at < 260; at++)
        await tables.campaigns.open({
          ...{ cause: `c${at}`, place_id: "county", title: `专项${at}`, kind: "visit", level: "village", minimum: 1 },
          ...{ from_day: today, to_day: today, account: "sandbox:admin", created_at: world.now(), people: [] },
        });
    });
    await world.says("sun", "/专项 新建 冬季走访 走访 各社 到12月31日");
    expect(await world.says("sun", "/专项 冬季走访")).toContain("冬季走访");
    expect(await world.store.read.campaigns.around("/county/town/")).toHaveLength(261);
  });

  test("the steps of a record: the last is known after hundreds", async () => {
    await world.says("sun", "/交办 周明 三社路灯修好 期限：12月4日");
    for (let at = 0; at < 110; at++) {
      await world.says("zhou", `J1 进展 第${at}步`);
      world.waits(new Date(world.now() + 3 * 60_000).toISOString());
    }
    await world.says("sun", "J1 撤回 弄错了");
    expect(await world.says("sun", "J1 撤回 弄错了")).toContain("J1 已经撤回了");
  });
});
