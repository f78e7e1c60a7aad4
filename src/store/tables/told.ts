import { type Kysely, sql } from "kysely";
import { dayNumber, startOfDay } from "../../chinese/time/index.ts";
import { type KindName, kinds, waitAges } from "../../ledger/kinds.ts";
import type { Schema } from "../schema.ts";
import { firstAnswer } from "./answers.ts";
import { dayOfMoment } from "./days.ts";
import { accusations, kept, type Numbering } from "./kept.ts";
import { endOfPath } from "./places.ts";
import { isWithin, mayBeSeen, type Narrowed, notAgainst, type Onlooker, waits } from "./seen.ts";
import { isTallied } from "./tallies.ts";

const always = Number.MAX_SAFE_INTEGER;
const toldKinds = kinds.flatMap(({ name }) => (isTallied(name) ? name : []));

type Waiting = { readonly total: number; readonly oldest: number | null; readonly in_state: number };

type Below = { readonly name: string; readonly count: number };
type Standing = {
  readonly total: number;
  readonly oldest: number | null;
  readonly inState: number;
  readonly long: number;
  readonly children: readonly Below[] | null;
};

/** Days count from 1970 in Shanghai. */
export type PerDay = { readonly day: number; readonly away: boolean; readonly count: number };

/** PostgreSQL reads who is away once where that costs less than to ask for each. */
const isAway = sql<number>`case when exists (select 1 from people
  where people.id = records.author_id and people.away_city is not null) then 1 else 0 end`;

/** Whether a record lies below a path: asked for each, as joined PostgreSQL reads all places of a city, and of none where that is all there is. */
const liesBelow = (path: string) => sql<boolean>`case
  when not exists (select 1 from places other where other.parent_id is null and other.path <> ${path})
    and exists (select 1 from places root where root.parent_id is null and root.path = ${path})
    then records.place_id is not null
  else substr((select places.path from places where places.id = records.place_id), 1, ${path.length}) = ${path} end`;

/** Asked for each record: joined, PostgreSQL reads all people of a city for the records of a morning. */
const away = sql<number>`case when (select people.away_city from people where people.id = records.author_id) is null then 0 else 1 end`;

const dayLength = 24 * 60 * 60_000;
/** Less than half a day lies between. */
const nearestMidnight = (moment: number): number => startOfDay(moment + dayLength / 2);

const firstTwo = [sql`1`, sql`2`];

function eachDay(db: Kysely<Schema>, kind: KindName, path: string, onlooker: Onlooker) {
  const day = dayOfMoment(sql.ref("records.created_at"));
  return db
    .selectFrom("records")
    .innerJoin("places", "places.id", "records.place_id")
    .select((record) => [day.as("day"), away.as("away"), record.fn.countAll<number>().as("count")])
    .where("records.kind", "=", kind)
    .where("records.withdrawn_at", "is", null)
    .where("places.path", ">=", path)
    .where("places.path", "<", endOfPath(path))
    .where(mayBeSeen(onlooker))
    .groupBy(firstTwo);
}

const dayOfRows = (row: {
  readonly day: number;
  readonly away: number;
  readonly count: number | string | bigint;
}): PerDay => ({
  ...{ day: Number(row.day), away: Number(row.away) === 1, count: Number(row.count) },
});

/** Figures of what was written at a place and below. */
export const told = (db: Kysely<Schema>, from = kept(db)) => ({
  /** How many there are, the day of the oldest, some moment of it, and how many of them are in one state. */
  async count(
    kind: KindName,
    path: string,
    onlooker: Onlooker,
    narrowed: Narrowed = {},
    state = "",
  ): Promise<{ total: number; oldest: number | null; inState: number }> {
    const { before, ...further } = narrowed;
    const until = before === undefined ? undefined : dayNumber(before);
    const isWhole = before === undefined || startOfDay(before) === before;
    const known =
      isWhole && Object.keys(further).length === 0 ? from.waiting(kind, path, onlooker, state, until) : null;
    const counted = (known || (isTallied(kind) && (await from.numbering(path)) < 2) ? byPlace(db) : byRecord(db))
      .select((record) => [
        record.fn.countAll<number>().as("total"),
        record.fn.min("records.created_at").as("oldest"),
        sql<number>`coalesce(sum(case when records.state = ${state} then 1 else 0 end), 0)`.as("in_state"),
      ])
      .where("records.kind", "=", kind)
      .where(isWithin(narrowed))
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .where(mayBeSeen(onlooker));
    const [told] = known ? (await sql<Waiting>`${known}`.execute(db)).rows : [];
    const [row] = told ? [told] : await counted.execute();
    return {
      total: Number(row?.total ?? 0),
      oldest: row?.oldest == null ? null : Number(row.oldest),
      inState: Number(row?.in_state ?? 0),
    };
  },

  /** How many there are at or below each place right below one, in the order of the tree; those with none too. */
  async byChild(
    kind: KindName,
    parent: { readonly id: string; readonly path: string },
    onlooker: Onlooker,
  ): Promise<Below[]> {
    const known = await from.waitingByChild(kind, parent, onlooker);
    const counts = known
      ? new Map(known.map(({ id, total }) => [id, total]))
      : await this.waitingByChild(kind, parent.id, onlooker);
    return (await childrenOf(db, parent.id)).map(({ id, name }) => ({ name, count: counts.get(id) ?? 0 }));
  },

  /** All that a report says of what waits at a place and below: `long`, written before a moment; `children`, of those right below; null: not known yet. */
  async standing(
    kind: KindName,
    place: { readonly id: string; readonly path: string },
    onlooker: Onlooker,
    { state, before }: { readonly state: string; readonly before: number },
  ): Promise<Standing> {
    const known = await from.waitingByChild(kind, place, onlooker, { state, before: dayNumber(before) });
    if (known && startOfDay(before) === before) {
      const sums = known.filter(({ isSum }) => isSum);
      const sum = (of: "total" | "inState" | "early") => sums.reduce((all, one) => all + one[of], 0);
      const first = Math.min(...sums.flatMap(({ oldest }) => oldest ?? []));
      const counts = new Map(known.map(({ id, total }) => [id, total]));
      return {
        ...{ total: sum("total"), inState: sum("inState"), long: sum("early") },
        oldest: Number.isFinite(first) ? first : null,
        children:
          sum("total") > 0
            ? (await childrenOf(db, place.id)).map(({ id, name }) => ({ name, count: counts.get(id) ?? 0 }))
            : [],
      };
    }
    const all = await this.count(kind, place.path, onlooker, {}, state);
    const isLong = all.oldest !== null && all.oldest < before;
    const long = isLong ? (await this.count(kind, place.path, onlooker, { before })).total : 0;
    return { ...all, long, children: null };
  },

  /** What waits at or below each place right below one, counted from the records. */
  async waitingByChild(kind: KindName, parentId: string, onlooker: Onlooker): Promise<Map<string, number>> {
    const rows = await byRecord(db)
      .innerJoin("places as child", (join) =>
        join
          .on("child.parent_id", "=", parentId)
          .onRef("places.path", ">=", "child.path")
          .on(sql<boolean>`places.path < substr(child.path, 1, length(child.path) - 1) || '0'`),
      )
      .select((row) => ["child.id", row.fn.countAll<number>().as("count")])
      .where("records.kind", "=", kind)
      .where(waits)
      .where(mayBeSeen(onlooker))
      .groupBy("child.id")
      .execute();
    return new Map(rows.map(({ id, count }) => [id, Number(count)]));
  },

  /** How many were written at a place and below each day since, by those at home and those away. Days count from 1970 in Shanghai. */
  async perDay(kind: KindName, place: Numbering, since: number, onlooker: Onlooker): Promise<PerDay[]> {
    const known =
      startOfDay(since) === since ? await from.perDay(kind, place, onlooker, { from: dayNumber(since) }) : null;
    if (known) return known;
    const rows = await eachDay(db, kind, place.path, onlooker).where("records.created_at", ">=", since).execute();
    return rows.map(dayOfRows);
  },

  /** The same of what waits, however long. */
  async waitingPerDay(kind: KindName, place: Numbering, onlooker: Onlooker): Promise<PerDay[]> {
    const known = await from.perDay(kind, place, onlooker, "waiting");
    return known ?? (await eachDay(db, kind, place.path, onlooker).where(waits).execute()).map(dayOfRows);
  },

  /** Of what was written at a place and below since a midnight how many were first answered in each of the ages. */
  async answered(kind: KindName, place: Numbering, since: number, onlooker: Onlooker): Promise<number[]> {
    const known = await from.answered(kind, place, dayNumber(since), onlooker);
    if (known) return known;
    const days = sql<number | null>`${dayOfMoment(firstAnswer)} - ${dayOfMoment(sql.ref("records.created_at"))}`;
    const found = byPlace(db)
      .select(days.as("days"))
      .where("records.kind", "=", kind)
      .where("records.withdrawn_at", "is", null)
      .where("records.created_at", ">=", since)
      .where("places.path", ">=", place.path)
      .where("places.path", "<", endOfPath(place.path))
      .where(mayBeSeen(onlooker));
    const rows = await db
      .selectFrom(found.as("found"))
      .select((row) => [row.ref("days").$notNull().as("days"), row.fn.countAll<number>().as("count")])
      .where("days", "is not", null)
      .groupBy("days")
      .execute();
    // an answer that was dated back came the same day
    const took = (row: { readonly days: number }) => Math.max(0, Number(row.days));
    return waitAges.map(({ from: first, to }) =>
      rows.reduce((sum, row) => (took(row) >= first && took(row) <= to ? sum + Number(row.count) : sum), 0),
    );
  },

  /**
   * How many of what people do and say was written below a path since, before `until` where that is given, by kind, and how
   * many of them by people who are away.
   */
  async freshSince(
    path: string,
    since: number,
    onlooker: Onlooker,
    until = always,
  ): Promise<Map<KindName, { total: number; away: number }>> {
    const towns = await from.numbering(path);
    const begin = nearestMidnight(since);
    const end = until === always ? always : nearestMidnight(until);
    const spans = { from: dayNumber(begin), to: dayNumber(end) };
    const whole = towns > 0 && spans.from < spans.to ? await from.written(toldKinds, path, spans, onlooker) : null;
    const part = async (first: number, last: number, sign: 1 | -1) => {
      if (first >= last) return [];
      const rows = await this.writtenWithin(first, last, { path, onlooker, isWide: towns > 1 });
      return rows.map((row) => ({ ...row, count: sign * row.count }));
    };
    // beside whole days something is missing, or too much
    const found = whole
      ? [
          ...whole,
          ...(await part(since, begin, 1)),
          ...(await part(begin, since, -1)),
          ...(await part(end, until, 1)),
          ...(await part(until, end, -1)),
        ]
      : await part(since, until, 1);
    const fresh = new Map<KindName, { total: number; away: number }>();
    for (const { kind, away, count } of found) {
      const before = fresh.get(kind) ?? { total: 0, away: 0 };
      fresh.set(kind, { total: before.total + count, away: before.away + (away ? count : 0) });
    }
    for (const [kind, { total }] of fresh) if (total === 0) fresh.delete(kind);
    return fresh;
  },

  /** The same, counted from the records, `since` among them; over many towns by when they were written. */
  async writtenWithin(
    since: number,
    until: number,
    { path, onlooker, isWide }: { readonly path: string; readonly onlooker: Onlooker; readonly isWide: boolean },
  ): Promise<{ kind: KindName; away: boolean; count: number }[]> {
    const shown = accusations(path, onlooker);
    // what is shown of all of it alike needs no place to be looked at but for where it lies
    const rows = await (isWide && shown !== "some"
      ? db
          .selectFrom("records")
          .where("records.account", "!=", sql.lit(""))
          .where(liesBelow(path))
          .where(shown === "all" ? notAgainst(onlooker) : (record) => record("records.accused", "=", ""))
      : (isWide ? byWriting(db) : byPlace(db))
          .where("places.path", ">=", path)
          .where("places.path", "<", endOfPath(path))
          .where(mayBeSeen(onlooker))
    )
      .select((record) => ["records.kind", isAway.as("away"), record.fn.countAll<number>().as("count")])
      .where("records.kind", "in", toldKinds)
      .where("records.withdrawn_at", "is", null)
      .where("records.created_at", ">=", since)
      .where("records.created_at", "<", until)
      .groupBy(firstTwo)
      .execute();
    return rows.map((row) => ({ kind: row.kind, away: Number(row.away) === 1, count: Number(row.count) }));
  },
});

const childrenOf = (db: Kysely<Schema>, id: string) =>
  db.selectFrom("places").select(["id", "name"]).where("parent_id", "=", id).orderBy("path").limit(200).execute();

/** SQLite goes the way that is written: from each place to its records, or from the records to their places. */
const byPlace = (db: Kysely<Schema>) =>
  db.selectFrom("places").crossJoin("records").whereRef("records.place_id", "=", "places.id");
const byRecord = (db: Kysely<Schema>) =>
  db.selectFrom("records").crossJoin("places").whereRef("places.id", "=", "records.place_id");
/** Of many towns what was written lately is found by when it was: a year later nobody is named any more. */
const byWriting = (db: Kysely<Schema>) => byRecord(db).where("records.account", "!=", sql.lit(""));
