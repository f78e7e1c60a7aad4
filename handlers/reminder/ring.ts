import { minute } from "../../src/bot/record/keep.ts";
import { ownerChat } from "../../src/bot/record/owner-chat.ts";
import type { Ring } from "../../src/bot/record/ring.ts";
import { waysTo } from "../../src/bot/tell/reach.ts";
import { type News, tell } from "../../src/bot/tell/tell.ts";
import { bound, clip } from "../../src/chinese/privacy/clip.ts";
import { isForwardable } from "../../src/chinese/privacy/forwardable.ts";
import {
  type Calendar,
  dayNumber,
  formatClock,
  formatDateTime,
  formatDay,
  nextMatter,
  type Recurrence,
} from "../../src/chinese/time/index.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { Actions } from "../../src/store/tables/outbox.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { Tables } from "../../src/store/tables.ts";
import { askerName } from "./asker.ts";

/** Of all that is said together: a long one hides none of the others. */
const mostCharacters = 500;
/** Later than this after its minute a reminder says so. */
const lateAfter = 2 * minute;

/** One message, and one for what somebody else set beside one's own; in the chats they were set in where there is no other way. */
export const remindOwner: Ring = {
  kind: "reminder",
  goesTogether: true,
  async tell(rows, tables, now, calendar) {
    const [first] = rows;
    if (!first) return null;
    const chat = ownerChat(first);
    const to: News["to"] =
      chat !== null
        ? { chat }
        : first.owner_id === null
          ? { account: first.owner_account ?? "" }
          : { person: first.owner_id };
    // one alone is one message, wherever it goes
    const hasWay = rows.length === 1 || (await waysTo(to, tables)).chats.length > 0;
    const messages = new Map<string, RecordRow[]>();
    for (const row of rows) {
      const key = `${isOwn(row)} ${hasWay ? "" : `${row.chat} ${isPrivate(row, tables)}`}`;
      messages.set(key, [...(messages.get(key) ?? []), row]);
    }
    let unheard: string | null = null;
    for (const together of messages.values()) {
      const told = await tell(await newsOf(together, to, { tables, now, calendar }), { tables, now });
      if (told.way !== "none") continue;
      unheard = told.because;
      for (const row of together) if (!isOwn(row)) await tellAsker(row, told.because, tables, now);
    }
    return unheard;
  },
};

/** Whoever set it hears that it reached nobody. */
async function tellAsker(
  row: RecordRow,
  because: "unsubscribed" | "unknown",
  tables: Tables,
  now: number,
): Promise<void> {
  const why = because === "unsubscribed" ? "对方退订了消息" : "对方没有能联系上的账号";
  const text = `${numberOf(row)}“${clip(tables.records.openText(row))}”没能提醒到：${why}。请打电话或当面说。`;
  const cause = `unheard:${row.id}:${row.next_at}`;
  await tell(
    { to: { account: row.account }, text, cause, why: "operator", private: true, subject: row.id },
    { tables, now },
  );
}

/** One's own is never held; one that somebody else set waits for the morning. */
const isOwn = ({ account, author_id, owner_account, owner_id }: RecordRow): boolean =>
  account === owner_account || (author_id !== null && author_id === owner_id);

/** What belongs to a record, or speaks of somebody's need, illness or complaint, is between its owner and the bot. */
const isPrivate = (row: RecordRow, tables: Tables): boolean =>
  row.of_id !== null || !isForwardable(tables.records.openText(row));

type Circumstances = { readonly tables: Tables; readonly now: number; readonly calendar: Calendar };

async function newsOf(rows: readonly RecordRow[], to: News["to"], around: Circumstances): Promise<News> {
  const { tables, now, calendar } = around;
  const [first] = rows;
  if (!first) throw new Error("no reminder to tell of");
  const share = Math.floor(mostCharacters / rows.length);
  const isForGroup = ownerChat(first) !== null;
  const lines: string[] = [];
  for (const one of rows) {
    const asker = isOwn(one) ? "" : await askerName(one.author_id, tables);
    const asks = asker === "" ? "" : rows.length > 1 ? `${asker}：` : `${asker}提醒${isForGroup ? "大家" : "您"}：`;
    lines.push(
      `${numberOf(one)} ${asks}${bound(tables.records.openText(one), share)}${matterTime(one, calendar, now)}${lateness(one, now)}`,
    );
  }
  const number = numberOf(first);
  return {
    to,
    text: lines.length === 1 ? `【提醒】${lines[0]}` : [`【提醒】${lines.length}件`, ...lines].join("\n"),
    cause: `remind:${first.id}:${first.next_at}`,
    why: isOwn(first) ? "own" : "others",
    // of what waits for a chat in which the bot may not speak first, the same reminder goes once
    replaces: `remind:${rows.map(({ id }) => id).join()}`,
    ...(isForGroup ? {} : { otherwise: { chat: first.chat }, actions: answers(number, rows.length) }),
    ...(isOwn(first) ? {} : { author: { account: first.account, about: `${number} 的提醒` } }),
    ...(rows.length === 1 ? { subject: first.id } : {}),
    ...(rows.some((row) => isPrivate(row, tables)) ? { private: true } : {}),
  };
}

const answers = (number: string, count: number): Actions => ({
  ...{ words: ["办好了", "明天再说", "推迟1小时"], number },
  ...(count > 1 ? { isOneOfMany: true } : {}),
});

/** Told ahead, a reminder says when it takes place: `（明天15:00）`. */
function matterTime({ rule, next_at }: RecordRow, calendar: Calendar, now: number): string {
  const told = rule === null ? null : (JSON.parse(rule) as Recurrence);
  const at = told?.ahead && next_at !== null ? nextMatter(told, next_at, calendar) : null;
  if (at === null) return "";
  const day = ["今天", "明天", "后天"][dayNumber(at) - dayNumber(now)] ?? formatDay(at, now);
  return `（${day}${formatClock(at)}）`;
}

const lateness = ({ next_at }: RecordRow, now: number): string =>
  next_at !== null && now - next_at > lateAfter ? `（补发，原定${formatDateTime(next_at, now)}）` : "";
