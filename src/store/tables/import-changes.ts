import { type Kysely, sql } from "kysely";
import type { KindName } from "../../ledger/kinds.ts";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import { settledOf, type Used, usedByNow, usedOf, whoseOf } from "./import-marks.ts";
import { runsOf } from "./import-runs.ts";
import { ended } from "./merging.ts";
import type { HeldPost } from "./roster.ts";

type Row = Readonly<Record<string, string | number | null>>;
/** Rows by the values of their key. */
type Rows = ReadonlyMap<string, Row>;
export type Snapshot = ReadonlyMap<string, Rows>;

/** What imports write, what stands before what refers to it first; of accounts only whose they are. */
const written = {
  places: { key: ["id"], columns: ["id", "parent_id", "level", "level_word", "name", "path", "town_id"] },
  place_aliases: { key: ["place_id", "alias"], columns: ["place_id", "alias"] },
  people: {
    key: ["id"],
    columns: ["id", "name", "home_place_id", "away_city", "father_name", "party_member", "phone_sealed", "created_at"],
  },
  posts: {
    key: ["id"],
    columns: ["id", "person_id", "role", "place_id", "title", "started_at", "ended_at"],
  },
  roster_accounts: { key: ["short"], columns: ["short", "person_id"] },
  accounts: { key: ["key"], columns: ["key", "person_id"] },
  pairings: {
    key: ["id"],
    columns: [...["id", "cadre_id", "kind", "target", "target_is", "started_at", "ended_at"], ...["until_day", "goal"]],
  },
  directory: { key: ["id"], columns: ["id", "matters", "name", "title", "phone_sealed", "is_public"] },
  policies: { key: ["id"], columns: ["id", "matters", "words", "source", "from_day", "until_day"] },
  motion_templates: { key: ["name"], columns: ["name", "version", "steps"] },
  appraisal_templates: { key: ["name"], columns: ["name", "version", "terms"] },
  holidays: { key: ["day"], columns: ["day", "kind", "name"] },
  // those of checklists
  records: { key: ["id"], columns: ["id", "place_id", "day", "category", "text", "fields", "withdrawn_at"] },
} as const satisfies Partial<
  Record<keyof Schema, { readonly key: readonly string[]; readonly columns: readonly string[] }>
>;
type Written = keyof typeof written;
const inOrder = Object.keys(written) as readonly Written[];

const tick: KindName = "tick";
const atOnce = 400;
const addedAtOnce = 100;

export type Undone = {
  readonly back: number;
  /** by table, what changed since and was left as it is */
  readonly left: Readonly<Record<string, number>>;
  /** people and places that were of use meanwhile: ended, or left where others stand there */
  readonly kept: number;
  /** there may be more */
  readonly rest: boolean;
};

type GivenPost = Pick<HeldPost, "personId" | "role" | "placeId" | "title">;

/** What imports wrote, row by row, so that they can be taken back. */
export const importChanges = (db: Kysely<Schema>, seal: Seal) => {
  const keyOf = (table: Written, row: Row): string => written[table].key.map((name) => row[name]).join("\n");
  const rowsOf = async (table: Written, where = sql`1 = 1`): Promise<Rows> => {
    const { columns } = written[table];
    const { rows } = await sql<Row>`select ${sql.join(columns.map((name) => sql.ref(name)))} from ${sql.table(table)}
      where ${where}`.execute(db);
    return new Map(rows.map((row) => [keyOf(table, row), row]));
  };
  const among = async (table: Written, column: string, values: readonly string[]): Promise<Rows> => {
    const found = new Map<string, Row>();
    for (let from = 0; from < values.length; from += atOnce) {
      const some = values.slice(from, from + atOnce);
      for (const [key, row] of await rowsOf(table, sql`${sql.ref(column)} in (${sql.join(some)})`)) found.set(key, row);
    }
    return found;
  };
  const isKey = (table: Written, key: string) => {
    const values = key.split("\n");
    return sql.join(
      written[table].key.map((name, at) => sql`${sql.ref(name)} = ${values[at] ?? ""}`),
      sql` and `,
    );
  };

  const remove = async (table: Written, keys: readonly string[]): Promise<void> => {
    for (let from = 0; from < keys.length; from += atOnce) {
      const some = keys.slice(from, from + atOnce);
      // who was met by it only since then
      if (table === "roster_accounts")
        await db
          .updateTable("accounts")
          .set({ person_id: null })
          .where("short", "in", some)
          .where("person_id", "=", (row) =>
            row
              .selectFrom("roster_accounts as listed")
              .select("listed.person_id")
              .whereRef("listed.short", "=", "accounts.short"),
          )
          .execute();
      // what it came to be called since
      if (table === "places") await db.deleteFrom("place_aliases").where("place_id", "in", some).execute();
      if (table === "people") await db.deleteFrom("digest_settings").where("person_id", "in", some).execute();
      await sql`delete from ${sql.table(table)}
        where ${sql.ref(written[table].key[0])} in (${sql.join(some)})`.execute(db);
    }
  };

  return {
    /** All rows of these tables. */
    async all(tables: readonly Written[]): Promise<Snapshot> {
      const found = new Map<string, Rows>();
      for (const table of tables) found.set(table, await rowsOf(table));
      return found;
    },
    ofPlaces: async (ids: readonly string[]): Promise<Snapshot> =>
      new Map([
        ["places", await among("places", "id", ids)],
        ["place_aliases", await among("place_aliases", "place_id", ids)],
      ]),
    /** What stands of the items of checklists. */
    ofTicks: async (cells: readonly string[]): Promise<Snapshot> =>
      new Map([
        [
          "records",
          cells.length === 0
            ? new Map()
            : await rowsOf("records", sql`kind = ${tick} and category in (${sql.join(cells)})`),
        ],
      ]),
    /** These people with what is theirs, and these accounts, whose ever they are. */
    async ofPeople(ids: readonly string[], shorts: readonly string[]): Promise<Snapshot> {
      const people = await among("people", "id", ids);
      const accounts = new Map([
        ...(await among("accounts", "person_id", ids)),
        ...(await among("accounts", "short", shorts)),
      ]);
      const listed = new Map([
        ...(await among("roster_accounts", "person_id", ids)),
        ...(await among("roster_accounts", "short", shorts)),
      ]);
      return new Map([
        ["people", people],
        ["posts", await among("posts", "person_id", ids)],
        ["roster_accounts", listed],
        ["accounts", accounts],
      ]);
    },

    /** Keeps what became of each row between the two. */
    async keep(importId: string, before: Snapshot, after: Snapshot): Promise<void> {
      const changes: Schema["import_changes"][] = [];
      for (const table of inOrder) {
        const [old, now] = [before.get(table), after.get(table)];
        const keys = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])];
        // what lies above stands first, and goes last
        const depth = (key: string) => String((now?.get(key) ?? old?.get(key))?.path ?? "").length;
        for (const key of keys.sort((one, other) => depth(one) - depth(other))) {
          const [was, is] = [shut(old?.get(key)), shut(now?.get(key))];
          if (was === is) continue;
          changes.push({
            ...{ id: newId(), import_id: importId, table_name: table, row_key: key },
            before_sealed: was === null ? null : seal.seal(was),
            after_sealed: is === null ? null : seal.seal(is),
          });
        }
      }
      for (let from = 0; from < changes.length; from += addedAtOnce)
        await db
          .insertInto("import_changes")
          .values(changes.slice(from, from + addedAtOnce))
          .execute();
    },

    /** Posts that it gave, some at a time in the order of writing; who holds one no more is left out. */
    async givenPosts(
      importId: string,
      after: string,
    ): Promise<{ readonly last: string; readonly posts: GivenPost[] } | null> {
      const rows = await db
        .selectFrom("import_changes")
        .select("row_key")
        .where("import_id", "=", importId)
        .where("table_name", "=", "posts" satisfies Written)
        .where("before_sealed", "is", null)
        // ids of posts are in the order of their making, and stand in an index
        .where("row_key", ">", after)
        .orderBy("row_key")
        .limit(addedAtOnce)
        .execute();
      const last = rows.at(-1);
      if (!last) return null;
      const posts = await db
        .selectFrom("posts")
        .select(["person_id as personId", "role", "place_id as placeId", "title"])
        .where(
          "id",
          "in",
          rows.map(({ row_key }) => row_key),
        )
        .where("ended_at", "is", null)
        .orderBy("id")
        .execute();
      return { last: last.row_key, posts };
    },
    /** Who and what of it was of use by now. */
    usedOf: (importId: string): Promise<Used> => usedOf(db, importId),

    /** Puts rows back as they were, the last first, unless they are not as the import left them; so many at a time. */
    async undo(importId: string, now: number, usedBefore: Used, most: number): Promise<Undone> {
      const changes = await db
        .selectFrom("import_changes")
        .selectAll()
        .where("import_id", "=", importId)
        .orderBy("id", "desc")
        .limit(most)
        .execute();
      const used = await usedByNow(db, importId, usedBefore, whoseOf(changes, seal));
      const left: Record<string, number> = {};
      let [back, kept] = [0, 0];
      for (const run of runsOf(changes)) {
        const table = run[0].table_name as Written;
        const keys = run.map(({ row_key }) => row_key);
        const [key = "", ...more] = written[table].key;
        const rows = more.length === 0 ? await among(table, key, keys) : null;
        const settled = table === "people" || table === "places" ? await settledOf(db, table, keys) : null;
        // places of this run below which others of it stay
        const above = new Set<unknown>();
        const gone: string[] = [];
        for (const { row_key, before_sealed, after_sealed } of run) {
          const before = before_sealed === null ? null : (JSON.parse(seal.open(before_sealed)) as Row);
          const is = (rows ?? (await rowsOf(table, isKey(table, row_key)))).get(row_key);
          if (shut(is) !== (after_sealed === null ? null : seal.open(after_sealed))) {
            left[table] = (left[table] ?? 0) + 1;
            above.add(is?.parent_id);
            continue;
          }
          if (before === null) {
            const stays = settled?.has(row_key) || above.has(row_key);
            const isUsed = (table === "people" || table === "places") && used[table].has(row_key);
            if (stays || isUsed) above.add(is?.parent_id);
            const owner = table === "posts" && typeof is?.person_id === "string" ? is.person_id : null;
            if (table === "records") {
              // as whoever had said it would take it back
              await db.updateTable("records").set({ withdrawn_at: now }).where("id", "=", row_key).execute();
              back += 1;
            } else if (stays) kept += 1;
            else if (table === "places" && isUsed) {
              await db
                .updateTable("places")
                .set({ level: ended as never })
                .where("id", "=", row_key)
                .execute();
              kept += 1;
            } else if (isUsed) kept += 1;
            // only who came by it is among the used
            else if (owner !== null && used.people.has(owner)) {
              // who was of use meanwhile was somebody there for that time
              await db.updateTable("posts").set({ ended_at: now }).where("id", "=", row_key).execute();
              back += 1;
            } else {
              if (rows) gone.push(row_key);
              else await sql`delete from ${sql.table(table)} where ${isKey(table, row_key)}`.execute(db);
              back += 1;
            }
          } else if (is === undefined) {
            const names = Object.keys(before);
            await sql`insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))})
            values (${sql.join(names.map((name) => before[name] ?? null))})`.execute(db);
            back += 1;
          } else {
            const changed = Object.entries(before).filter(([name, value]) => is[name] !== value);
            await sql`update ${sql.table(table)} set ${sql.join(
              changed.map(([name, value]) => sql`${sql.ref(name)} = ${value}`),
            )} where ${isKey(table, row_key)}`.execute(db);
            back += 1;
          }
        }
        await remove(table, gone);
      }
      const done = changes.map(({ id }) => id);
      for (let from = 0; from < done.length; from += atOnce)
        await db
          .deleteFrom("import_changes")
          .where("id", "in", done.slice(from, from + atOnce))
          .execute();
      return { back, left, kept, rest: changes.length === most };
    },
  };
};

/** Rows are compared by this; null: there is none. */
const shut = (row: Row | undefined): string | null => (row === undefined ? null : JSON.stringify(row));
