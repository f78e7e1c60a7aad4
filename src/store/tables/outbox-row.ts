import { type RawBuilder, sql } from "kysely";
import { type Given, statement } from "../engine/prepared.ts";
import type { Schema } from "../schema.ts";

type Row = Schema["outbox"];

const columns = (row: Given<Row>, isReady: RawBuilder<boolean>) => ({
  id: row.id,
  target: row.target,
  cause: row.cause,
  purpose: row.purpose,
  text_sealed: row.text_sealed,
  picture_sealed: row.picture_sealed,
  numbers: row.numbers,
  hold_until: row.hold_until,
  waits_for_message: row.waits_for_message,
  retry_at: row.retry_at,
  state: stateOf(row, isReady),
  attempts: row.attempts,
  claimed_at: row.claimed_at,
  holder: row.holder,
  parts_sent: row.parts_sent,
  ambiguous: row.ambiguous,
  error: row.error,
  reply_to: row.reply_to,
  reply_until: row.reply_until,
  reply_sequence: row.reply_sequence,
  person_id: row.person_id,
  otherwise: row.otherwise,
  instead_sealed: row.instead_sealed,
  why: row.why,
  record_id: row.record_id,
  actions: row.actions,
  expires_at: row.expires_at,
  replaces: row.replaces,
  joins: row.joins,
  joined_to: row.joined_to,
  author_account: row.author_account,
  about_sealed: row.about_sealed,
  message_id: row.message_id,
  text_mark: row.text_mark,
  created_at: row.created_at,
  sent_at: row.sent_at,
});

/**
 * Claimed as it is written, when a holder is named and nothing that may go waits for the chat, and nothing is being sent
 * there but what the holder has in hand itself. What depends on the state of a group, or counts among its posts of a day,
 * is looked into when it is sent.
 */
function stateOf(row: Given<Row>, isReady: RawBuilder<boolean>): RawBuilder<Row["state"]> {
  const holder = sql<string>`cast(${row.holder} as text)`;
  return sql`case when ${holder} is not null and ${isReady}
    and not exists (select 1 from outbox o where o.target = ${row.target} and o.state in ('waiting', 'sending')
      and o.hold_until <= ${row.created_at} and (o.state = 'waiting' or o.holder is null or o.holder <> ${holder}))
    and not exists (select 1 from groups g where g.key = ${row.target}
      and (g.may_push <> 'yes' or g.webhook_sealed is not null or cast(${row.why} as text) in ('others', 'operator')))
    then 'sending' else 'waiting' end`;
}

/** What is there now of a row that was written. */
const written = ["id", "cause", "state", "hold_until"] as const;

/** Nothing where its cause has written already. */
export const newRow = statement((db, row: Given<Row>) =>
  db
    .insertInto("outbox")
    .values(columns(row, sql`cast(${row.hold_until} as bigint) <= ${row.created_at}`))
    .onConflict((conflict) => conflict.column("cause").doNothing())
    .returning(written),
);

/** The first under its cause, or one that waits beside it; a number more for the one that waits. */
export const acknowledgement = statement((db, row: Given<Row>) => {
  const isFirst = sql<boolean>`not exists (select 1 from outbox said where said.cause = ${row.cause})`;
  return db
    .insertInto("outbox")
    .values({
      ...columns(row, isFirst),
      cause: sql<string>`case when ${isFirst} then cast(${row.cause} as text) else cast(${row.cause} as text) || ':more' end`,
      hold_until: sql<number>`case when ${isFirst} then 0 else cast(${row.hold_until} as bigint) end`,
    })
    .onConflict((conflict) =>
      conflict
        .column("cause")
        .doUpdateSet({ numbers: sql<string>`outbox.numbers || ',' || excluded.numbers` })
        .where("outbox.state", "=", "waiting"),
    )
    .returning(written);
});
