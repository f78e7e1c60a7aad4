import { z } from "zod";
import { defineJob, type JobContext } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { parseChatKey } from "../src/bot/message.ts";
import { minute } from "../src/bot/record.ts";
import { reminderNumber } from "../src/bot/reminder.ts";
import { formatDateTime, nextOccurrence, type Recurrence } from "../src/chinese/time/index.ts";
import { allowedFrom } from "../src/ledger/quiet-hours.ts";
import type { ReminderRow } from "../src/store/reminders.ts";
import type { Tables } from "../src/store/tables.ts";

const mostAtOnce = 10_000;
/** Later than this after its minute a reminder says so. */
const lateAfter = 2 * minute;

/** What is due for one account in one minute, as one message. */
export const remind = defineJob({
  name: "remind",
  data: z.object({ account: z.string(), dueAt: z.number() }),
  id: ({ account, dueAt }) => jobId("remind", account, dueAt),
  async due(until, { store }) {
    const rows = await store.read.reminders.dueUntil(until, mostAtOnce);
    return rows.map((row) => ({ data: { account: row.for_account, dueAt: row.due_at }, at: row.due_at }));
  },
  async run({ account, dueAt }, context) {
    const { store, now } = context;
    const { calendar } = await context.reference();
    const targets = await store.write(async (tables) => {
      const claimed: ReminderRow[] = [];
      for (const row of await tables.reminders.dueFor(account, Math.max(now(), 0))) {
        const next = row.rule === null ? null : nextOccurrence(JSON.parse(row.rule) as Recurrence, now(), calendar);
        if (await tables.reminders.claim(row, next)) claimed.push(row);
      }
      return claimed.length === 0 ? [] : write(claimed, tables, context, dueAt);
    });
    await Promise.all(targets.map(context.drain));
  },
});

async function write(
  rows: readonly ReminderRow[],
  tables: Tables,
  context: JobContext,
  dueAt: number,
): Promise<string[]> {
  const now = context.now();
  const [first] = rows;
  if (!first) return [];
  const target = await targetOf(first, tables);
  if (target === null) {
    context.log("reminder has nowhere to go", { reminder: first.id });
    return [];
  }
  // one's own reminder is never held; one that somebody else set waits for the morning
  const byOthers = rows.every((row) => row.account !== row.for_account);
  const holdUntil = byOthers ? allowedFrom(parseChatKey(target).kind === "group" ? "group" : "private", now) : now;
  await tables.outbox.add({
    target,
    cause: `remind:${first.id}:${dueAt}`,
    purpose: "push",
    text: reminderText(rows, tables, now, holdUntil > now),
    now,
    holdUntil,
    personId: first.for_person_id,
  });
  return [target];
}

/** The person's account last used, else the account it was set for, else the chat it was set in. */
async function targetOf(row: ReminderRow, tables: Tables): Promise<string | null> {
  const account = await tables.accounts.get(row.for_account);
  const person = row.for_person_id === null ? undefined : await tables.people.get(row.for_person_id);
  if (account?.unsubscribed_at != null || person?.unsubscribed_at != null) return null;
  const [reachable] = row.for_person_id === null ? [] : await tables.accounts.reachable(row.for_person_id);
  return reachable?.chat ?? account?.direct_chat ?? row.chat;
}

function reminderText(rows: readonly ReminderRow[], tables: Tables, now: number, held: boolean): string {
  const lines = rows.map((row) => {
    const late =
      now - row.due_at > lateAfter ? `（补发，原定${formatDateTime(row.due_at, now)}）` : held ? "（顺延）" : "";
    return `${reminderNumber(row)} ${tables.reminders.openText(row)}${late}`;
  });
  const [only = ""] = lines;
  if (lines.length === 1) return `【提醒】${only}\n回“办好了”“明天再说”“推迟1小时”`;
  return [`【提醒】${lines.length}件`, ...lines].join("\n");
}
