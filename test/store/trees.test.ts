import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { DatabaseSync } from "@photostructure/sqlite";
import { openEmpty } from "./open.ts";

// Each tree that a row stands in is a page more to write for a message: so many and no more.

type Index = { readonly name: string; readonly partial: number; readonly origin: string };

/** Trees that take an entry of every row: the table's own, those of its keys, and indexes without a condition. */
const always: Readonly<Record<string, number>> = {
  inbox: 4,
  records: 5,
  outbox: 3,
  counters: 1,
  coverage: 1,
  accounts: 2,
  groups: 2,
  once: 1,
  dialogs: 1,
};

describe("trees that every row stands in on SQLite", () => {
  let file: InstanceType<typeof DatabaseSync>;
  let opened: Awaited<ReturnType<typeof openEmpty>>;
  beforeAll(async () => {
    opened = await openEmpty("sqlite");
    file = new DatabaseSync(opened.file, { readOnly: true });
  });
  afterAll(async () => {
    file.close();
    await opened.remove();
  });

  test.each(Object.keys(always))("%s", (table) => {
    const indexes = file.prepare(`pragma index_list(${table})`).all() as Index[];
    const [{ wr }] = file.prepare(`pragma table_list(${table})`).all() as [{ wr: number }];
    const whole = indexes.filter(({ partial, origin }) => partial === 0 && !(wr === 1 && origin === "pk"));
    expect([table, whole.length + 1]).toEqual([table, always[table]]);
  });

  test("are made anew with all their indexes", () => {
    const names = (file.prepare("pragma index_list(outbox)").all() as Index[]).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["outbox_open", "outbox_replies", "outbox_posts", "outbox_said"]));
  });
});
