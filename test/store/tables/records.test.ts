import { beforeAll, expect, test } from "@jest/globals";
import { onEachEngine } from "../open.ts";
import { pathOf, putPerson, putTown } from "../town.ts";

const record = {
  kind: "talk",
  town_id: "town",
  place_id: "east",
  chat: "c",
  account: "a",
  author_id: null,
  with_person_id: null,
  with_name: "赫书记",
  day: "2026-11-21",
  at: null,
  category: "",
  sensitive: false,
  text: "低保",
  fields: {},
  fingerprint: "f",
  created_at: 0,
} as const;

onEachEngine("records", (db) => {
  let count = 0;
  beforeAll(() => db.write(putTown));
  const add = (more: Partial<Parameters<typeof db.read.records.add>[0]> = {}) =>
    db.write((tables) => tables.records.add({ ...record, cause: `i${++count}`, ...more }));

  test("are numbered from 1 per town and letter", async () => {
    const numbers = [await add(), await add(), await add({ kind: "opinion" }), await add({ town_id: "county" })];
    expect(numbers.map(({ number }) => number)).toEqual([1, 2, 1, 1]);
  });

  test("written at the same time have numbers of their own", async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => add({ kind: "visit" })));
    expect(made.map(({ number }) => number).sort((one, other) => one - other)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });

  test("are repeated by the same words, account and chat within the window, while they stand", async () => {
    const { id } = await add({ account: "rep", fingerprint: "same", created_at: 1000 });
    const repeated = async (account: string, chat: string, print: string, since: number) =>
      (await db.read.records.repeated(account, chat, print, since))?.id;
    expect(await repeated("rep", "c", "same", 999)).toBe(id);
    expect(await repeated("rep", "c", "same", 1000)).toBeUndefined();
    expect(await repeated("rep", "c", "other", 0)).toBeUndefined();
    expect(await repeated("rep", "other", "same", 0)).toBeUndefined();
    expect(await repeated("else", "c", "same", 0)).toBeUndefined();
    await db.write((tables) => tables.records.withdraw(id, 2000));
    expect(await repeated("rep", "c", "same", 0)).toBeUndefined();
  });

  test("are withdrawn by one of two who try at the same time", async () => {
    const { id } = await add();
    const tries = [1, 2].map((at) => db.write((tables) => tables.records.withdraw(id, at)));
    expect((await Promise.all(tries)).sort()).toEqual([false, true]);
  });

  test("last made in a chat come newest first, withdrawn ones left out", async () => {
    const first = await add({ chat: "last", created_at: 10 });
    const second = await add({ chat: "last", created_at: 10 });
    expect((await db.read.records.lastIn("a", "last", 10))?.id).toBe(second.id);
    await db.write((tables) => tables.records.withdraw(second.id, 11));
    expect((await db.read.records.lastIn("a", "last", 10))?.id).toBe(first.id);
    expect(await db.read.records.lastIn("a", "last", 11)).toBeUndefined();
  });

  test("come from one message once", async () => {
    await add({ cause: "twice" });
    await expect(add({ cause: "twice" })).rejects.toThrow();
  });

  test("that are sensitive are kept sealed", async () => {
    const { id } = await add({ account: "s", text: "困难户", sensitive: true, fields: { 问题: ["没钱看病"] } });
    const [row] = await db.read.records.mine("s", null, 5);
    expect(row?.id).toBe(id);
    expect(`${row?.text}${row?.fields}`).not.toMatch(/困难户|没钱看病/);
    expect(row && db.read.records.openText(row)).toBe("困难户");
  });

  test("are one's own by account or by person", async () => {
    const person = await db.write((tables) => putPerson(tables, "李"));
    await add({ account: "m1", author_id: person, created_at: 1 });
    await add({ account: "m2", author_id: person, created_at: 2 });
    expect((await db.read.records.mine("m1", null, 5)).map((row) => row.account)).toEqual(["m1"]);
    expect((await db.read.records.mine("m1", person, 5)).map((row) => row.account)).toEqual(["m2", "m1"]);
    expect(await db.read.records.mine("m1", person, 1)).toHaveLength(1);
  });

  const anybody = { personId: null, accusationsBelow: [] };

  test("are counted below a path since a moment, apart for those who are away", async () => {
    const away = await db.write((tables) => putPerson(tables, "外", { awayCity: "苏州" }));
    const opinion = { kind: "opinion", created_at: 1_000_000 } as const;
    await add({ ...opinion, place_id: "s10", author_id: away });
    await add({ ...opinion, place_id: "west" });
    const gone = await add({ ...opinion, place_id: "west", created_at: 999 });
    await db.write((tables) => tables.records.withdraw(gone.id, 1_000_001));
    expect((await db.read.waiting.freshSince(pathOf("town"), 1_000_000, anybody)).get("opinion")).toEqual({
      total: 2,
      away: 1,
    });
    expect((await db.read.waiting.freshSince(pathOf("west"), 0, anybody)).get("opinion")).toEqual({
      total: 1,
      away: 0,
    });
    expect(await db.read.waiting.count("opinion", pathOf("west"), anybody)).toEqual({
      total: 1,
      inState: 0,
      oldest: 1_000_000,
    });
    expect(await db.read.waiting.count("opinion", pathOf("s1"), anybody)).toEqual({
      total: 0,
      inState: 0,
      oldest: null,
    });
  });

  test("that accuse somebody are there for those above, below the places they may read of, and never for the accused", async () => {
    const opinion = { kind: "opinion", created_at: 1_000_000 } as const;
    const accusing = await add({ ...opinion, place_id: "s10", accused: ["p1"] });
    const plain = await add({ ...opinion, place_id: "west" });
    const both = [accusing.id, plain.id].sort();
    const seen = async (personId: string | null, ...accusationsBelow: string[]) => {
      const onlooker = { personId, accusationsBelow };
      const listed = (await db.read.waiting.list("opinion", pathOf("town"), { limit: 9, offset: 0 }, onlooker))
        .map(({ id }) => id)
        .sort();
      expect((await db.read.waiting.count("opinion", pathOf("town"), onlooker)).total).toBe(listed.length);
      const fresh = (await db.read.waiting.freshSince(pathOf("town"), 0, onlooker)).get("opinion");
      expect(fresh?.total ?? 0).toBe(listed.length);
      return listed.filter((id) => both.includes(id));
    };
    expect(await seen("p2", pathOf("town"))).toEqual(both);
    expect(await seen(null, pathOf("west"), pathOf("town"))).toEqual(both);
    expect(await seen("p2", pathOf("west"))).toEqual([plain.id]);
    expect(await seen("p2")).toEqual([plain.id]);
    expect(await seen("p1", pathOf("town"))).toEqual([plain.id]);
  });
});
