import { dayOf, formatClock, formatDay, startOfDay } from "../../chinese/time/index.ts";
import { daysBetween } from "../../ledger/coverage.ts";
import { type DigestFacts, digestText, hasNews } from "../../ledger/digest.ts";
import type { Tables } from "../../store/tables.ts";
import { coverageOf, visitLevels } from "../record/coverage.ts";

const dayLength = 24 * 60 * 60_000;
const namesInDigest = 2;

/** Whose digest: the place of the widest post, highest first. */
export type Reader = { readonly personId: string; readonly place: { readonly path: string; readonly name: string } };

/**
 * The short report of a place: what is new since `since`, what is open now, what is due today.
 * The scheduled digest and `/简报` both come from here.
 */
export async function composeDigest(
  reader: Reader,
  since: number,
  tables: Tables,
  now: number,
): Promise<{ text: string; hasNews: boolean }> {
  const { path, name } = reader.place;
  const { total, oldest } = await tables.waiting.count("opinion", path);
  const fresh = await tables.waiting.freshSince(path, since);
  const day = startOfDay(now);
  const due = await tables.clocks.between("reminder", reader.personId, day, day + dayLength);
  const talks = await coverageOf(
    { campaign: "talk", title: "谈心", verb: "谈", path, who: "", mostNames: namesInDigest },
    { tables, now },
  );
  const begun = await tables.coverage.begun(path);
  const facts: DigestFacts = {
    day: formatDay(now, now),
    placeName: name,
    talks: begun.has("talk") ? talks : null,
    visits: begun.has("visit") ? await visitLevels(path, { tables, now }) : null,
    hasFreshRecords: fresh.size > 0,
    opinions: {
      fresh: fresh.get("opinion")?.total ?? 0,
      freshAway: fresh.get("opinion")?.away ?? 0,
      unanswered: total,
      oldestDays: oldest === null ? 0 : daysBetween(dayOf(oldest), dayOf(now)),
    },
    reminders: due.map((row) => ({ time: formatClock(row.next_at ?? 0), text: tables.records.openText(row) })),
    deafGroups: await tables.groups.deafBelow(path),
  };
  return { text: digestText(facts), hasNews: hasNews(facts) };
}
