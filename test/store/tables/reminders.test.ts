import { expect, test } from "@jest/globals";
import type { NewReminder } from "../../../src/store/tables/reminders.ts";
import { onEachEngine } from "../open.ts";

const reminder = {
  town_id: "town",
  record_id: null,
  account: "a",
  author_id: null,
  for_account: "a",
  for_person_id: null,
  chat: "c",
  due_at: 600,
  rule: null,
  text: "开会",
  fingerprint: "f",
  created_at: 0,
};

onEachEngine("reminders", (db) => {
  let count = 0;
  const add = async (more: Partial<NewReminder> = {}) => {
    const made = await db.write((tables) => tables.reminders.add({ ...reminder, cause: `r${++count}`, ...more }));
    return { ...made, due_at: more.due_at ?? reminder.due_at };
  };

  test("are claimed by one of two who race, and then are not due", async () => {
    const row = await add({ for_account: "race" });
    const racers = [1, 2].map(() => db.write((tables) => tables.reminders.claim(row, null, 550)));
    expect((await Promise.all(racers)).sort()).toEqual([false, true]);
    expect(await db.read.reminders.dueFor("race", 600)).toEqual([]);
  });

  test("that come again are claimed once per occurrence", async () => {
    const row = await add({ for_account: "again" });
    expect(await db.write((tables) => tables.reminders.claim(row, 700, 600))).toBe(true);
    expect(await db.write((tables) => tables.reminders.claim(row, 700, 600))).toBe(false);
    expect((await db.read.reminders.dueFor("again", 700)).map((due) => due.due_at)).toEqual([700]);
  });

  test("that are due are listed per account with the earliest minute, the earliest first", async () => {
    for (const [for_account, due_at] of [
      ["two", 30],
      ["two", 20],
      ["one", 10],
      ["later", 99],
    ] as const)
      await add({ for_account, due_at });
    expect(await db.read.reminders.dueUntil(40, 10)).toEqual([
      { for_account: "one", due_at: 10 },
      { for_account: "two", due_at: 20 },
    ]);
    expect(await db.read.reminders.dueUntil(40, 1)).toHaveLength(1);
    expect(await db.read.reminders.earliest()).toBe(10);
  });

  test("are numbered per town and found by number there", async () => {
    const first = await add({ town_id: "t1" });
    const second = await add({ town_id: "t1" });
    await add({ town_id: "t2" });
    expect([first.number, second.number]).toEqual([1, 2]);
    const { town_id, ...plain } = { ...reminder, town_id: "t1" };
    const both = await db.write((tables) =>
      tables.reminders.addAll(town_id, [
        { ...plain, cause: "both 1" },
        { ...plain, cause: "both 2" },
      ]),
    );
    expect(both.map(({ number }) => number)).toEqual([3, 4]);
    expect((await db.read.reminders.find(["t1"], 2)).map(({ id }) => id)).toEqual([second.id]);
    expect(await db.read.reminders.find(["t1", "t2"], 1)).toHaveLength(2);
  });

  test("fall with their record, the fired ones not", async () => {
    const fired = await add({ record_id: "rec" });
    await add({ record_id: "rec" });
    await db.write((tables) => tables.reminders.claim(fired, null, 550));
    expect(await db.write((tables) => tables.reminders.cancelOf("rec"))).toBe(1);
    expect(await db.write((tables) => tables.reminders.cancelOf("rec"))).toBe(0);
  });

  test("that were sent wait for an answer by account or person, the latest first", async () => {
    const early = await add({ for_account: "f", for_person_id: "p", due_at: 100 });
    const late = await add({ for_account: "f", for_person_id: "p", due_at: 200, rule: "{}" });
    await add({ for_account: "f", for_person_id: "p", due_at: 300 });
    await db.write((tables) => tables.reminders.claim(early, null, 110));
    await db.write((tables) => tables.reminders.claim(late, 900, 210));
    const fired = async (account: string, personId: string | null, since: number) =>
      (await db.read.reminders.fired(account, personId, since)).map(({ id }) => id);
    expect(await fired("f", null, 0)).toEqual([late.id, early.id]);
    expect(await fired("other", "p", 110)).toEqual([late.id]);
    await db.write((tables) => tables.reminders.answered(late.id));
    expect(await fired("f", null, 0)).toEqual([early.id]);
  });

  test("keep their words sealed", async () => {
    const { id } = await add({ for_account: "sealed", text: "给老李送药" });
    const [row] = await db.read.reminders.openFor("sealed", null);
    expect(row?.id).toBe(id);
    expect(JSON.stringify(row)).not.toContain("老李");
    expect(row && db.read.reminders.openText(row)).toBe("给老李送药");
  });
});
