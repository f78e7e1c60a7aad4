import { beforeAll, expect, test } from "@jest/globals";
import type { PlaceLevel } from "../../../src/chinese/names/place-level.ts";
import type { Role } from "../../../src/store/schema.ts";
import { onEachEngine } from "../open.ts";

const now = Date.parse("2026-11-21T10:00:00+08:00");
const places: readonly (readonly [path: string, level: PlaceLevel])[] = [
  ["/c/", "city"],
  ["/c/da/", "county"],
  ["/c/db/", "county"],
  ["/c/da/t/", "town"],
  ["/c/da/t/v/", "village"],
  ["/c/da/t/v/s/", "section"],
  ["/c/da/t/w/", "village"],
];
type Post = readonly [role: Role, at: string];
const people: readonly (readonly [name: string, home: string | null, posts: readonly Post[]])[] = [
  ["钱干部", "w", [["cadre", "w"]]],
  [
    "赵两职",
    "v",
    [
      ["cadre", "w"],
      ["secretary", "t"],
      ["cadre", "t"],
    ],
  ],
  ["李村民", "s", [["villager", "v"]]],
  ["孙村民", "v", []],
  ["韩书记", null, [["secretary", "c"]]],
];

onEachEngine("the places and people at the console", (db) => {
  beforeAll(() =>
    db.write(async (tables) => {
      for (const [path, level] of places) {
        const [id = "", parent = null] = path.split("/").filter(Boolean).reverse();
        await tables.places.put({ id, parent_id: parent, level, level_word: "", name: id, path, town_id: id }, []);
      }
      for (const [name, homePlaceId, posts] of people) {
        const facts = { homePlaceId, awayCity: null, partyMember: false, phone: null, now };
        const personId = await tables.people.add({ name, ...facts });
        for (const [role, placeId] of posts) await tables.people.addPost({ personId, role, placeId, title: "", now });
      }
      for (const [key, place] of [
        ["one", "v"],
        ["two", "t"],
      ] as const) {
        await tables.groups.meet(key, now, "all");
        await tables.groups.bind(key, place, "village");
      }
    }),
  );

  test.each([
    ["c", "city", { da: [4, 4, 2], db: [0, 0, 0] }],
    ["da", "county", { t: [3, 4, 2] }],
    ["t", "town", { v: [1, 3, 1], w: [0, 1, 0] }],
  ] as const)("each place below %s has with it what lies there and below", async (id, level, below) => {
    const found = await db.read.desk.children({ id, level });
    expect(found.map((one) => [one.id, [one.places, one.people, one.groups]])).toEqual(Object.entries(below));
  });

  test("who holds an office stands once, where it is held first, and page after page", async () => {
    const at = async (path: string, offset = 0, limit = 9) =>
      (await db.read.desk.people(path, "", { limit, offset })).map(({ name }) => name);
    expect(await at("/c/")).toEqual(["韩书记", "赵两职", "钱干部"]);
    expect([await at("/c/", 0, 2), await at("/c/", 2, 2)]).toEqual([["韩书记", "赵两职"], ["钱干部"]]);
    expect((await at("/c/da/t/w/")).sort()).toEqual(["赵两职", "钱干部"].sort());
    const [, both] = await db.read.desk.people("/c/", "", { limit: 9, offset: 0 });
    expect(both?.posts.map(({ role, place }) => `${place} ${role}`)).toEqual(["w cadre", "t secretary", "t cadre"]);
  });

  test("by a part of the name everybody is found who lives or works there, and nobody of elsewhere", async () => {
    const called = async (path: string, name: string) =>
      (await db.read.desk.people(path, name, { limit: 9, offset: 0 })).map((one) => one.name);
    expect(await called("/c/", "村民")).toEqual(["孙村民", "李村民"]);
    expect(await called("/c/", "书记")).toEqual(["韩书记"]);
    expect(await called("/c/da/", "书记")).toEqual([]);
    expect(await called("/c/da/t/w/", "赵")).toEqual(["赵两职"]);
  });

  test("groups to which nothing can be sent are counted, however many, below a path or all", async () => {
    await db.write(async (tables) => {
      for (let n = 0; n < 1003; n++) await tables.groups.meet(`sandbox:group:${n}`, now, "all");
      for (const [n, place] of ["v", "v", "db"].entries())
        await tables.groups.bind(`sandbox:group:${n}`, place, "village");
      for (let n = 1; n < 1003; n++) await tables.groups.died(`sandbox:group:${n}`, now);
    });
    const counted = (path: string | null) => db.read.desk.deadGroups(path);
    expect([await counted(null), await counted("/c/"), await counted("/c/da/")]).toEqual([1002, 2, 1]);
  });
});
