import { type Kysely, sql } from "kysely";
import { reminderLetter } from "../../ledger/letters.ts";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import { nextNumber } from "./records.ts";

type Row = Schema["reminders"];
export type ReminderRow = Row;
export type NewReminder = Omit<Row, "id" | "number" | "state" | "text_sealed" | "fired_at"> & { readonly text: string };

/** As a literal: the condition of a partial index must stand in the statement itself. */
const open = sql<boolean>`state = 'open'`;

export const reminders = (db: Kysely<Schema>, seal: Seal) => ({
  async add({ town_id, ...reminder }: NewReminder): Promise<{ id: string; number: number }> {
    const [made] = await this.addAll(town_id, [reminder]);
    if (!made) throw new Error("the reminder was not made");
    return made;
  },

  /** Those of one record, numbered one after another. */
  async addAll(
    townId: string,
    reminders: readonly Omit<NewReminder, "town_id">[],
  ): Promise<{ id: string; number: number }[]> {
    if (reminders.length === 0) return [];
    const last = await nextNumber(db, townId, reminderLetter, reminders.length);
    const rows = reminders.map(({ text, ...reminder }, index) => ({
      ...reminder,
      id: newId(),
      town_id: townId,
      number: last - reminders.length + 1 + index,
      state: "open" as const,
      fired_at: null,
      text_sealed: seal.seal(text),
    }));
    await db.insertInto("reminders").values(rows).execute();
    return rows.map(({ id, number }) => ({ id, number }));
  },

  openText: (row: Pick<Row, "text_sealed">): string => seal.open(row.text_sealed),

  /** Whom something is due for, each with the earliest minute that is. */
  dueUntil: (until: number, limit: number): Promise<{ for_account: string; due_at: number }[]> =>
    db
      // by itself the grouping would be done along the index of all accounts, also of those with nothing due
      .with(
        (due) => due("due").materialized(),
        (rows) =>
          rows.selectFrom("reminders").select(["for_account", "due_at"]).where(open).where("due_at", "<=", until),
      )
      .selectFrom("due")
      .select((row) => ["for_account", row.fn.min("due_at").as("due_at")])
      .groupBy("for_account")
      .orderBy("due_at")
      .limit(limit)
      .execute() as Promise<{ for_account: string; due_at: number }[]>,

  async earliest(): Promise<number | null> {
    const row = await db
      .selectFrom("reminders")
      .select((reminder) => reminder.fn.min("due_at").as("at"))
      .where(open)
      .executeTakeFirst();
    return row?.at == null ? null : Number(row.at);
  },

  dueFor: (forAccount: string, until: number): Promise<Row[]> =>
    db
      .selectFrom("reminders")
      .selectAll()
      .where("for_account", "=", forAccount)
      .where(open)
      .where("due_at", "<=", until)
      .orderBy("due_at")
      .orderBy("id")
      .limit(50)
      .execute(),

  /** Takes this occurrence for oneself: true for exactly one caller. `next` null ends the reminder. */
  async claim(row: Pick<Row, "id" | "due_at">, next: number | null, now: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("reminders")
      .set({ fired_at: now, ...(next === null ? { state: "fired" as const } : { due_at: next }) })
      .where("id", "=", row.id)
      .where("due_at", "=", row.due_at)
      .where(open)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },

  /** Open ones meant for an account or its person. */
  openFor: (account: string, personId: string | null): Promise<Row[]> =>
    db
      .selectFrom("reminders")
      .selectAll()
      .where((row) =>
        row.or([
          row("for_account", "=", account),
          row("account", "=", account),
          ...(personId ? [row("for_person_id", "=", personId)] : []),
        ]),
      )
      .where(open)
      .orderBy("due_at")
      .limit(50)
      .execute(),

  find: (townIds: readonly string[], number: number): Promise<Row[]> =>
    db
      .selectFrom("reminders")
      .selectAll()
      .where("town_id", "in", [...townIds])
      .where("number", "=", number)
      .limit(5)
      .execute(),

  /** Reminders sent to an account and not answered, the latest first: 办好了, 明天再说 and 推迟 speak of them. */
  fired: (account: string, personId: string | null, since: number): Promise<Row[]> =>
    db
      .selectFrom("reminders")
      .selectAll()
      .where((row) =>
        row.or([row("for_account", "=", account), ...(personId ? [row("for_person_id", "=", personId)] : [])]),
      )
      .where("state", "in", ["open", "fired"])
      .where("fired_at", ">", since)
      .orderBy("fired_at", "desc")
      .orderBy("id", "desc")
      .limit(20)
      .execute(),

  /** It was answered: the next answer speaks of another. */
  async answered(id: string): Promise<void> {
    await db.updateTable("reminders").set({ fired_at: null }).where("id", "=", id).execute();
  },

  async setState(id: string, state: Row["state"], dueAt?: number): Promise<void> {
    await db
      .updateTable("reminders")
      .set(dueAt === undefined ? { state } : { state, due_at: dueAt })
      .where("id", "=", id)
      .execute();
  },

  repeated: (account: string, fingerprint: string, since: number): Promise<Row | undefined> =>
    db
      .selectFrom("reminders")
      .selectAll()
      .where("account", "=", account)
      .where("fingerprint", "=", fingerprint)
      .where("created_at", ">", since)
      .where(open)
      .limit(1)
      .executeTakeFirst(),

  lastIn: (account: string, chat: string, since: number): Promise<Row | undefined> =>
    db
      .selectFrom("reminders")
      .selectAll()
      .where("account", "=", account)
      .where("chat", "=", chat)
      .where("created_at", ">=", since)
      .where("record_id", "is", null)
      .where("state", "in", ["open", "fired"])
      .orderBy("created_at", "desc")
      .limit(1)
      .executeTakeFirst(),

  async cancelOf(recordId: string): Promise<number> {
    const { numUpdatedRows } = await db
      .updateTable("reminders")
      .set({ state: "cancelled" })
      .where("record_id", "=", recordId)
      .where(open)
      .executeTakeFirst();
    return Number(numUpdatedRows);
  },

  /** Those a message set that no record belongs to. */
  async cancelCausedBy(causePrefix: string): Promise<number> {
    const { numUpdatedRows } = await db
      .updateTable("reminders")
      .set({ state: "cancelled" })
      .where("cause", ">=", causePrefix)
      .where("cause", "<", `${causePrefix}\u{10ffff}`)
      .where("state", "=", "open")
      .executeTakeFirst();
    return Number(numUpdatedRows);
  },

  /** Open reminders of one person's accounts due within a span, earliest first. */
  between: (personId: string, from: number, to: number): Promise<Row[]> =>
    db
      .selectFrom("reminders")
      .selectAll()
      .where("for_person_id", "=", personId)
      .where(open)
      .where("due_at", ">=", from)
      .where("due_at", "<", to)
      .orderBy("due_at")
      .limit(20)
      .execute(),

  async openCount(): Promise<number> {
    const row = await db
      .selectFrom("reminders")
      .select((row) => row.fn.countAll<number>().as("count"))
      .where(open)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },
});
