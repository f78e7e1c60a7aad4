import { beforeAll, expect, test } from "@jest/globals";
import { loadReference } from "../../../src/bot/places.ts";
import type { KindName } from "../../../src/ledger/kinds.ts";
import { onEachEngine } from "../open.ts";
import { pathOf, putTown } from "../town.ts";

const talk = (id: string, day: string, personId: string | null = null) => ({
  kind: "talk" as KindName,
  paths: [pathOf(id)] as const,
  personId,
  day,
});

onEachEngine("coverage cells", (db) => {
  const tree = async () => (await loadReference(db.read)).places;
  beforeAll(() => db.write(putTown));

  test("move for a place and all above it, for anybody and for the author", async () => {
    await db.write(async (tables) => {
      await tables.coverage.add(talk("s1", "2026-11-20", "p"));
      await tables.coverage.add(talk("west", "2026-11-22"));
      await tables.coverage.add({ ...talk("west", "2026-11-01"), kind: "visit" });
    });
    const cells = (await db.read.coverage.all())
      .filter(({ campaign }) => campaign === "talk")
      .map((cell) =>
        [cell.place_id, cell.who, cell.count, cell.first_day.slice(-2), cell.last_day.slice(-2)].join(" "),
      );
    expect(cells).toEqual([
      "county  2 20 22",
      "county p 1 20 20",
      "east  1 20 20",
      "east p 1 20 20",
      "s1  1 20 20",
      "s1 p 1 20 20",
      "town  2 20 22",
      "town p 1 20 20",
      "west  1 22 22",
    ]);
  });

  test("say how many places were reached, how many since a day and the longest ago, each person's own apart", async () => {
    const places = await tree();
    const summary = (level: "village" | "section", who: string, since = "2026-11-21", path = pathOf("town")) =>
      db.read.coverage.summary({ campaign: "talk", path, level, who }, since, places);
    expect(await summary("village", "")).toEqual({ all: 2, reached: 2, fresh: 1, oldest: "2026-11-20" });
    expect(await summary("village", "", "2026-11-20")).toMatchObject({ fresh: 2 });
    expect(await summary("village", "p")).toEqual({ all: 2, reached: 1, fresh: 0, oldest: "2026-11-20" });
    expect(await summary("section", "", "2026-11-20", pathOf("west"))).toEqual({
      ...{ all: 0, reached: 0, fresh: 0, oldest: null },
    });
  });

  test("name the first places never reached in the order of the tree", async () => {
    const places = await tree();
    const missing = async (level: "village" | "section", who: string, most: number) => {
      const found = await db.read.coverage.missing(
        { campaign: "talk", path: pathOf("town"), level, who },
        most,
        places,
      );
      return found.map(({ name }) => name);
    };
    expect(await missing("village", "", 5)).toEqual([]);
    expect(await missing("village", "p", 5)).toEqual(["west"]);
    expect(await missing("section", "", 5)).toEqual(["s10"]);
    expect(await missing("village", "nobody", 5)).toEqual(["east", "west"]);
    expect(await missing("village", "nobody", 1)).toEqual(["east"]);
  });

  test("are counted per level with those first reached since a day", async () => {
    const places = await tree();
    const counts = await db.read.coverage.counts(
      { campaign: "talk", path: pathOf("town"), who: "" },
      "2026-11-21",
      places,
    );
    expect(counts.get("village")).toEqual({ all: 2, reached: 2, fresh: 1 });
    expect(counts.get("section")).toEqual({ all: 2, reached: 1, fresh: 0 });
    const own = await db.read.coverage.counts(
      { campaign: "talk", path: pathOf("town"), who: "p" },
      "2026-11-21",
      places,
    );
    expect(own.get("village")).toEqual({ all: 2, reached: 1, fresh: 0 });
    expect(await db.read.coverage.at("talk", ["east", "west"], "p")).toMatchObject([{ place_id: "east", count: 1 }]);
  });

  test("of a county are read from what is kept, and say what its places say one by one", async () => {
    const places = await tree();
    const below = { campaign: "talk", path: pathOf("county") };
    expect(await db.read.coverage.counts({ ...below, who: "" }, "2026-11-21", places)).toEqual(
      new Map([
        ["village", { all: 2, reached: 2, fresh: 1 }],
        ["section", { all: 2, reached: 1, fresh: 0 }],
      ]),
    );
    // one's own are not kept
    expect((await db.read.coverage.counts({ ...below, who: "p" }, "2026-11-20", places)).get("village")).toEqual({
      ...{ all: 2, reached: 1, fresh: 1 },
    });
    const towns = (campaign: string, level: "village" | "section") =>
      db.read.coverage.byChild({ campaign, who: "", level }, "county", places);
    expect(await towns("talk", "section")).toEqual([{ id: "town", name: "town", all: 2, reached: 1 }]);
    expect(await towns("visit", "section")).toEqual([{ id: "town", name: "town", all: 2, reached: 0 }]);
    expect(await db.read.coverage.byChild({ campaign: "talk", who: "", level: "village" }, "east", places)).toEqual([]);
  });

  test("of a whole city are not asked one by one for the longest ago", async () => {
    const places = await tree();
    const county = { campaign: "talk", path: pathOf("county"), level: "village", who: "" } as const;
    const found = { reached: 2, fresh: 1 };
    expect(await db.read.coverage.summary(county, "2026-11-21", places)).toEqual({
      ...{ ...found, all: 2, oldest: "2026-11-20" },
    });
    const city = { ...places, count: () => 6216 };
    expect(await db.read.coverage.summary(county, "2026-11-21", city)).toEqual({ ...found, all: 6216, oldest: null });
  });

  test("say which campaigns were begun below a path", async () => {
    const begun = async (place: string) =>
      Promise.all(["talk", "visit"].map((campaign) => db.read.coverage.isBegun(campaign, place)));
    expect(await begun("town")).toEqual([true, true]);
    expect(await begun("east")).toEqual([true, false]);
  });
});
