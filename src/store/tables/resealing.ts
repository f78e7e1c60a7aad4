import { type Kysely, sql } from "kysely";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";

type SealedOf<Table extends keyof Schema> = Extract<keyof Schema[Table], `${string}_sealed`>;
type Sealed = {
  readonly [Table in keyof Schema as SealedOf<Table> extends never ? never : Table]: {
    readonly key: readonly [keyof Schema[Table], ...(keyof Schema[Table])[]];
    readonly columns: Readonly<Record<SealedOf<Table>, true>>;
  };
};

/** Every sealed column there is, and what names its row: the types let none be forgotten. */
const sealed: Sealed = {
  people: { key: ["id"], columns: { phone_sealed: true } },
  groups: { key: ["key"], columns: { webhook_sealed: true } },
  inbox: { key: ["key"], columns: { message_sealed: true, answer_sealed: true } },
  moves: { key: ["id"], columns: { note_sealed: true, before_sealed: true } },
  outbox: {
    key: ["id"],
    columns: { text_sealed: true, picture_sealed: true, instead_sealed: true, about_sealed: true },
  },
  dialogs: { key: ["account", "chat"], columns: { state_sealed: true } },
  lists: { key: ["account", "chat"], columns: { state_sealed: true } },
  assignment_lists: { key: ["id"], columns: { head_sealed: true } },
  assignment_list_pieces: { key: ["id"], columns: { piece_sealed: true } },
  meeting_questions: { key: ["id"], columns: { text_sealed: true, answer_sealed: true } },
  motion_steps: { key: ["id"], columns: { note_sealed: true } },
  meeting_comments: { key: ["id"], columns: { text_sealed: true } },
  digests: { key: ["person_id", "day", "kind"], columns: { text_sealed: true } },
  directory: { key: ["id"], columns: { phone_sealed: true } },
  handovers: { key: ["id"], columns: { moved_sealed: true } },
  mergers: { key: ["id"], columns: { before_sealed: true } },
  consultation_words: { key: ["id"], columns: { text_sealed: true } },
  consultation_secrets: { key: ["record_id"], columns: { secret_sealed: true } },
  photos: { key: ["id"], columns: { source_sealed: true, image_sealed: true } },
  second_factors: { key: ["owner"], columns: { secret_sealed: true } },
  aid_cases: { key: ["id"], columns: { words_sealed: true, guardian_sealed: true, decision_sealed: true } },
  enrolments: { key: ["id"], columns: { basis_sealed: true } },
  audit: { key: ["id"], columns: { detail_sealed: true } },
  imports: { key: ["id"], columns: { lines_sealed: true, file_sealed: true, choices_sealed: true } },
  import_changes: { key: ["id"], columns: { before_sealed: true, after_sealed: true } },
};

type Kept = { readonly table: string; readonly key: readonly string[]; readonly columns: readonly string[] };

/** Where sealed text lies; in records, some of whose words are in the clear, `sealed` says so of each row. */
export const sealedTables: readonly Kept[] = [
  ...Object.entries(sealed).map(([table, { key, columns }]) => ({ table, key, columns: Object.keys(columns) })),
  { table: "records", key: ["id"], columns: ["text", "fields"] },
];

type Row = Readonly<Record<string, string | null>>;
/** The key of the last row that was looked at; null begins. */
export type After = readonly string[] | null;
/** Where it came to, null at the end, and how many texts were sealed anew. */
export type Resealed = { readonly at: After; readonly resealed: number };

/** Seals anew, under the present key, what lies sealed under the one before. */
export const resealing = (db: Kysely<Schema>, seal: Seal) => ({
  /** Looks at the next rows of a table in the order of their keys. */
  async next({ table, key, columns }: Kept, after: After, most: number): Promise<Resealed> {
    // a picture, or a file, is as long as thousands of texts
    const limit = table === "photos" || table === "imports" ? Math.min(most, 10) : most;
    const names = sql.join(key.map((name) => sql.ref(name)));
    const begins = after === null ? sql`` : sql`and (${names}) > (${sql.join(after)})`;
    const onlySealed = table === "records" ? sql`sealed = 1` : sql`1 = 1`;
    const { rows } = await sql<Row>`
      select ${names}, ${sql.join(columns.map((name) => sql.ref(name)))} from ${sql.table(table)}
      where ${onlySealed} ${begins} order by ${names} limit ${limit}`.execute(db);
    let resealed = 0;
    for (const row of rows)
      for (const column of columns) {
        const before = row[column];
        const anew = before ? seal.reseal(before) : null;
        if (anew === null) continue;
        const isRow = sql.join(
          key.map((name) => sql`${sql.ref(name)} = ${row[name]}`),
          sql` and `,
        );
        // changed meanwhile by another process: it was sealed anew by that
        await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${anew}
          where ${isRow} and ${sql.ref(column)} = ${before}`.execute(db);
        resealed++;
      }
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return { at: last ? key.map((name) => String(last[name])) : null, resealed };
  },
});
