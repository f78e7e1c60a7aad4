import { type Kysely, type Migration, sql } from "kysely";
import type { Engine } from "../engine/engine.ts";

// Text ids, integer times and 0/1 booleans: the same statements on SQLite and PostgreSQL.
// `bigint` is INTEGER affinity on SQLite. What is looked for by its beginning is compared by bytes on both engines.

/** The tables of 0.1.0. */
export const first = (engine: Engine): Migration => ({
  async up(db: Kysely<never>) {
    const byBytes = engine === "postgres" ? sql` collate "C"` : sql``;
    for (const statement of [
      sql`create table settings (key text primary key, value text not null)`,
      sql`create table places (
        id text primary key, parent_id text references places (id), level text not null, level_word text not null,
        name text not null, path text${byBytes} not null, town_id text not null)`,
      sql`create unique index places_path on places (path)`,
      sql`create index places_parent on places (parent_id)`,
      sql`create table place_aliases (place_id text not null references places (id), alias text not null, primary key (place_id, alias))`,
      sql`create table people (
        id text primary key, name text${byBytes} not null, home_place_id text references places (id), away_city text,
        party_member integer not null, phone_sealed text, unsubscribed_at bigint, created_at bigint not null)`,
      sql`create index people_name on people (name)`,
      sql`create index people_home on people (home_place_id)`,
      sql`create table posts (
        id text primary key, person_id text not null references people (id), role text not null,
        place_id text not null references places (id), title text not null, started_at bigint not null, ended_at bigint)`,
      sql`create index posts_person on posts (person_id)`,
      sql`create index posts_place on posts (place_id, role)`,
      sql`create table accounts (
        key text primary key, short text not null, person_id text references people (id), name text not null,
        direct_chat text, unsubscribed_at bigint, created_at bigint not null, last_used_at bigint not null)`,
      sql`create index accounts_short on accounts (short)`,
      sql`create index accounts_person on accounts (person_id)`,
      sql`create table roster_accounts (short text primary key, person_id text not null references people (id))`,
      sql`create index roster_accounts_person on roster_accounts (person_id)`,
      sql`create table groups (
        key text primary key, place_id text references places (id), kind text, hears text not null, may_push text not null,
        webhook_sealed text, holding integer not null, greeted_at bigint, created_at bigint not null, dead_at bigint)`,
      sql`create index groups_place on groups (place_id)`,
      sql`create table inbox (
        key text primary key, also_key text unique, chat text not null, account text not null, platform_id text, state text not null,
        sent_at bigint not null, received_at bigint not null, message_sealed text, answer_sealed text,
        error text, attempts integer not null)`,
      sql`create index inbox_platform_id on inbox (platform_id, chat)`,
      sql`create index inbox_words on inbox (received_at) where message_sealed is not null`,
      sql`create index inbox_failed on inbox (received_at) where state = 'failed'`,
      sql`create table counters (town_id text not null, letter text not null, value integer not null, primary key (town_id, letter))`,
      sql`create table records (
        id text primary key, kind text not null, number integer not null, town_id text not null,
        place_id text not null references places (id), chat text not null, account text not null, author_id text,
        with_person_id text, with_name text not null, day text not null, at bigint, category text not null,
        sensitive integer not null, text text not null, fields text not null, fingerprint text not null,
        inbox_key text not null unique, created_at bigint not null, answered_at bigint, withdrawn_at bigint)`,
      sql`create unique index records_number on records (town_id, kind, number)`,
      sql`create index records_chat on records (account, chat, created_at)`,
      sql`create index records_place on records (place_id, created_at) where withdrawn_at is null`,
      sql`create index records_unanswered on records (place_id, created_at)
        where kind = 'opinion' and answered_at is null and withdrawn_at is null`,
      sql`create index records_author on records (author_id, created_at)`,
      sql`create table reminders (
        id text primary key, number integer not null, town_id text not null, record_id text, account text not null,
        author_id text, for_account text not null, for_person_id text, chat text not null, due_at bigint not null,
        rule text, text_sealed text not null, state text not null, fingerprint text not null, cause text${byBytes} not null unique,
        created_at bigint not null, fired_at bigint)`,
      sql`create index reminders_due on reminders (due_at) where state = 'open'`,
      sql`create index reminders_for on reminders (for_account, state, due_at)`,
      sql`create index reminders_person on reminders (for_person_id, state, due_at)`,
      sql`create index reminders_account on reminders (account, created_at)`,
      sql`create index reminders_number on reminders (town_id, number)`,
      sql`create index reminders_record on reminders (record_id)`,
      sql`create table coverage (
        campaign text not null, place_id text not null references places (id), who text not null, count integer not null,
        first_day text not null, last_day text not null, primary key (campaign, place_id, who))`,
      sql`create table outbox (
        id text${byBytes} primary key, target text not null, cause text${byBytes} not null unique, purpose text not null,
        text_sealed text not null, numbers text not null, hold_until bigint not null, waits_for_message integer not null,
        retry_at bigint not null, state text not null, attempts integer not null, claimed_at bigint,
        parts_sent integer not null, ambiguous integer not null, error text, reply_to text, reply_until bigint not null,
        reply_sequence integer not null, person_id text, otherwise text, created_at bigint not null, sent_at bigint)`,
      sql`create index outbox_open on outbox (target, id) where state in ('waiting', 'sending')`,
      sql`create index outbox_cause on outbox (created_at)`,
      sql`create index outbox_replies on outbox (reply_to) where reply_to is not null`,
      sql`create table dialogs (
        account text not null, chat text not null, state_sealed text not null, expires_at bigint not null,
        primary key (account, chat))`,
      sql`create table codes (
        hash text primary key, person_id text not null references people (id), issuer_account text not null,
        issuer_chat text not null, created_at bigint not null, expires_at bigint not null, used_by text, used_at bigint,
        needs_confirmation integer not null, confirmed_at bigint)`,
      sql`create table once (key text primary key, count integer not null, until bigint not null)`,
      sql`create table digest_settings (person_id text primary key references people (id), minute integer not null, enabled integer not null,
        also_on text not null, begins_on text not null)`,
      sql`create index digest_settings_minute on digest_settings (minute) where enabled = 1`,
      sql`create table digests (
        person_id text not null references people (id), day text not null, kind text not null, text_sealed text not null,
        covers_from bigint not null, composed_at bigint not null, state text not null, primary key (person_id, day, kind))`,
      sql`create table audit (
        id text primary key, at bigint not null, account text not null, person_id text, action text not null,
        subject text not null, detail_sealed text)`,
      sql`create index audit_at on audit (at)`,
      sql`create table holidays (day text primary key, kind text not null, name text not null)`,
      sql`create table leases (name text primary key, holder text not null, until bigint not null)`,
    ])
      await statement.execute(db);
  },
});
