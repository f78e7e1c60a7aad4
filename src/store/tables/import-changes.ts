import { type Kysely, sql } from "kysely";
import type { KindName } from "../../ledger/kinds.ts";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import { ended } from "./merging.ts";

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

/** Where it shows that somebody, or a place, was already of use: such a one is not taken away again. */
const marks = {
  people: [
    ...["records.author_id", "records.owner_id", "records.with_person_id", "moves.person_id", "involved.person_id"],
    ...["consultation_words.person_id", "campaign_people.person_id", "meeting_people.person_id"],
    ...["agenda_items.person_id", "duties.person_id", "pairings.cadre_id", "pairings.target", "codes.person_id"],
    ...[
      "aid_cases.person_id",
      "handovers.from_id",
      "handovers.to_id",
      "audit.person_id",
      "outbox.person_id",
      "digests.person_id",
    ],
  ],
  places: [
    ...["records.place_id", "record_places.place_id", "coverage.place_id", "reach.place_id", "tallies.place_id"],
    "involved.place_id",
  ],
} as const;

/** What stands there, or is theirs, when its turn comes, and would be nobody's or stand nowhere. */
const settled = {
  places: [
    ...["people.home_place_id", "posts.place_id", "groups.place_id", "campaigns.place_id", "duties.place_id"],
    ...["aid_cases.place_id", "pairings.target", "places.parent_id", "assignments.from_place_id"],
    ...["agenda_items.place_id", "enrolments.place_id", "assembly_calls.place_id"],
  ],
  people: ["posts.person_id", "accounts.person_id", "roster_accounts.person_id"],
} as const;

const tick: KindName = "tick";
const atOnce = 400;
const addedAtOnce = 100;

export type Undone = {
  readonly back: number;
  /** by table, what changed since and was left as it is */
  readonly left: Readonly<Record<string, number>>;
  /** people and places that were of use meanwhile: ended, or left where others stand there */
  readonly kept: number;
};

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

  return {
    /** All rows of these tables. */
    async all(tables: readonly Written[]): Promise<Snapshot> {
      const found = new Map<string, Rows>();
      for (const table of tables) found.set(table, await rowsOf(table));
      return found;
    },
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
    /** Everybody of these names with what is theirs, and these accounts, whose ever they are. */
    async ofPeople(names: readonly string[], shorts: readonly string[]): Promise<Snapshot> {
      const people = await among("people", "name", names);
      const ids = [...people.keys()];
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

    /** Puts every row back as it was, unless it is not as the import left it. */
    async undo(importId: string, now: number): Promise<Undone> {
      const changes = await db
        .selectFrom("import_changes")
        .selectAll()
        .where("import_id", "=", importId)
        .orderBy("id", "desc")
        .execute();
      const fresh = new Set(
        changes
          .filter(({ before_sealed }) => before_sealed === null)
          .map(({ table_name, row_key }) => `${table_name}\n${row_key}`),
      );
      const usedPeople = await marked(importId, "people", marks.people);
      const usedPlaces = await marked(importId, "places", marks.places);
      const left: Record<string, number> = {};
      let [back, kept] = [0, 0];
      for (const { table_name, row_key, before_sealed, after_sealed } of changes) {
        const table = table_name as Written;
        const before = before_sealed === null ? null : (JSON.parse(seal.open(before_sealed)) as Row);
        const is = (await rowsOf(table, isKey(table, row_key))).get(row_key);
        if (shut(is) !== (after_sealed === null ? null : seal.open(after_sealed))) {
          left[table] = (left[table] ?? 0) + 1;
          continue;
        }
        if (before === null) {
          const used = table === "people" ? usedPeople : table === "places" ? usedPlaces : null;
          const owner = table === "posts" && typeof is?.person_id === "string" ? is.person_id : null;
          if (table === "records") {
            // as whoever had said it would take it back
            await db.updateTable("records").set({ withdrawn_at: now }).where("id", "=", row_key).execute();
            back += 1;
          } else if ((table === "places" || table === "people") && (await isSettled(table, row_key))) kept += 1;
          else if (table === "places" && used?.has(row_key)) {
            await db
              .updateTable("places")
              .set({ level: ended as never })
              .where("id", "=", row_key)
              .execute();
            kept += 1;
          } else if (used?.has(row_key)) kept += 1;
          else if (owner !== null && usedPeople.has(owner) && fresh.has(`people\n${owner}`)) {
            // who was of use meanwhile was somebody there for that time
            await db.updateTable("posts").set({ ended_at: now }).where("id", "=", row_key).execute();
            back += 1;
          } else {
            // who was met by it only since then
            if (table === "roster_accounts")
              await db
                .updateTable("accounts")
                .set({ person_id: null })
                .where("short", "=", row_key)
                .where("person_id", "=", String(is?.person_id))
                .execute();
            if (table === "people") await db.deleteFrom("digest_settings").where("person_id", "=", row_key).execute();
            // what it came to be called since
            if (table === "places") await db.deleteFrom("place_aliases").where("place_id", "=", row_key).execute();
            await sql`delete from ${sql.table(table)} where ${isKey(table, row_key)}`.execute(db);
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
      await db.deleteFrom("import_changes").where("import_id", "=", importId).execute();
      return { back, left, kept };
    },
  };

  async function marked(importId: string, table: Written, where: readonly string[]): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for (const one of where) {
      const [name = "", column = ""] = one.split(".");
      const { rows } = await sql<{ id: string }>`select distinct ${sql.ref(column)} as id from ${sql.table(name)}
        where ${sql.ref(column)} in (select row_key from import_changes
          where import_id = ${importId} and table_name = ${table} and before_sealed is null)`.execute(db);
      for (const { id } of rows) found.add(id);
    }
    return found;
  }

  async function isSettled(table: keyof typeof settled, id: string): Promise<boolean> {
    for (const one of settled[table]) {
      const [name = "", column = ""] = one.split(".");
      const { rows } =
        await sql`select 1 as one from ${sql.table(name)} where ${sql.ref(column)} = ${id} limit 1`.execute(db);
      if (rows.length > 0) return true;
    }
    return false;
  }
};

/** Rows are compared by this; null: there is none. */
const shut = (row: Row | undefined): string | null => (row === undefined ? null : JSON.stringify(row));
