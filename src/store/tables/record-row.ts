import { sql } from "kysely";
import { type Given, statement } from "../engine/prepared.ts";
import type { Schema } from "../schema.ts";

/** Takes the next `count` numbers of a letter in a town, immediately before the insert that uses them; the last of them. */
export const nextNumbers = statement(
  (db, { town, letter, count }: Given<{ town: string; letter: string; count: number }>) =>
    db
      .insertInto("counters")
      .values({ town_id: town, letter, value: count })
      .onConflict((conflict) =>
        conflict.columns(["town_id", "letter"]).doUpdateSet({ value: sql`counters.value + excluded.value` }),
      )
      .returning("value"),
);

export const newRow = statement((db, row: Given<Schema["records"]>) =>
  db.insertInto("records").values({
    id: row.id,
    kind: row.kind,
    number: row.number,
    town_id: row.town_id,
    place_id: row.place_id,
    chat: row.chat,
    account: row.account,
    author_id: row.author_id,
    cause: row.cause,
    of_id: row.of_id,
    origin_id: row.origin_id,
    state: row.state,
    waiting: row.waiting,
    owner_account: row.owner_account,
    owner_id: row.owner_id,
    asker_account: row.asker_account,
    asker_id: row.asker_id,
    due_at: row.due_at,
    next_at: row.next_at,
    rung_at: row.rung_at,
    rule: row.rule,
    with_person_id: row.with_person_id,
    with_name: row.with_name,
    day: row.day,
    at: row.at,
    category: row.category,
    sensitive: row.sensitive,
    accused: row.accused,
    sealed: row.sealed,
    text: row.text,
    fields: row.fields,
    fingerprint: row.fingerprint,
    created_at: row.created_at,
    withdrawn_at: row.withdrawn_at,
  }),
);
