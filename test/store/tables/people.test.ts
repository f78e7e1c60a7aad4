import { beforeAll, expect, test } from "@jest/globals";
import type { Called } from "../../../src/store/tables/candidates.ts";
import { type Db, onEachEngine } from "../open.ts";
import { pathOf, putPerson, putTown } from "../town.ts";

onEachEngine("people", (db) => {
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    await db.write(async (tables) => {
      await putTown(tables);
      ids.east = await putPerson(tables, "王秀英", { homePlaceId: "s1" });
      ids.west = await putPerson(tables, "王秀英", { homePlaceId: "west" });
      ids.chief = await putPerson(tables, "赫振山");
      const post = { personId: ids.chief, role: "cadre", placeId: "east", title: "村主任", now: 0 } as const;
      await tables.people.addPost(post);
      await tables.people.addPost({ ...post, placeId: "west", title: "会计" });
    });
  });
  const found = async (wanted: Parameters<Db["read"]["people"]["candidates"]>[0], at: string) =>
    (await db.read.people.candidates(wanted, { path: pathOf(at) })).map(({ id }) => id).sort();

  test("are found by the beginning of a name below a place, with its neighbours left out", async () => {
    expect(await found({ surname: "王" }, "town")).toEqual([ids.east, ids.west].sort());
    expect(await found({ surname: "王秀" }, "west")).toEqual([ids.west]);
    expect(await found({ surname: "王" }, "s10")).toEqual([]);
    expect(await found({ names: ["王秀英", "王"] }, "town")).toHaveLength(2);
    expect(await found({ names: ["王秀"] }, "town")).toEqual([]);
  });

  test("are found by a title once, with all posts held below the place and no others", async () => {
    const [chief, ...others] = await db.read.people.candidates({ title: "主任" }, { path: pathOf("town") });
    expect(others).toEqual([]);
    const [first, second] = [
      { placeId: "east", title: "村主任" },
      { placeId: "west", title: "会计" },
    ];
    expect(chief).toMatchObject({ id: ids.chief, posts: [first, second] });
    expect(await db.read.people.candidates({ title: "主任" }, { path: pathOf("east") })).toMatchObject([
      { id: ids.chief, posts: [first] },
    ]);
  });

  test("of a surname are above the villages those of offices alone, of a whole name everybody", async () => {
    const wide = { path: pathOf("county"), officesOnly: true };
    const mayor = await db.write(async (tables) => {
      const personId = await putPerson(tables, "王镇长", { homePlaceId: "east" });
      await tables.people.addPost({ personId, role: "secretary", placeId: "town", title: "镇长", now: 0 });
      return personId;
    });
    const called = async (called: Called) => (await db.read.people.candidates(called, wide)).map(({ id }) => id).sort();
    expect(await called({ surname: "王" })).toEqual([mayor]);
    expect(await called({ title: "长" })).toEqual([mayor]);
    expect(await called({ names: ["王秀英", "王秀"] })).toEqual([ids.east, ids.west].sort());
  });

  test("take a title's wildcard signs as they stand", async () => {
    expect(await found({ title: "主%任" }, "town")).toEqual([]);
    expect(await found({ title: "_任" }, "west")).toEqual([]);
  });

  test("of one name are known by home and posts, with what tells them apart", async () => {
    const called = await db.read.roster.called(["王秀英", "赫振山"]);
    const places = (id: string | undefined) => called.find((person) => person.id === id)?.placeIds;
    expect(places(ids.east)).toEqual(["s1"]);
    expect(places(ids.chief)).toEqual(["east", "west"]);
    expect(called.map(({ name }) => name).filter((name) => name === "王秀英").length).toBeGreaterThan(1);
  });

  test("are given a post once; a new title takes the place of the old", async () => {
    const post = { personId: ids.east ?? "", role: "cadre", placeId: "west", now: 0 } as const;
    for (const title of ["会计", "妇女主任"]) await db.write((tables) => tables.people.ensurePost({ ...post, title }));
    await db.write((tables) => tables.people.ensurePost({ ...post, role: "secretary", title: "" }));
    const posts = await db.read.people.posts(post.personId);
    expect(posts.map(({ role, title, place_path }) => [role, title, place_path])).toEqual([
      ["cadre", "妇女主任", pathOf("west")],
      ["secretary", "", pathOf("west")],
    ]);
  });

  test("hold posts that reach down to a place, the nearest first", async () => {
    await db.write((tables) =>
      tables.people.addPost({ personId: ids.west ?? "", role: "cadre", placeId: "town", title: "", now: 0 }),
    );
    const holders = await db.read.people.holders("cadre", pathOf("s1"));
    expect(holders.map(({ person_id }) => person_id)).toEqual([ids.chief, ids.west]);
  });

  test("named by an account that was seen already are its person at once", async () => {
    await db.write(async (tables) => {
      const seen = { person_id: null, name: "", direct_chat: null, last_used_at: 1 };
      await tables.accounts.touch({ ...seen, key: "qq:1:user:x", short: "qq:x" });
      await tables.people.nameAccount("qq:x", ids.east ?? "");
    });
    expect((await db.read.accounts.get("qq:1:user:x"))?.person_id).toBe(ids.east);
    expect((await db.read.people.byAccount("qq:x"))?.person_id).toBe(ids.east);
  });

  test("keep what an import does not say", async () => {
    const id = ids.east ?? "";
    await db.write(async (tables) => {
      await tables.roster.correct(id, { awayCity: "苏州", partyMember: true, phone: "13800001234" });
      await tables.roster.correct(id, { fatherName: "王大山", phone: null });
    });
    const row = await db.read.people.get(id);
    expect(row).toMatchObject({ home_place_id: "s1", away_city: "苏州", party_member: 1, father_name: "王大山" });
    expect(row?.phone_sealed).not.toContain("1380000");
    const [known] = (await db.read.roster.called(["王秀英"])).filter((person) => person.id === id);
    expect(known?.phone).toBe("13800001234");
  });
});
