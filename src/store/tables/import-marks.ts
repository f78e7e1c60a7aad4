import { type Kysely, type RawBuilder, sql } from "kysely";
import { idsBeforeNow } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
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
    ...["panel_roster.person_id", "appraisal_objects.person_id", "enrolments.owner_id"],
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
    ...["agenda_items.place_id", "enrolments.place_id", "assembly_calls.place_id", "appraisal_objects.place_id"],
  ],
  people: ["posts.person_id", "accounts.person_id", "roster_accounts.person_id"],
} as const;

/** What only grows, and is too long to be gone through with each piece: its latest rows by their ids. */
const latest = (name: string, since: string) => {
  if (name === "records") return sql`and (id >= ${since} or id in (select record_id from moves where id >= ${since}))`;
  return ["moves", "outbox", "audit", "consultation_words"].includes(name) ? sql`and id >= ${since}` : sql``;
};

/** People and places that came by an import and were of use since. `since`: what is made from now on has such an id. */
export type Used = {
  readonly people: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
  readonly since: string;
};

type Whose = Readonly<Record<keyof typeof marks, readonly string[]>>;

/** People and places that some changes brought, and to whom they gave posts. */
export function whoseOf(changes: readonly Schema["import_changes"][], seal: Seal): Whose {
  const [people, places] = [new Set<string>(), new Set<string>()];
  for (const { table_name, row_key, before_sealed, after_sealed } of changes) {
    if (before_sealed !== null) continue;
    if (table_name === "people") people.add(row_key);
    if (table_name === "places") places.add(row_key);
    if (table_name === "posts" && after_sealed !== null) people.add(JSON.parse(seal.open(after_sealed)).person_id);
  }
  return { people: [...people], places: [...places] };
}

const came = (importId: string, table: keyof typeof marks) => sql`select row_key from import_changes
  where import_id = ${importId} and table_name = ${table} and before_sealed is null`;

/** All of an import: asked once, for it takes long. */
export async function usedOf(db: Kysely<Schema>, importId: string): Promise<Used> {
  const since = idsBeforeNow().bound;
  const of = (table: keyof typeof marks) => marked(db, table, came(importId, table), () => sql``);
  return { since, people: await of("people"), places: await of("places") };
}

/** Of these also those who came to be of use since that was asked. */
export async function usedByNow(db: Kysely<Schema>, importId: string, used: Used, ids: Whose): Promise<Used> {
  const of = async (table: keyof typeof marks) => {
    if (ids[table].length === 0) return used[table];
    const some = sql`${came(importId, table)} and row_key in (${sql.join(ids[table])})`;
    return new Set([...used[table], ...(await marked(db, table, some, (name) => latest(name, used.since)))]);
  };
  return { since: used.since, people: await of("people"), places: await of("places") };
}

async function marked(
  db: Kysely<Schema>,
  table: keyof typeof marks,
  among: RawBuilder<unknown>,
  only: (name: string) => RawBuilder<unknown>,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const one of marks[table]) {
    const [name = "", column = ""] = one.split(".");
    const { rows } = await sql<{ id: string }>`select distinct ${sql.ref(column)} as id from ${sql.table(name)}
      where ${sql.ref(column)} in (${among}) ${only(name)}`.execute(db);
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
