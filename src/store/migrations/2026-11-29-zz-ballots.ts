import { type Kysely, type Migration, sql } from "kysely";
import type { Engine } from "../engine/engine.ts";

/** Appraisals: what is graded, who grades it, ballots as envelopes, and what is counted of them. */
export const appraisals = (engine: Engine): Migration => ({
  async up(db: Kysely<never>) {
    // a hidden number of the row would tell the order in which lines came
    const unordered = engine === "sqlite" ? sql` without rowid` : sql``;
    for (const statement of [
      sql`create table appraisals (
        record_id text primary key references records (id), terms text not null, scrutineers text not null,
        opened_at bigint, public_key text, meeting_id text, previous_score text, previous_sample integer,
        extended integer not null, next_at bigint, counted_at bigint, pending text, told_at bigint)`,
      sql`create index appraisals_next on appraisals (next_at) where next_at is not null`,
      sql`create index appraisals_meeting on appraisals (meeting_id) where meeting_id is not null`,
      sql`create table appraisal_objects (
        id text primary key, record_id text not null references records (id), position integer not null,
        person_id text, place_id text, name text not null, post text not null, struck integer not null)`,
      sql`create index appraisal_objects_record on appraisal_objects (record_id, position)`,
      sql`create table panels (
        id text primary key, record_id text not null references records (id), position integer not null,
        title text not null, how text not null, weight integer not null, slips integer not null, entitled integer,
        voted integer, draft text, draft_by text, body text, settled integer not null)`,
      sql`create index panels_record on panels (record_id, position)`,
      sql`create table panel_roster (
        panel_id text not null references panels (id), person_id text not null, primary key (panel_id, person_id))`,
      sql`create table ballot_rights (
        id text primary key, record_id text not null references records (id), panel_id text not null references panels (id),
        person_id text, slip text, account text, place_id text, used integer not null)${unordered}`,
      sql`create unique index ballot_rights_person on ballot_rights (panel_id, person_id) where person_id is not null`,
      sql`create unique index ballot_rights_slip on ballot_rights (slip) where slip is not null`,
      sql`create index ballot_rights_whose on ballot_rights (person_id) where person_id is not null`,
      sql`create index ballot_rights_record on ballot_rights (record_id, panel_id)`,
      sql`create index ballot_rights_account on ballot_rights (account) where account is not null`,
      sql`create table ballot_hands (
        account text not null, record_id text not null references records (id), right_id text not null,
        shown_at bigint not null, page integer not null, warned integer not null, primary key (account, right_id))${unordered}`,
      sql`create index ballot_hands_right on ballot_hands (right_id)`,
      sql`create index ballot_hands_record on ballot_hands (record_id)`,
      sql`create table ballot_lines (
        id text primary key, record_id text not null references records (id), panel_id text not null,
        object_id text not null, envelope text not null, right_id text)${unordered}`,
      sql`create unique index ballot_lines_right on ballot_lines (right_id, object_id) where right_id is not null`,
      sql`create index ballot_lines_record on ballot_lines (record_id)`,
      sql`create table cells (
        record_id text not null references records (id), object_id text not null, panel_id text not null,
        grade integer not null, count integer not null,
        primary key (record_id, object_id, panel_id, grade))`,
      sql`create table outcomes (
        object_id text primary key, record_id text not null references records (id), grade text not null,
        reward text not null, help text not null, basis text not null, at bigint not null, by_id text)`,
      sql`create index outcomes_record on outcomes (record_id)`,
      sql`create table grades (
        id text primary key, record_id text not null references records (id), object_id text not null,
        person_id text, place_id text, name text not null, scheme text not null, grade text not null, before text,
        at bigint not null, unique (record_id, object_id))`,
      sql`create index grades_person on grades (person_id, at) where person_id is not null`,
      // an answer to words that were never kept goes as soon as words do
      sql`create index inbox_answered on inbox (received_at) where message_sealed is null and answer_sealed is not null`,
    ])
      await statement.execute(db);
  },
});
