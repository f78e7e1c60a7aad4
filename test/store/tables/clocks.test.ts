import { expect, test } from "@jest/globals";
import type { NewRecord } from "../../../src/store/tables/records.ts";
import { onEachEngine } from "../open.ts";

const reminder = {
  kind: "reminder" as const,
  town_id: "town",
  account: "a",
  author_id: null,
  owner_account: "a",
  chat: "c",
  next_at: 600,
  text: "开会",
  fingerprint: "f",
  created_at: 0,
};

onEachEngine("clocks", (db) => {
  let count = 0;
  const add = async (more: Partial<NewRecord> = {}) => {
    const made = await db.write((tables) => tables.records.add({ ...reminder, cause: `r${++count}`, ...more }));
    return { ...made, next_at: more.next_at ?? reminder.next_at };
  };
  const struck = (next: number | null, now: number) => ({
    next,
    state: next === null ? "fired" : "open",
    waiting: next !== null,
    now,
  });

  test("are claimed by one of two who race, and then are not due", async () => {
    const row = await add({ owner_account: "race" });
    const racers = [1, 2].map(() => db.write((tables) => tables.clocks.claim(row, struck(null, 550))));
    expect((await Promise.all(racers)).sort()).toEqual([false, true]);
    expect(await db.read.clocks.dueFor("reminder", "race", 600)).toEqual([]);
  });

  test("that come again are claimed once per occurrence", async () => {
    const row = await add({ owner_account: "again" });
    expect(await db.write((tables) => tables.clocks.claim(row, struck(700, 600)))).toBe(true);
    expect(await db.write((tables) => tables.clocks.claim(row, struck(700, 600)))).toBe(false);
    expect((await db.read.clocks.dueFor("reminder", "again", 700)).map((due) => due.next_at)).toEqual([700]);
  });

  test("that are due are listed per account with the earliest minute, the earliest first", async () => {
    for (const [owner_account, next_at] of [
      ["two", 30],
      ["two", 20],
      ["one", 10],
      ["later", 99],
    ] as const)
      await add({ owner_account, next_at });
    expect(await db.read.clocks.dueUntil(40, 10)).toEqual([
      { kind: "reminder", owner: "one", at: 10 },
      { kind: "reminder", owner: "two", at: 20 },
    ]);
    expect(await db.read.clocks.dueUntil(40, 1)).toHaveLength(1);
    expect(await db.read.clocks.earliest()).toBe(10);
  });

  test("are numbered per town and found by number there", async () => {
    const first = await add({ town_id: "t1" });
    const second = await add({ town_id: "t1" });
    await add({ town_id: "t2" });
    expect([first.number, second.number]).toEqual([1, 2]);
    const both = await db.write((tables) =>
      tables.records.addAll(["both 1", "both 2"].map((cause) => ({ ...reminder, town_id: "t1", cause }))),
    );
    expect(both.map(({ number }) => number)).toEqual([3, 4]);
    expect((await db.read.records.find(["t1"], ["reminder"], 2)).map(({ id }) => id)).toEqual([second.id]);
    expect(await db.read.records.find(["t1", "t2"], ["reminder"], 1)).toHaveLength(2);
  });

  test("that were sent wait for an answer by account or person, the latest first", async () => {
    const early = await add({ owner_account: "f", owner_id: "p", next_at: 100 });
    const late = await add({ owner_account: "f", owner_id: "p", next_at: 200, rule: "{}" });
    await add({ owner_account: "f", owner_id: "p", next_at: 300 });
    await db.write((tables) => tables.clocks.claim(early, struck(null, 110)));
    await db.write((tables) => tables.clocks.claim(late, struck(900, 210)));
    const fired = async (account: string, personId: string | null, since: number) =>
      (await db.read.clocks.rungFor(account, personId, since)).map(({ id }) => id);
    expect(await fired("f", null, 0)).toEqual([late.id, early.id]);
    expect(await fired("other", "p", 110)).toEqual([late.id]);
    await db.write((tables) =>
      tables.records.change({ id: late.id, kind: "reminder", state: "open" }, { rung_at: null }),
    );
    expect(await fired("f", null, 0)).toEqual([early.id]);
  });

  test("keep their words sealed", async () => {
    const { id } = await add({ owner_account: "sealed", text: "给老李送药" });
    const [row] = await db.read.clocks.ownedBy("reminder", "sealed", null, 5);
    expect(row?.id).toBe(id);
    expect(JSON.stringify(row)).not.toContain("老李");
    expect(row && db.read.records.openText(row)).toBe("给老李送药");
  });
});
