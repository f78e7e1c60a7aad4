import { z } from "zod";
import { defineJob, type JobContext } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { tell } from "../src/bot/tell/tell.ts";
import { formatDateTime } from "../src/chinese/time/index.ts";
import { reminded } from "../src/ledger/appraisal.ts";
import { type Look, lookAt, nextLook } from "../src/ledger/appraisal-clock.ts";
import { isBallot, leastOf, type Template } from "../src/ledger/appraisal-templates.ts";
import { numberOf } from "../src/ledger/kinds.ts";
import type { RecordRow } from "../src/store/tables/records.ts";
import type { Tables } from "../src/store/tables.ts";
import { closeAppraisal, dropAppraisal } from "./close-appraisal.ts";

const mostAtOnce = 1_000;
const minute = 60_000;
const halfDay = 12 * 60 * minute;

/** Open appraisals: who is reminded and warned, and their closing. */
export const ballots = defineJob({
  name: "ballots",
  data: z.object({ id: z.string(), at: z.number() }),
  id: ({ id, at }) => jobId("ballots", id, at),
  repeatable: true,
  async due(until, { store }) {
    const rows = await store.read.appraisals.dueUntil(until, mostAtOnce);
    return rows.map(({ id, at }) => ({ data: { id, at }, at }));
  },
  async run({ id }, context) {
    const row = await context.store.read.records.get(id);
    if (!row) return;
    if (row.withdrawn_at !== null || row.state === "void") return dropAppraisal(row, context);
    if (row.state === "counting") return closeAppraisal(row, context);
    await look(row, context);
  },
});

/** One step of its clock; what was said already is not said again. */
async function look(row: RecordRow, context: JobContext): Promise<void> {
  const { store, now } = context;
  const closes = Number(row.due_at);
  const isClosing = await store.write(async (tables) => {
    const at = now();
    const done = await tables.ballots.forgetSheets(row.id);
    const again = done ? null : at + minute;
    if (row.state !== "open") {
      await tables.appraisals.set(row.id, { next_at: again });
      return false;
    }
    const what = lookAt(closes, at);
    const later = what === "close" ? await heldUntil(row, tables) : 0;
    if (later > at) {
      // a meeting in which one of its panels votes was put off meanwhile
      if (await tables.records.change(row, { due_at: later }))
        await tables.appraisals.set(row.id, { next_at: nextLook(later, at) });
      return false;
    }
    if (what === "close") {
      if (await tables.records.change(row, { state: "counting" })) await tables.appraisals.set(row.id, { next_at: at });
      return true;
    }
    if (what !== null) await say(what, row, tables, at);
    const next = nextLook(closes, at);
    await tables.appraisals.set(row.id, { next_at: again === null ? next : Math.min(again, next) });
    return false;
  });
  const closing = isClosing ? await store.read.records.get(row.id) : undefined;
  if (closing?.state === "counting") await closeAppraisal(closing, context);
}

/** When the last meeting in which it is still voted has had its time. */
async function heldUntil(row: RecordRow, tables: Tables): Promise<number> {
  const waiting = (await tables.rounds.of(row.id)).filter(({ voting }) => voting === "waits");
  return Math.max(0, ...waiting.map(({ due_at }) => Number(due_at) + halfDay));
}

async function say(what: Look, row: RecordRow, tables: Tables, now: number): Promise<void> {
  const number = numberOf(row);
  const closes = Number(row.due_at);
  const base = { subject: row.id, private: true } as const;
  const cause = (whom: string) => `appraisal:${row.id}:${closes}:${what}:${whom}`;
  const until = formatDateTime(closes, now);
  if (what === "remind") {
    // whoever was told of it within the last day is not reminded of it
    if (Number((await tables.appraisals.of(row.id)).opened_at) > closes - reminded) return;
    // whoever has voted hears nothing more, and nobody is told who has not
    for (const person of new Set(await tables.ballots.unused(row.id))) {
      const text = `${number} ${tables.records.openText(row)}：您的票还没投，${until}截止。私聊我发“投票”。`;
      await tell(
        { to: { person }, text, cause: cause(person), why: "others", expires: closes, ...base },
        { tables, now },
      );
    }
    return;
  }
  if (what === "last call") {
    for (const account of await tables.ballots.uncast(row.id)) {
      const chat = (await tables.accounts.get(account))?.direct_chat;
      const text = `${number} ${until}截止，您填好的票还没投。回“投”才算。`;
      if (chat != null)
        await tell(
          { to: { chat }, text, cause: cause(account), why: "own", expires: closes, ...base },
          { tables, now },
        );
    }
    return;
  }
  const { terms, extended } = await tables.appraisals.of(row.id);
  const least = leastOf(JSON.parse(terms) as Template);
  const turnout = await tables.ballots.turnout(row.id);
  const few = (await tables.appraisals.panels(row.id))
    .filter(({ id, how }) => isBallot(how) && (turnout.get(id)?.voted ?? 0) < least)
    .map(({ title }) => `${title}不足${least}票`);
  if (few.length === 0 || row.author_id === null) return;
  const more = extended ? "" : `要延期发：/评议 延期 ${number} 到…`;
  const text = `${number} ${until}截止，${few.join("、")}，没有结果。${more}`;
  await tell({ to: { person: row.author_id }, text, cause: cause("author"), why: "own", ...base }, { tables, now });
}
