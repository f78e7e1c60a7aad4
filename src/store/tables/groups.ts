import { type Kysely, sql } from "kysely";
import { type Given, statement } from "../engine/prepared.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";
import { endOfPath } from "./places.ts";

export type GroupRow = Schema["groups"];
type Hearing = Pick<GroupRow, "hears" | "may_push">;

/** Asked for by every opinion in a group, and so compiled once. */
const said = statement((db, { key, opinion }: Given<{ readonly key: string; readonly opinion: string }>) =>
  db.updateTable("groups").set({ said: opinion }).where("key", "=", key),
);

/** From a county up it is asked of the deaf groups whether they lie there, below of the places whether they have one. */
const deafBelow = statement((_, { path, end }: Given<{ path: string; end: string }>) => {
  const here = (isWide: boolean) =>
    sql`(select 1 from places where path = ${path} and level ${sql.raw(isWide ? "in" : "not in")} ('city', 'county')) here`;
  const deaf = sql`g.hears = 'mentions' and g.dead_at is null and p.path >= ${path} and p.path < ${end}`;
  return sql<{ count: number }>`select
    (select count(*) from ${here(true)} cross join groups g cross join places p where p.id = g.place_id and ${deaf})
    + (select count(*) from ${here(false)} cross join places p cross join groups g where g.place_id = p.id and ${deaf}) as count`;
});

export const groups = (db: Kysely<Schema>, seal: Seal, { run }: Surroundings) => ({
  get: (key: string): Promise<GroupRow | undefined> =>
    db.selectFrom("groups").selectAll().where("key", "=", key).executeTakeFirst(),
  /** Makes the group known; changes nothing of one that is. */
  async meet(key: string, now: number, hears: GroupRow["hears"]): Promise<void> {
    await db
      .insertInto("groups")
      .values({
        key,
        place_id: null,
        kind: null,
        hears,
        may_push: "unknown",
        webhook_sealed: null,
        holding: 0,
        greeted_at: null,
        created_at: now,
        dead_at: null,
        alive_at: now,
        asking: "",
        said: "",
      })
      .onConflict((conflict) => conflict.column("key").doNothing())
      .execute();
  },
  async bind(key: string, placeId: string, kind: "village" | "cadre"): Promise<void> {
    await db.updateTable("groups").set({ place_id: placeId, kind, dead_at: null }).where("key", "=", key).execute();
  },
  /** An opinion was said here, or went on; null: somebody else has spoken since. */
  async said(key: string, opinion: { readonly id: string; readonly at: number } | null): Promise<void> {
    await run.send(said, { key, opinion: opinion ? `${opinion.id}|${opinion.at}` : "" });
  },
  /** True for exactly one caller: the hello is said once. */
  async greeted(key: string, at: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("groups")
      .set({ greeted_at: at })
      .where("key", "=", key)
      .where("greeted_at", "is", null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
  async quiet(key: string, until: number): Promise<void> {
    await db.updateTable("groups").set({ quiet_until: until }).where("key", "=", key).execute();
  },
  async setWebhook(key: string, secret: string): Promise<void> {
    await db
      .updateTable("groups")
      .set({ webhook_sealed: seal.seal(secret), may_push: "yes", dead_at: null })
      .where("key", "=", key)
      .execute();
  },
  /** What is known of hearing and speaking; true when it changed. */
  async learn(key: string, known: Partial<Hearing>): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("groups")
      .set(known)
      .where("key", "=", key)
      .where((group) =>
        group.or(Object.entries(known).map(([column, value]) => group(column as keyof Hearing, "!=", value))),
      )
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
  async learnHolding(key: string, holding: boolean): Promise<void> {
    await db
      .updateTable("groups")
      .set({ holding: holding ? 1 : 0 })
      .where("key", "=", key)
      .execute();
  },
  /** It spoke, or the bot came into it: whatever was told of its end before. True when it counted as gone. */
  async alive(key: string, at: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("groups")
      .set({ dead_at: null, alive_at: at, may_push: "unknown" })
      .where("key", "=", key)
      .where("dead_at", "is not", null)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) return true;
    await this.heard(key, at);
    return false;
  },
  async heard(key: string, at: number): Promise<void> {
    await db.updateTable("groups").set({ alive_at: at }).where("key", "=", key).where("alive_at", "<", at).execute();
  },
  /** The chat is gone since then. False when it was already, or gave a sign of life later. */
  async died(key: string, at: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("groups")
      .set({ dead_at: at, may_push: "no" })
      .where("key", "=", key)
      .where("dead_at", "is", null)
      .where("alive_at", "<=", at)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
  list: () =>
    db
      .selectFrom("groups")
      .leftJoin("places", "places.id", "groups.place_id")
      .selectAll("groups")
      .select("places.name as place_name")
      .orderBy("groups.key")
      .execute(),
  /** Living groups of a place itself, those that can be spoken to first at the front. */
  at: (placeId: string, kind: "village" | "cadre"): Promise<GroupRow[]> =>
    db
      .selectFrom("groups")
      .selectAll()
      .where("place_id", "=", placeId)
      .where("kind", "=", kind)
      .where("dead_at", "is", null)
      .orderBy("may_push", "desc")
      .orderBy("key")
      .limit(20)
      .execute(),
  /** Groups bound at or below a path. */
  below: (path: string, limit: number): Promise<GroupRow[]> =>
    db
      .selectFrom("groups")
      .innerJoin("places", "places.id", "groups.place_id")
      .selectAll("groups")
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .orderBy("places.path")
      .orderBy("groups.key")
      .limit(limit)
      .execute(),
  openWebhook: (row: Pick<GroupRow, "webhook_sealed">): string | null =>
    row.webhook_sealed === null ? null : seal.open(row.webhook_sealed),
  /** Living groups, those that hear only mentions, and those that cannot be spoken to first. */
  async summary(): Promise<{ all: number; deaf: number; mute: number }> {
    const row = await db
      .selectFrom("groups")
      .select((group) => {
        const count = (column: "hears" | "may_push", value: string) =>
          group.fn.sum<number>(
            group
              .case()
              .when(column, "=", value as never)
              .then(group.lit(1))
              .else(group.lit(0))
              .end(),
          );
        return [
          group.fn.countAll<number>().as("all"),
          count("hears", "mentions").as("deaf"),
          count("may_push", "no").as("mute"),
        ];
      })
      .where("dead_at", "is", null)
      .where("place_id", "is not", null)
      .executeTakeFirstOrThrow();
    return { all: Number(row.all), deaf: Number(row.deaf ?? 0), mute: Number(row.mute ?? 0) };
  },
  /** Groups below a path that hear nothing but what is addressed to the bot. */
  async deafBelow(path: string): Promise<number> {
    const row = await run.first(deafBelow, { path, end: endOfPath(path) });
    return Number(row?.count ?? 0);
  },
});
