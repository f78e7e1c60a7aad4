import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";

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

/** People and places that came by an import and were of use since. */
export type Used = { readonly people: ReadonlySet<string>; readonly places: ReadonlySet<string> };

export async function marked(
  db: Kysely<Schema>,
  importId: string,
  table: keyof typeof marks,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const one of marks[table]) {
    const [name = "", column = ""] = one.split(".");
    const { rows } = await sql<{ id: string }>`select distinct ${sql.ref(column)} as id from ${sql.table(name)}
      where ${sql.ref(column)} in (select row_key from import_changes
        where import_id = ${importId} and table_name = ${table} and before_sealed is null)`.execute(db);
    for (const { id } of rows) found.add(id);
  }
  return found;
}

/** Of these, on which something hangs at this moment that is none of them. */
export async function settledOf(
  db: Kysely<Schema>,
  table: keyof typeof settled,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const one of settled[table]) {
    const [name = "", column = ""] = one.split(".");
    const others = name === table ? sql`and id not in (${sql.join(ids)})` : sql``;
    const { rows } = await sql<{ id: string }>`select distinct ${sql.ref(column)} as id from ${sql.table(name)}
      where ${sql.ref(column)} in (${sql.join(ids)}) ${others}`.execute(db);
    for (const { id } of rows) found.add(id);
  }
  return found;
}
