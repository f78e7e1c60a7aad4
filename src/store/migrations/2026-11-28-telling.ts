import { type Kysely, type Migration, sql } from "kysely";

const columns = {
  outbox: [
    "instead_sealed text",
    "why text",
    "record_id text",
    "actions text",
    "expires_at bigint",
    "replaces text",
    "joins text",
    "joined_to text",
    "author_account text",
    "about_sealed text",
    "message_id text",
    "text_mark text",
  ],
  accounts: ["holding integer not null default 0"],
  groups: ["alive_at bigint not null default 0"],
};

/** How something is told: why, to whom at last, until when, in place of what, and what a quote of it means. */
export const telling: Migration = {
  async up(db: Kysely<never>) {
    const added = Object.entries(columns).flatMap(([table, made]) =>
      made.map((column) => sql.raw(`alter table ${table} add column ${column}`)),
    );
    for (const statement of [
      ...added,
      sql`create index outbox_replaces on outbox (replaces) where replaces is not null`,
      sql`create index outbox_joined on outbox (joined_to) where joined_to is not null`,
      sql`create index outbox_posts on outbox (target, sent_at) where why is not null`,
      sql`create index outbox_said on outbox (target, message_id) where record_id is not null`,
      sql`create index outbox_marks on outbox (target, text_mark) where record_id is not null`,
      sql`create index accounts_direct on accounts (direct_chat) where direct_chat is not null`,
    ])
      await statement.execute(db);
  },
};
