import { z } from "zod";
import { defineJob, type JobContext } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { parseChatKey } from "../src/bot/message.ts";
import { minute } from "../src/bot/record/keep.ts";
import { formatDateTime, nextOccurrence, type Recurrence } from "../src/chinese/time/index.ts";
import { numberOf, waits } from "../src/ledger/kinds.ts";
import { allowedFrom } from "../src/ledger/quiet-hours.ts";
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

/** One message for each chat, and one for what may go now beside what is held. */
async function write(rows: readonly RecordRow[], tables: Tables, context: JobContext): Promise<void> {
  const [first] = rows;
  const way = first && (await wayTo(first, tables));
  if (way === undefined) {
    context.log("reminders have nowhere to go", { reminder: first?.id ?? "", count: rows.length });
    return;
  }
  const now = context.now();
  const messages = new Map<string, { target: string; holdUntil: number; rows: RecordRow[] }>();
  for (const row of rows) {
    const target = way ?? row.chat;
    // one's own reminder is never held; one that somebody else set waits for the morning
    const own = row.account === row.owner_account;
    const holdUntil = own ? now : allowedFrom(parseChatKey(target).kind === "group" ? "group" : "private", now);
    const message = messages.get(`${holdUntil} ${target}`) ?? { target, holdUntil, rows: [] };
    message.rows.push(row);
    messages.set(`${holdUntil} ${target}`, message);
  }
  for (const { target, holdUntil, rows: together } of messages.values())
    await tables.outbox.add({
      target,
      cause: `remind:${together[0]?.id}:${together[0]?.next_at}`,
      purpose: "push",
      text: reminderText(together, tables, now, holdUntil > now),
      now,
      holdUntil,
      personId: first?.owner_id ?? null,
    });
}

/** The person's account last used, else the account it was set for; null: the chat it was set in; undefined: no pushes. */
async function wayTo(row: RecordRow, tables: Tables): Promise<string | null | undefined> {
  const account = await tables.accounts.get(row.owner_account ?? "");
  const person = row.owner_id === null ? undefined : await tables.people.get(row.owner_id);
  if (account?.unsubscribed_at != null || person?.unsubscribed_at != null) return undefined;
  const [reachable] = row.owner_id === null ? [] : await tables.accounts.reachable(row.owner_id);
  return reachable?.chat ?? account?.direct_chat ?? null;
}

function reminderText(rows: readonly RecordRow[], tables: Tables, now: number, held: boolean): string {
  const lines = rows.map((row) => {
    const late =
      now - (row.next_at ?? now) > lateAfter
        ? `（补发，原定${formatDateTime(row.next_at ?? now, now)}）`
        : held
          ? "（顺延）"
          : "";
    return `${numberOf(row)} ${tables.records.openText(row)}${late}`;
  });
  const [only = ""] = lines;
  if (lines.length === 1) return `【提醒】${only}\n回“办好了”“明天再说”“推迟1小时”`;
  const which = rows[0] ? numberOf(rows[0]) : "";
  return [`【提醒】${lines.length}件`, ...lines, `回“办好了 ${which}”“明天再说 ${which}”“推迟1小时 ${which}”`].join(
    "\n",
  );
}
