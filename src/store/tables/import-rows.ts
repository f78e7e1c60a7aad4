import { type Kysely, sql } from "kysely";
import type { Engine } from "../engine/engine.ts";
import type { Schema } from "../schema.ts";

export type Row = Readonly<Record<string, string | number | null>>;
/** Rows by the values of their key. */
export type Rows = ReadonlyMap<string, Row>;
export type Snapshot = ReadonlyMap<string, Rows>;

/** What imports write, what stands before what refers to it first; of accounts only whose they are. */
export const written = {
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
export type Written = keyof typeof written;
export const inOrder = Object.keys(written) as readonly Written[];

/** So many are asked for, or go, with one statement. */
export const atOnce = 400;

/** Whether a row is as an import left it: by the columns that were noted then, as later versions know of more. */
export const isAsLeft = (is: Row | undefined, left: Row | null): boolean =>
  is === undefined || left === null
    ? is === undefined && left === null
    : Object.entries(left).every(([name, value]) => is[name] === value);

/** Rows are compared by this; null: there is none. */
export const shut = (row: Row | undefined): string | null => (row === undefined ? null : JSON.stringify(row));

/** Rows as imports write them. */
export const importRows = (db: Kysely<Schema>, engine: Engine) => {
  /** Until the end of the transaction nobody else changes what was read so. */
  const held = engine === "postgres" ? sql`for no key update` : sql``;
  const keyOf = (table: Written, row: Row): string => written[table].key.map((name) => row[name]).join("\n");
  const rowsOf = async (table: Written, where = sql`1 = 1`, hold = sql``): Promise<Rows> => {
    const { columns } = written[table];
    const { rows } = await sql<Row>`select ${sql.join(columns.map((name) => sql.ref(name)))} from ${sql.table(table)}
      where ${where} ${hold}`.execute(db);
    return new Map(rows.map((row) => [keyOf(table, row), row]));
  };
  const among = async (table: Written, column: string, values: readonly string[]): Promise<Rows> => {
    const found = new Map<string, Row>();
    for (let from = 0; from < values.length; from += atOnce) {
      const some = values.slice(from, from + atOnce);
      const isAmong = sql`${sql.ref(column)} in (${sql.join(some)})`;
      for (const [key, row] of await rowsOf(table, isAmong, held)) found.set(key, row);
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
  /** One row by its key, held too. */
  const rowAt = async (table: Written, key: string): Promise<Row | undefined> =>
    (await rowsOf(table, isKey(table, key), held)).get(key);
  return { rowsOf, rowAt, among, isKey };
};
