import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from "kysely";
import type { KindName } from "../../ledger/kinds.ts";
import type { Schema } from "../schema.ts";
import type { Cut } from "./lists.ts";
import { endOfPath } from "./places.ts";
import type { RecordRow } from "./records.ts";

/** As a literal: the condition of a partial index must stand in the statement itself. */
const waits = sql<boolean>`records.waiting = 1 and records.withdrawn_at is null`;

/** Who looks: what accuses somebody is for those who look at the village from above, and never for the accused. */
export type Onlooker = {
  readonly personId: string | null;
  /** paths of the places below which accusations may be read */
  readonly accusationsBelow: readonly string[];
};

const mayBeSeen =
  ({ personId, accusationsBelow }: Onlooker) =>
  (row: ExpressionBuilder<Schema, "records" | "places">): Expression<SqlBool> => {
    const below = accusationsBelow.map((path) =>
      row.and([row("places.path", ">=", path), row("places.path", "<", endOfPath(path))]),
    );
    const others = personId === null ? [] : [row("records.accused", "not like", `%,${personId},%`)];
    return row.or([
      row("records.accused", "=", ""),
      ...(below.length > 0 ? [row.and([row.or(below), ...others])] : []),
    ]);
  };

/** What a list of what waits is narrowed down to. */
export type Narrowed = {
  /** written before this moment */
  readonly before?: number;
  /** by people who are away */
  readonly isAway?: true;
  /** in this state alone */
  readonly state?: string;
  /** days, YYYY-MM-DD, both included */
  readonly days?: { readonly from: string; readonly to: string };
};

const isWithin =
  ({ before, isAway, state, days }: Narrowed) =>
  (row: ExpressionBuilder<Schema, "records" | "places">): Expression<SqlBool> =>
    row.and([
      waits,
      ...(before === undefined ? [] : [row("records.created_at", "<", before)]),
      ...(state === undefined ? [] : [row("records.state", "=", state)]),
      ...(days === undefined ? [] : [row("records.day", ">=", days.from), row("records.day", "<=", days.to)]),
      ...(isAway
        ? [
            row.exists(
              row
                .selectFrom("people")
                .select("people.id")
                .whereRef("people.id", "=", "records.author_id")
                .where("people.away_city", "is not", null),
            ),
          ]
        : []),
    ]);

/** Records below a place: what is still to be done, and what is new. */
export const waiting = (db: Kysely<Schema>) => ({
  /** The oldest first. */
  list: (
    kind: KindName,
    path: string,
    { limit, offset }: Cut,
    onlooker: Onlooker,
    narrowed: Narrowed = {},
  ): Promise<RecordRow[]> =>
    db
      .selectFrom("records")
      .selectAll()
      // which they are the index says by itself
      .where("id", "in", (these) =>
        these
          .selectFrom("records")
          .innerJoin("places", "places.id", "records.place_id")
          .select("records.id")
          .where("records.kind", "=", kind)
          .where(isWithin(narrowed))
          .where("places.path", ">=", path)
          .where("places.path", "<", endOfPath(path))
          .where(mayBeSeen(onlooker))
          .orderBy("records.created_at")
          .orderBy("records.id")
          .limit(limit)
          .offset(offset),
      )
      .orderBy("created_at")
      .orderBy("id")
      .execute(),

  /** What was written within a span, `until` among it, wherever. */
  since: (kind: KindName, since: number, until: number, limit: number): Promise<RecordRow[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("kind", "=", kind)
      .where(waits)
      .where("created_at", ">", since)
      .where("created_at", "<=", until)
      .orderBy("created_at")
      .orderBy("id")
      .limit(limit)
      .execute(),

  /** Of one account, not older than `since`, the latest first. */
  ofAccount: (kind: KindName, account: string, since: number): Promise<RecordRow[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("account", "=", account)
      .where("kind", "=", kind)
      .where(waits)
      .where("created_at", ">=", since)
      .orderBy("created_at", "desc")
      .limit(10)
      .execute(),

  /** Of what the bot has spoken of in a chat since, the latest first. */
  async toldIn(kind: KindName, chat: string, since: number): Promise<RecordRow[]> {
    const ids = db
      .selectFrom("outbox")
      .select("record_id")
      .where("target", "=", chat)
      .where("record_id", "is not", null)
      .where("created_at", ">=", since);
    return db
      .selectFrom("records")
      .selectAll()
      .where("id", "in", ids)
      .where("kind", "=", kind)
      .where(waits)
      .orderBy("created_at", "desc")
      .limit(10)
      .execute();
  },

  /** How many there are, when the oldest was written, and how many of them are in one state. */
  async count(
    kind: KindName,
    path: string,
    onlooker: Onlooker,
    narrowed: Narrowed = {},
    state = "",
  ): Promise<{ total: number; oldest: number | null; inState: number }> {
    const row = await db
      .selectFrom("records")
      .innerJoin("places", "places.id", "records.place_id")
      .select((record) => [
        record.fn.countAll<number>().as("total"),
        record.fn.min("records.created_at").as("oldest"),
        sql<number | null>`sum(case when records.state = ${state} then 1 else 0 end)`.as("in_state"),
      ])
      .where("records.kind", "=", kind)
      .where(isWithin(narrowed))
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .where(mayBeSeen(onlooker))
      .executeTakeFirstOrThrow();
    return {
      total: Number(row.total),
      oldest: row.oldest === null ? null : Number(row.oldest),
      inState: Number(row.in_state ?? 0),
    };
  },

  /** How many there are at or below each place right below one, in the order of the tree; those with none too. */
  async byChild(kind: KindName, parentId: string, onlooker: Onlooker): Promise<{ name: string; count: number }[]> {
    const rows = await db
      .selectFrom("records")
      .innerJoin("places", "places.id", "records.place_id")
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
    const counts = new Map(rows.map(({ id, count }) => [id, Number(count)]));
    const children = await db
      .selectFrom("places")
      .select(["id", "name"])
      .where("parent_id", "=", parentId)
      .orderBy("path")
      .limit(200)
      .execute();
    return children.map(({ id, name }) => ({ name, count: counts.get(id) ?? 0 }));
  },

  /** How many were written below a path each day since, by those at home and those away. Days count from 1970 in Shanghai. */
  async perDay(
    kind: KindName,
    path: string,
    since: number,
    onlooker: Onlooker,
  ): Promise<{ day: number; away: boolean; count: number }[]> {
    // Asia/Shanghai has had no daylight saving since 1991
    const day = sql<number>`(records.created_at + 28800000) / 86400000`;
    const away = sql<number>`case when people.away_city is null then 0 else 1 end`;
    const rows = await db
      .selectFrom("records")
      .innerJoin("places", "places.id", "records.place_id")
      .leftJoin("people", "people.id", "records.author_id")
      .select((record) => [day.as("day"), away.as("away"), record.fn.countAll<number>().as("count")])
      .where("records.kind", "=", kind)
      .where("records.withdrawn_at", "is", null)
      .where("records.created_at", ">=", since)
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .where(mayBeSeen(onlooker))
      .groupBy([day, away])
      .execute();
    return rows.map((row) => ({ day: Number(row.day), away: Number(row.away) === 1, count: Number(row.count) }));
  },

  /**
   * Of what was written below a path since: after how many days, as a calendar counts them, it came into one of these
   * states, and how many did; null: not yet.
   */
  async daysUntil(
    kind: KindName,
    states: readonly string[],
    path: string,
    since: number,
    onlooker: Onlooker,
  ): Promise<{ days: number | null; count: number }[]> {
    const done = sql<number | null>`(select min(m.at) from moves m where m.record_id = records.id
      and m.undone_at is null and m.to_state in (${sql.join(states)}))`;
    // Asia/Shanghai has had no daylight saving since 1991
    const days = sql<number | null>`(${done} + 28800000) / 86400000 - (records.created_at + 28800000) / 86400000`;
    const found = db
      .selectFrom("records")
      .innerJoin("places", "places.id", "records.place_id")
      .select(days.as("days"))
      .where("records.kind", "=", kind)
      .where("records.withdrawn_at", "is", null)
      .where("records.created_at", ">=", since)
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .where(mayBeSeen(onlooker));
    const rows = await db
      .selectFrom(found.as("found"))
      .select((row) => ["days", row.fn.countAll<number>().as("count")])
      .groupBy("days")
      .execute();
    return rows.map((row) => ({ days: row.days === null ? null : Number(row.days), count: Number(row.count) }));
  },

  /** How many of each kind were written below a path since, before `until` where that is given, and how many of them by people who are away. */
  async freshSince(
    path: string,
    since: number,
    onlooker: Onlooker,
    until?: number,
  ): Promise<Map<KindName, { total: number; away: number }>> {
    const fresh = db
      .selectFrom("records")
      .innerJoin("places", "places.id", "records.place_id")
      .leftJoin("people", "people.id", "records.author_id")
      .select((record) => [
        "records.kind",
        record.fn.countAll<number>().as("total"),
        record.fn
          .sum<number>(
            record.case().when("people.away_city", "is not", null).then(record.lit(1)).else(record.lit(0)).end(),
          )
          .as("away"),
      ])
      .where("records.withdrawn_at", "is", null)
      .where("records.created_at", ">=", since)
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .where(mayBeSeen(onlooker))
      .groupBy("records.kind");
    const rows = await (until === undefined ? fresh : fresh.where("records.created_at", "<", until)).execute();
    return new Map(rows.map((row) => [row.kind, { total: Number(row.total), away: Number(row.away) }]));
  },
});
