import { type Kysely, sql } from "kysely";
import { type KindName, kindOf, kinds, waits } from "../../ledger/kinds.ts";
import { newId } from "../engine/id.ts";
import { type Given, statement } from "../engine/prepared.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";
import { answers, isAsked } from "./answers.ts";
import { changing } from "./changing.ts";
import { dayOfMoment, momentOfDay } from "./days.ts";
import { mostCaused } from "./moves.ts";
import { newRow, nextNumbers } from "./record-row.ts";
import { tallies } from "./tallies.ts";

type Row = Schema["records"];
export type RecordRow = Row;
export type { RecordChange } from "./changing.ts";
/** Person ids of whom something accuses, none of them when they are not on the roster; null when it accuses nobody. */
export type Accused = readonly string[] | null;
export type Fields = Readonly<Record<string, string | readonly string[]>>;

type Needed = "kind" | "town_id" | "chat" | "account" | "author_id" | "cause" | "text" | "fingerprint" | "created_at";
type Optional = Omit<
  Row,
  Needed | "id" | "number" | "state" | "waiting" | "sealed" | "sensitive" | "accused" | "fields" | "withdrawn_at"
>;
/** What is left out is nothing: no place, no owner, no clock. */
export type NewRecord = Pick<Row, Needed> &
  Partial<Optional> & { readonly sensitive?: boolean; readonly fields?: Fields; readonly accused?: Accused };

/** Kinds of which people say that they made one. */
const said = kinds.filter(({ apart }) => !apart).map(({ name }) => name);

const nothing: Optional = {
  place_id: null,
  of_id: null,
  origin_id: null,
  owner_account: null,
  owner_id: null,
  asker_account: null,
  asker_id: null,
  due_at: null,
  next_at: null,
  rung_at: null,
  heard_at: null,
  rule: null,
  with_person_id: null,
  with_name: "",
  day: "",
  at: null,
  category: "",
};

type Words = { readonly account: string; readonly chat: string; readonly fingerprint: string; readonly since: number };

const sameWords = statement((db, { account, chat, fingerprint, since }: Given<Words>) =>
  db
    .selectFrom("records")
    .select(["id", "kind", "number"])
    .where("account", "=", account)
    .where("chat", "=", chat)
    .where("created_at", ">", since)
    .where("fingerprint", "=", fingerprint)
    .where("withdrawn_at", "is", null)
    .orderBy("created_at", "desc")
    .limit(1),
);

export const records = (db: Kysely<Schema>, seal: Seal, { run }: Surroundings, kept = tallies(db, run)) => ({
  async add(record: NewRecord): Promise<{ id: string; number: number }> {
    const [made] = await this.addAll([record]);
    if (!made) throw new Error("the record was not made");
    return made;
  },

  /** Records of one kind and town, numbered one after another. @throws a unique violation when a cause has made one */
  async addAll(records: readonly NewRecord[]): Promise<{ id: string; number: number }[]> {
    const [first] = records;
    if (!first) return [];
    const kind = kindOf(first.kind);
    const count = records.length;
    const counter = await run.first(nextNumbers, { town: first.town_id, letter: kind.letter, count });
    const last = Number(counter?.value);
    const rows = records.map(({ sensitive = false, fields = {}, accused = null, text, ...given }, index): Row => {
      const sealed = sensitive || kind.sealed === true;
      const words = (value: string) => (sealed ? seal.seal(value) : value);
      return {
        id: newId(),
        number: last - count + 1 + index,
        state: kind.lifecycle.starts,
        waiting: waits(kind, kind.lifecycle.starts) ? 1 : 0,
        sensitive: sensitive ? 1 : 0,
        accused: accused === null ? "" : `,${accused.map((id) => `${id},`).join("")}`,
        sealed: sealed ? 1 : 0,
        text: words(text),
        fields: Object.keys(fields).length > 0 ? words(JSON.stringify(fields)) : "",
        withdrawn_at: null,
        ...nothing,
        ...given,
      };
    });
    const [row, ...more] = rows;
    if (row && more.length === 0) await run.send(newRow, row);
    else await db.insertInto("records").values(rows).execute();
    for (const { id, place_id } of rows) if (place_id !== null) await kept.step(kind.name, { id, from: "", to: "*" });
    return rows.map(({ id, number }) => ({ id, number }));
  },

  /** Counters that are behind, as after a restore, go on after the last number there is: else no message of that town is taken. */
  async catchUp(): Promise<void> {
    const kind = sql.join(
      kinds.map(({ name, letter }) => sql`when ${sql.lit(letter)} then ${sql.lit(name)}`),
      sql` `,
    );
    const last = sql<number>`(select max(number) from records where records.town_id = counters.town_id and kind = case letter ${kind} end)`;
    await db.updateTable("counters").set({ value: last }).where(sql<boolean>`value < coalesce(${last}, 0)`).execute();
  },

  fingerprint: (text: string): string => seal.fingerprint(text),

  openText: (row: Pick<Row, "sealed" | "text">): string => (row.sealed ? seal.open(row.text) : row.text),
  openFields: (row: Pick<Row, "sealed" | "fields">): Fields =>
    row.fields === "" ? {} : (JSON.parse(row.sealed ? seal.open(row.fields) : row.fields) as Fields),
  /** Words as they are written into this row. */
  words: (row: Pick<Row, "sealed">, text: string): string => (row.sealed ? seal.seal(text) : text),

  get: (id: string): Promise<Row | undefined> =>
    db.selectFrom("records").selectAll().where("id", "=", id).executeTakeFirst(),

  /** The same words by the same account in the same chat, standing, not older than `since`. */
  repeated: (account: string, chat: string, fingerprint: string, since: number) =>
    run.first(sameWords, { account, chat, fingerprint, since }),

  /** The last that an account made in a chat of its own right, not as a part of another. */
  lastIn: (account: string, chat: string, since: number): Promise<Row | undefined> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("account", "=", account)
      .where("chat", "=", chat)
      .where("created_at", ">=", since)
      .where("of_id", "is", null)
      .where("withdrawn_at", "is", null)
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirst(),

  /** What a message made, withdrawn or not: causes that begin with its key and `#`. */
  causedBy: (causePrefix: string): Promise<Row[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("cause", ">=", causePrefix)
      .where("cause", "<", `${causePrefix}\u{10ffff}`)
      .orderBy("created_at")
      .limit(mostCaused)
      .execute(),

  /** What belongs to a record and stands. */
  of: (id: string): Promise<Row[]> =>
    db.selectFrom("records").selectAll().where("of_id", "=", id).where("withdrawn_at", "is", null).limit(50).execute(),

  /** Standing records of a number, in the towns where it may be meant; several kinds for a number without a letter. */
  find: (townIds: readonly string[], kinds: readonly KindName[], number: number): Promise<Row[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("town_id", "in", [...townIds])
      .where("kind", "in", [...kinds])
      .where("number", "=", number)
      .where("withdrawn_at", "is", null)
      .limit(50)
      .execute(),

  /** Takes a standing record back; false when it was already. Its clock stops. `kind`: where it is known, what nobody answers costs no figures of answers. */
  async withdraw(id: string, at: number, kind?: KindName): Promise<boolean> {
    const fall = () =>
      db
        .updateTable("records")
        .set({ withdrawn_at: at, next_at: null, rung_at: null })
        .where("id", "=", id)
        .where("withdrawn_at", "is", null)
        .returning("kind")
        .executeTakeFirst();
    const fallen = await (kind === undefined || isAsked(kind) ? answers(run).around(id, fall) : fall());
    if (fallen) await kept.step(fallen.kind, { id, from: "*", to: "" });
    return fallen !== undefined;
  },

  /**
   * Records of a kind older than this no longer say whose they are: no account, no chat with one person, no hour, and
   * no step of the author's by which they could be found. What they say and where it was said stays.
   */
  async detachBefore(kind: KindName, before: number): Promise<void> {
    await kept.unname(kind, before);
    const named = db
      .selectFrom("records as old")
      .select("old.id")
      .where("old.kind", "=", kind)
      .where("old.created_at", "<", before)
      .where("old.account", "!=", "");
    const authorOf = (id: string) =>
      db.selectFrom("records as of").select("of.account").where("of.id", "=", sql.ref<string>(id));
    await db
      .updateTable("moves")
      .set({ account: "", person_id: null, chat: "", cause: sql`id` })
      .where("moves.record_id", "in", named)
      .where("moves.account", "=", authorOf("moves.record_id"))
      .execute();
    await db
      .updateTable("audit")
      .set({ account: "", person_id: null })
      .where("audit.subject", "in", named)
      .where("audit.account", "=", authorOf("audit.subject"))
      .execute();
    await db
      .updateTable("photos")
      .set({ account: "", chat: "", cause: sql`id` })
      .where("record_id", "in", named)
      .execute();
    await db
      .updateTable("records")
      .set((row) => ({
        account: "",
        author_id: null,
        with_name: "",
        with_person_id: null,
        asker_account: null,
        asker_id: null,
        chat: sql<string>`case when chat like '%:group:%' then chat else '' end`,
        at: null,
        created_at: momentOfDay(dayOfMoment(sql`created_at`)),
        fingerprint: "",
        cause: row.ref("id"),
      }))
      .where("kind", "=", kind)
      .where("created_at", "<", before)
      .where("account", "!=", "")
      .execute();
  },

  /** What an account or its person said, the latest first; not what only reminds of it. */
  mine: (account: string, personId: string | null, limit: number, offset = 0): Promise<Row[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where((row) => row.or([row("account", "=", account), ...(personId ? [row("author_id", "=", personId)] : [])]))
      .where("kind", "in", said)
      .where("withdrawn_at", "is", null)
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(limit)
      .offset(offset)
      .execute(),

  ...changing(db, run, kept),
});
