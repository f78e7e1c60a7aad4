import { startOfDay } from "../../chinese/time/index.ts";
import type { Shown } from "../../pictures/sheet.ts";
import type { GroupRow } from "../../store/tables/groups.ts";
import type { OutboxRow } from "../../store/tables/outbox.ts";
import type { Tables } from "../../store/tables.ts";
import { sayableFrom, setNow } from "../adjusted.ts";
import { type ChatAddress, parseChatKey } from "../message.ts";
import { giveUp, type Undelivered } from "./give-up.ts";
import type { Outgoing } from "./outgoing.ts";
import { mostAttempts } from "./verdict.ts";
import { worded } from "./worded.ts";

/** What goes out as one message; the first row leads. */
export type Claimed = {
  readonly rows: readonly [OutboxRow, ...OutboxRow[]];
  readonly message: Outgoing;
  /** what it shows instead of words */
  readonly picture: Shown | null;
};

const minute = 60_000;
const day = 24 * 60 * minute;
/** When what is over the day's posts is said; what comes later is said the next morning. */
const restOfDay = 18 * 60 * minute + 30 * minute;
const nextMorning = day + 8 * 60 * minute;

/** Takes the first message of a chat that may go now; null: none may, `put aside`: it may not, look at the next. */
export async function claim(
  target: string,
  undelivered: Undelivered,
  tables: Tables,
  now: number,
): Promise<Claimed | "put aside" | null> {
  const row = await tables.outbox.claim(target, now);
  if (!row) return null;
  if (row.expires_at !== null && row.expires_at <= now) {
    await tables.outbox.dropped(row.id, "expired");
    return "put aside";
  }
  const to = parseChatKey(target);
  const group = to.kind === "group" ? await tables.groups.get(target) : undefined;
  const replies = row.reply_to !== null && row.reply_until > now;
  if (await waits(row, group, replies, tables, now)) return "put aside";
  const rows = [row, ...(row.joins === null ? [] : await tables.outbox.claimJoined(row, now))] as const;
  // each claim counts as an attempt: this one has ended a process several times
  const broken = async (error: string): Promise<"put aside"> => {
    for (const one of rows) await giveUp(one, error, undelivered, tables, now);
    return "put aside";
  };
  if (row.attempts > mostAttempts + 2) return broken("tried too often");
  try {
    const secret = group ? tables.groups.openWebhook(group) : null;
    const picture = tables.outbox.openPicture(row);
    return { rows, message: outgoing(rows, to, secret, replies, tables.outbox), picture };
  } catch {
    return broken("cannot be read");
  }
}

/** What this process claimed as it wrote it. */
export const fromHand = (row: OutboxRow, tables: Pick<Tables, "outbox">): Claimed => ({
  rows: [row],
  message: outgoing([row], parseChatKey(row.target), null, false, tables.outbox),
  picture: tables.outbox.openPicture(row),
});

/** Whether it waits for the group's next message, or for the time when what is too much for a day is said together. */
async function waits(
  row: OutboxRow,
  group: GroupRow | undefined,
  replies: boolean,
  tables: Tables,
  now: number,
): Promise<boolean> {
  if (!group) return false;
  if (group.may_push === "no" && !replies && row.waits_for_message === 0) {
    const heldUntil = await tables.outbox.heldUntil(row.target, now);
    // it was tried today for another message
    if (heldUntil !== undefined) {
      await tables.outbox.holdForMessage(row.target, [row.id], heldUntil, "the bot may not speak first");
      return true;
    }
  }
  const quietUntil = Number(group.quiet_until ?? 0);
  if (quietUntil > now && row.why !== null && row.why !== "urgent") {
    const until = await sayableFrom("group", quietUntil, tables);
    const changes = { ...joined(row, `until ${until}`), hold_until: until, attempts: row.attempts - 1 };
    await tables.outbox.putBack([row.id], 0, "quiet was asked for", changes);
    return true;
  }
  const counts = row.why === "others" || row.why === "operator";
  if (!counts || row.joins === overBudget || row.error === tooMany) return false;
  const today = startOfDay(now);
  // beside answers; what is over that is said in one more
  if ((await tables.outbox.postsSince(row.target, today)) < (await setNow("posts", tables))) return false;
  const together = today + restOfDay > now ? today + restOfDay : today + nextMorning;
  const changes = {
    ...joined(row, overBudget),
    hold_until: await sayableFrom("group", together, tables),
    attempts: row.attempts - 1,
  };
  await tables.outbox.putBack([row.id], 0, tooMany, changes);
  return true;
}

const tooMany = "too many posts today";
const overBudget = "over the day's posts";

/** A picture is no part of a text. */
const joined = ({ picture_sealed }: OutboxRow, joins: string) => (picture_sealed === null ? { joins } : {});

function outgoing(
  rows: readonly [OutboxRow, ...OutboxRow[]],
  to: ChatAddress,
  secret: string | null,
  replies: boolean,
  outbox: Tables["outbox"],
): Outgoing {
  const [row] = rows;
  return {
    id: row.id,
    to,
    ...worded(rows, to, outbox),
    attempt: row.attempts,
    done: row.parts_sent,
    ...(replies && row.reply_to !== null ? { replyTo: row.reply_to, replySequence: row.reply_sequence } : {}),
    ...(secret === null ? {} : { groupSecret: secret }),
  };
}
