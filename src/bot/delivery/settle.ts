import type { SentRow } from "../../store/tables/sending.ts";
import type { Tables } from "../../store/tables.ts";
import { sayableFrom } from "../adjusted.ts";
import { learnOfGroup, loseGroup } from "../tell/group-ears.ts";
import type { Claimed } from "./claim.ts";
import { giveUp, goElsewhere, isGroup, sayInstead, tellAuthor, type Undelivered } from "./give-up.ts";
import type { Fate } from "./verdict.ts";

export type Settling = {
  readonly admins: ReadonlySet<string>;
  readonly undelivered: Undelivered;
};

/** Writes down what became of an attempt, and all that follows from it, in one transaction. */
export async function settle(
  claimed: Claimed,
  fate: Fate,
  settling: Settling,
  tables: Tables,
  now: number,
): Promise<void> {
  const { rows, message } = claimed;
  const [row, ...joined] = rows;
  const ids = [row.id, ...joined.map(({ id }) => id)] as const;
  const { target } = row;
  const learn = (mayPush: "yes" | "no") => learnOfGroup(target, { may_push: mayPush }, settling.admins, tables, now);
  switch (fate.kind) {
    case "sent": {
      await tables.outbox.sent(asSent(claimed, fate.messageId, tables.outbox), now);
      if (!isGroup(target) || message.replyTo !== undefined) return;
      if (row.waits_for_message === 1) await releaseGroup(target, null, tables, now);
      return learn("yes");
    }
    case "next part":
      return tables.outbox.putBack(ids, 0, "partly", { parts_sent: fate.done, attempts: 0 });
    case "again":
      return tables.outbox.putBack(ids, fate.at, fate.error, {
        attempts: row.attempts,
        ...(fate.ambiguous ? { ambiguous: 1 } : {}),
      });
    case "without reply":
      return tables.outbox.putBack(ids, 0, fate.error, { reply_to: null });
    case "in words":
      return sayInWords(row, ids, fate.error, tables, now);
    case "hold":
      if (!isGroup(target)) return holdForPerson(rows, fate, tables, now);
      await tables.outbox.holdForMessage(target, ids, await sayableFrom("group", fate.until, tables), fate.error);
      await tables.groups.learnHolding(target, true);
      return learn("no");
    case "fail":
      for (const one of rows) await giveUp(one, fate.error, settling.undelivered, tables, now);
      if (fate.lost && isGroup(target)) await loseGroup(target, settling.admins, tables, now);
  }
}

/** So long it is remembered that somebody was told why no pictures come. */
const rememberedFor = 365 * 24 * 60 * 60_000;

/** Who asked for a picture hears each time that none can be shown; of what comes by itself that is said once. */
async function sayInWords(
  row: Claimed["rows"][0],
  ids: readonly [string, ...string[]],
  error: string,
  tables: Tables,
  now: number,
): Promise<void> {
  const isAsked = row.why === null;
  const told = isAsked ? 1 : await tables.once.count(`no picture:${row.target}`, now, now + rememberedFor);
  if (told > 1) return tables.outbox.dropped(row.id, error);
  return tables.outbox.putBack(ids, 0, error, { picture_sealed: null, attempts: 0 });
}

/** By what a quote finds again the records that a message spoke of; and who heard of them by it. */
export const asSent = ({ rows, message }: Claimed, messageId: string | null, outbox: Tables["outbox"]): SentRow[] =>
  rows.map(({ id, record_id, person_id, why }) => {
    if (record_id === null) return { id };
    const sent = { id, message_id: messageId, text_mark: outbox.mark(message.text) };
    return why === "others" && person_id !== null
      ? { ...sent, heard: { recordIds: outbox.idsIn(record_id), personId: person_id } }
      : sent;
  });

/**
 * Who takes no messages of the bot's own accord is written to by another account; without one it waits until they write
 * to the bot, and whoever sent it hears so.
 */
async function holdForPerson(
  rows: Claimed["rows"],
  { until, error }: Extract<Fate, { kind: "hold" }>,
  tables: Tables,
  now: number,
): Promise<void> {
  for (const row of rows) {
    if (await goElsewhere(row, tables, now)) {
      await tables.outbox.failed(row.id, error);
      continue;
    }
    await tables.outbox.holdForMessage(row.target, [row.id], until, error);
    await tables.accounts.learnHolding(row.target, true);
    await sayInstead(row, tables, now);
    await tellAuthor(
      row,
      "还没送到：对方没开我的主动消息，等他下次跟我说话时给他。急的话请打电话。",
      "held",
      tables,
      now,
    );
  }
}

/** What waited for the group's next message may go; what others caused not at an hour at which a group rests. */
export async function releaseGroup(
  chat: string,
  reply: { to: string; until: number } | null,
  tables: Tables,
  now: number,
): Promise<void> {
  const disturbs = (await sayableFrom("group", now, tables)) !== now;
  const stillHolds = await tables.outbox.release(chat, reply, { disturbs });
  await tables.groups.learnHolding(chat, stillHolds);
}
