import { z } from "zod";
import { defineJob, type JobContext } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { tell } from "../src/bot/tell/tell.ts";
import { clip } from "../src/chinese/privacy/clip.ts";
import { formatDay } from "../src/chinese/time/index.ts";
import { type KindName, numberOf } from "../src/ledger/kinds.ts";
import { nameOfBook } from "../src/ledger/note.ts";
import { lastRecap } from "../src/ledger/recap.ts";
import type { RecordRow } from "../src/store/tables/records.ts";
import type { Tables } from "../src/store/tables.ts";
import { settledAtMost } from "./settled.ts";

const kind: KindName = "note";
const dayLength = 24 * 60 * 60_000;
const week = 7 * dayLength;
const mostAtOnce = 50_000;
const mostShown = 5;
const longest = 30;
const settled = "notes recalled until";

/** Once a week whoever wrote notes is shown them again, one-to-one; who wrote nothing hears nothing. */
export const recap = defineJob({
  name: "recap",
  data: z.object({ until: z.number() }),
  id: ({ until }) => jobId("recap", until),
  async due(until, { store, reference }) {
    const at = lastRecap(until, (await reference()).calendar);
    if (at === null || Number((await store.read.settings.get(settled)) ?? 0) >= at) return [];
    return [{ data: { until: at }, at }];
  },
  clockMoved: (context) => settledAtMost(settled, lastRecap, context),
  async run({ until }, context) {
    const { store } = context;
    const before = Number((await store.read.settings.get(settled)) ?? 0);
    if (before >= until) return;
    // what is looked at again days later, after a long standstill, is no look back at the week
    const isLate = context.now() - until > dayLength;
    const rows = isLate
      ? []
      : await store.read.recent.writtenSince(kind, Math.max(before, until - week), until, mostAtOnce);
    const byAuthor = new Map<string, RecordRow[]>();
    for (const row of rows) {
      const author = row.author_id ?? row.account;
      byAuthor.set(author, [...(byAuthor.get(author) ?? []), row]);
    }
    for (const [author, own] of byAuthor) await showAgain(author, own, until, context);
    await store.write((tables) => tables.settings.set(settled, String(until)));
  },
});

async function showAgain(author: string, rows: readonly RecordRow[], until: number, { store, now }: JobContext) {
  const [first] = rows;
  if (!first) return;
  const to = first.author_id === null ? { account: first.account } : { person: first.author_id };
  await store.write(async (tables) => {
    // one that was taken back meanwhile is not shown
    const standing = (await Promise.all(rows.map(({ id }) => tables.records.get(id)))).flatMap((row) =>
      row && row.withdrawn_at === null ? [row] : [],
    );
    if (standing.length === 0) return;
    const text = wordsOf(standing, tables, now());
    await tell({ to, text, cause: `recap:${author}:${until}`, why: "others", private: true }, { tables, now: now() });
  });
}

function wordsOf(rows: readonly RecordRow[], tables: Tables, now: number): string {
  const counts = new Map<string, number>();
  for (const { category } of rows) counts.set(nameOfBook(category), (counts.get(nameOfBook(category)) ?? 0) + 1);
  const shown = rows.slice(-mostShown).reverse();
  return [
    `您这周记了${rows.length}条：${[...counts].map(([book, count]) => `${book}${count}`).join("、")}（只有您看得到）`,
    ...shown.map((row) => `${numberOf(row)} ${formatDay(row.day, now)} ${clip(tables.records.openText(row), longest)}`),
    ...(rows.length > shown.length ? [`……前面还有${rows.length - shown.length}条`] : []),
    "找记过的：/手记 找 水渠",
  ].join("\n");
}
