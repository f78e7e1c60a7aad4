import { z } from "zod";
import { defineJob, type JobContext } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { minute } from "../src/bot/record/keep.ts";
import { waysTo } from "../src/bot/tell/reach.ts";
import { type News, tell } from "../src/bot/tell/tell.ts";
import { formatDateTime, nextOccurrence, type Recurrence } from "../src/chinese/time/index.ts";
import { numberOf, waits } from "../src/ledger/kinds.ts";
import { reminder } from "../src/ledger/reminder.ts";
import type { RecordRow } from "../src/store/tables/records.ts";
import type { Tables } from "../src/store/tables.ts";

const mostAtOnce = 10_000;
const struck = reminder.lifecycle.clock?.to ?? reminder.lifecycle.starts;
/** Later than this after its minute a reminder says so. */
const lateAfter = 2 * minute;

/** What is due for one account in one minute, as one message. */
export const remind = defineJob({
  name: "remind",
  data: z.object({ account: z.string(), dueAt: z.number() }),
  id: ({ account, dueAt }) => jobId("remind", account, dueAt),
  async due(until, { store }) {
    const rows = await store.read.clocks.dueUntil(until, mostAtOnce);
    return rows.map(({ owner, at }) => ({ data: { account: owner, dueAt: at }, at }));
  },
  async run({ account }, context) {
    const { store, now } = context;
    const { calendar } = await context.reference();
    await store.write(async (tables) => {
      const claimed: RecordRow[] = [];
      for (const row of await tables.clocks.dueFor("reminder", account, now())) {
        const next = row.rule === null ? null : nextOccurrence(JSON.parse(row.rule) as Recurrence, now(), calendar);
        const state = next === null ? struck : row.state;
        const waiting = waits(reminder, state);
        if (await tables.clocks.claim(row, { next, state, waiting, now: now() })) claimed.push(row);
      }
      if (claimed.length > 0) await write(claimed, tables, context);
    });
  },
});

/** One message, and one for what somebody else set beside one's own; in the chats they were set in where there is no other way. */
async function write(rows: readonly RecordRow[], tables: Tables, context: JobContext): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const to = first.owner_id === null ? { account: first.owner_account ?? "" } : { person: first.owner_id };
  const { chats } = await waysTo(to, tables);
  const messages = new Map<string, RecordRow[]>();
  for (const row of rows) {
    const key = `${isOwn(row)} ${chats.length > 0 ? "" : `${row.chat} ${row.of_id !== null}`}`;
    messages.set(key, [...(messages.get(key) ?? []), row]);
  }
  for (const together of messages.values()) {
    const told = await tell(newsOf(together, to, tables, context.now()), { tables, now: context.now() });
    if (told.way === "none")
      context.log("reminders have nowhere to go", { reminder: first.id, count: together.length, why: told.because });
  }
}

/** One's own is never held; one that somebody else set waits for the morning. */
const isOwn = (row: RecordRow): boolean => row.account === row.owner_account;

function newsOf(rows: readonly RecordRow[], to: News["to"], tables: Tables, now: number): News {
  const [first] = rows;
  if (!first) throw new Error("no reminder to tell of");
  const lines = rows.map((one) => `${numberOf(one)} ${tables.records.openText(one)}${lateness(one, now)}`);
  const number = numberOf(first);
  return {
    to,
    text: lines.length === 1 ? `【提醒】${lines[0]}` : [`【提醒】${lines.length}件`, ...lines].join("\n"),
    cause: `remind:${first.id}:${first.next_at}`,
    why: isOwn(first) ? "own" : "others",
    otherwise: { chat: first.chat },
    // of what waits for a chat in which the bot may not speak first, the same reminder goes once
    replaces: `remind:${rows.map(({ id }) => id).join()}`,
    actions: { words: ["办好了", "明天再说", "推迟1小时"], number, ...(rows.length > 1 ? { isOneOfMany: true } : {}) },
    ...(rows.length === 1 ? { subject: first.id } : {}),
    // what belongs to a record is between its author and the bot
    ...(rows.some(({ of_id }) => of_id !== null) ? { private: true } : {}),
  };
}

const lateness = ({ next_at }: RecordRow, now: number): string =>
  next_at !== null && now - next_at > lateAfter ? `（补发，原定${formatDateTime(next_at, now)}）` : "";
