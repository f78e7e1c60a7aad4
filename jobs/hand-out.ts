import { z } from "zod";
import { defineJob, type JobContext } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { alikeOf } from "../src/bot/record/alike.ts";
import { authorOf } from "../src/bot/record/author.ts";
import { inChargeOf } from "../src/bot/tell/in-charge.ts";
import { tell } from "../src/bot/tell/tell.ts";
import { clip } from "../src/chinese/privacy/clip.ts";
import { lastHandOut } from "../src/ledger/hand-out.ts";
import { type KindName, kindOf, kinds, numberOf } from "../src/ledger/kinds.ts";
import type { RecordRow } from "../src/store/tables/records.ts";
import type { Tables } from "../src/store/tables.ts";
import { settledAtMost } from "./settled.ts";

const dayLength = 24 * 60 * 60_000;
/** Of what came before the first time, so much is still news. */
const atMost = 3 * dayLength;
const mostAtOnce = 10_000;
const mostShown = 10;
const mostQuoted = 20;
const longest = 60;
const settled = "handed out until";
const handedOut = kinds.filter(({ answered }) => answered !== undefined).map(({ name }) => name);

/** Twice a workday those in charge hear what came since and waits for an answer. */
export const handOut = defineJob({
  name: "hand-out",
  data: z.object({ until: z.number() }),
  id: ({ until }) => jobId("hand-out", until),
  async due(until, { store, reference }) {
    const at = lastHandOut(until, (await reference()).calendar);
    if (at === null || Number((await store.read.settings.get(settled)) ?? 0) >= at) return [];
    return [{ data: { until: at }, at }];
  },
  clockMoved: (context) => settledAtMost(settled, lastHandOut, context),
  async run({ until }, context) {
    const { store } = context;
    const since = Number((await store.read.settings.get(settled)) ?? until - atMost);
    if (since >= until) return;
    for (const kind of handedOut)
      for (const [personId, rows] of await sorted(kind, since, until, store.read))
        await handTo(personId, kind, rows, until, context);
    await store.write((tables) => tables.settings.set(settled, String(until)));
  },
});

/** What came, by those in charge of it. */
async function sorted(kind: KindName, since: number, until: number, read: Tables): Promise<Map<string, RecordRow[]>> {
  const inCharge = new Map<string, readonly string[]>();
  const byPerson = new Map<string, RecordRow[]>();
  for (const row of await read.waiting.since(kind, since, until, mostAtOnce)) {
    const key = `${row.place_id} ${row.accused} ${row.author_id}`;
    const people = inCharge.get(key) ?? (await inChargeOf(row, read));
    inCharge.set(key, people);
    for (const personId of people) byPerson.set(personId, [...(byPerson.get(personId) ?? []), row]);
  }
  return byPerson;
}

async function handTo(
  personId: string,
  kind: KindName,
  rows: readonly RecordRow[],
  until: number,
  { store, reference, now, log }: JobContext,
): Promise<void> {
  const { places } = await reference();
  const villageOf = ({ place_id }: RecordRow) =>
    place_id === null ? undefined : (places.above(place_id, "village") ?? places.get(place_id));
  const villages = [...new Set(rows.map(villageOf))];
  const parts: string[] = [];
  for (const village of villages) {
    const there = rows.filter((row) => villageOf(row) === village);
    parts.push(`${village?.name ?? ""}新增${kindOf(kind).word}${there.length}条：`);
    for (const row of there.slice(0, mostShown)) parts.push(await lineOf(row, store.read));
    if (there.length > mostShown) parts.push(`还有${there.length - mostShown}条，发“/意见 列表”看。`);
  }
  const [only, ...others] = rows;
  if (!only) return;
  const alone = others.length === 0;
  const how = alone ? "引用这条写上话，就是答复。" : `引用这条写上号和话，就是答复。例：${numberOf(only)} 下周三来修`;
  const told = await store.write((tables) =>
    tell(
      {
        ...{ to: { person: personId }, text: [...parts, how].join("\n"), cause: `hand-out:${personId}:${until}` },
        ...{ why: "others", private: true, subject: rows.slice(0, mostQuoted).map(({ id }) => id) },
      },
      { tables, now: now() },
    ),
  );
  if (told.way === "none") log("nobody to hand out to", { person: personId, why: told.because });
}

/** Who said it only where that may be known. */
async function lineOf(row: RecordRow, tables: Tables): Promise<string> {
  const author = await authorOf(row, tables);
  const secret = row.accused === "" ? "" : "（说的是人，只您这级能看，请私下核实）";
  const [same] = await alikeOf(row, tables);
  const like = same ? `（像 ${numberOf(same)}）` : "";
  return `${numberOf(row)} ${clip(tables.records.openText(row), longest)}${author && `（${author}）`}${like}${secret}`;
}
