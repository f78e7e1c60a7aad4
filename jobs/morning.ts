import { type Composed, composeDigest } from "../src/bot/digest/compose.ts";
import { type Reader, readerOf } from "../src/bot/digest/reader.ts";
import type { Section } from "../src/bot/digest/section.ts";
import type { Gazetteer } from "../src/bot/places.ts";
import { type Calendar, dayOf, startOfDay } from "../src/chinese/time/index.ts";
import { lateUntil } from "../src/ledger/digest.ts";
import type { Tables } from "../src/store/tables.ts";

const minute = 60_000;
const dayLength = 24 * 60 * minute;
/** Later than this after its minute a digest says so. */
const lateAfter = 5;

/** The digest of one reader on a day. */
export type Which = { readonly personId: string; readonly day: string; readonly minute: number };

export const causeOf = (personId: string, day: string): string => `digest:${personId}:${day}:`;

/** Null: not, or not any more; true: the reader asked for one on this very day. */
export async function isWanted(
  { personId, day, minute: at }: Which,
  tables: Tables,
  now: number,
): Promise<boolean | null> {
  const setting = await tables.digests.setting(personId);
  return setting?.enabled && setting.minute === at && dayOf(now) === day ? setting.also_on === day : null;
}

/** What is to be kept of this day, if it is not kept yet, and told, if anything is. */
export type Told = {
  readonly reader: Reader | null;
  readonly kept: {
    readonly state: "composed" | "empty" | "skipped";
    readonly text: string;
    readonly at: number;
  } | null;
  readonly text: string | null;
  readonly actions?: Composed["actions"];
  readonly since: number;
};

export type Composing = {
  readonly sections: readonly Section[];
  readonly now: number;
  readonly places: Gazetteer;
  readonly calendar: Calendar;
};

export async function compose(
  which: Which,
  asked: boolean,
  tables: Tables,
  { sections, now, places, calendar }: Composing,
): Promise<Told> {
  const posts = await tables.people.posts(which.personId);
  const reader = readerOf(which.personId, posts.map(asHeld), places);
  const earlier = await tables.digests.of(which.personId, which.day, "daily");
  const last = await tables.digests.last(which.personId, "daily");
  const unread = last?.state === "composed" && !(await tables.outbox.wasSaid(causeOf(which.personId, last.day)));
  const since = (unread ? last.covers_from : last?.composed_at) ?? lastMorning(now, calendar);
  if (earlier) return { reader, kept: null, text: asked ? tables.digests.openText(earlier) : null, since };
  const late = minuteOf(now) - which.minute;
  if (!reader || (!asked && minuteOf(now) > lateUntil && late > lateAfter))
    return { reader, kept: { state: "skipped", text: "", at: since }, text: null, since };
  const composed: Composed = await composeDigest(sections, reader, since, tables, { now, places, calendar });
  const before = last && !unread ? tables.digests.openText(last) : null;
  const isNew = composed.hasNews && (before === null || isMonday(which.day) || !saysTheSame(before, composed.text));
  const send = asked || isNew;
  const text = late > lateAfter ? `（补发）${composed.text}` : composed.text;
  const kept = { state: send ? ("composed" as const) : ("empty" as const), text, at: now };
  return {
    ...{ reader, kept, text: send ? text : null, since },
    ...(composed.actions && { actions: composed.actions }),
  };
}

/** Nobody reads the same lines morning after morning: what only grew a day older waits for Monday. */
const saysTheSame = (before: string, now: string): boolean =>
  withoutAge(before.replace(/新增\d+(?:（[^）]*）)?，?/gu, "")) === withoutAge(now);
const withoutAge = (text: string): string => text.replace(/^.*\n/, "").replace(/，?最久\d+天/g, "");
const isMonday = (day: string): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() === 1;

export const minuteOf = (at: number): number => Math.floor((at - startOfDay(at)) / minute);

type PostRow = Awaited<ReturnType<Tables["people"]["posts"]>>[number];
export const asHeld = ({ role, place_id, place_path, place_name }: PostRow) => ({
  ...{ role, placeId: place_id, placePath: place_path, placeName: place_name },
});

/** The same time of the last working day: a first digest on a Monday tells of the weekend too. */
function lastMorning(now: number, calendar: Calendar): number {
  let at = now - dayLength;
  while (!calendar.isWorkday(dayOf(at))) at -= dayLength;
  return at;
}
