import type { Kysely } from "kysely";
import type { PairingKind } from "../../ledger/pairing-kind.ts";
import { newId } from "../engine/id.ts";
import type { Schema } from "../schema.ts";
import { endOfPath } from "./places.ts";

const kind: PairingKind = "驻点";

/** A stay that holds now. */
export type Station = {
  readonly cadreId: string;
  readonly cadre: string;
  readonly placeId: string;
  readonly place: string;
  readonly path: string;
  /** when it began, epoch milliseconds */
  readonly since: number;
  /** its last day; null: none was set */
  readonly until: string | null;
  /** the grade that is to be reached; empty: none */
  readonly goal: string;
};
type Said = Pick<Station, "cadreId" | "placeId" | "until" | "goal">;

type Which = Pick<Station, "cadreId" | "placeId">;

/** One of them, where it holds. */
const stay = (db: Kysely<Schema>, { cadreId, placeId }: Which) =>
  db
    .updateTable("pairings")
    .where("cadre_id", "=", cadreId)
    .where("kind", "=", kind)
    .where("target", "=", placeId)
    .where("ended_at", "is", null);

/** Stays of leaders in villages, which are pairings with an end. */
export const stations = (db: Kysely<Schema>) => ({
  /** True where it held before, and has another end or goal now. */
  async station({ cadreId, placeId, until, goal }: Said, now: number): Promise<boolean> {
    const { numUpdatedRows } = await stay(db, { cadreId, placeId }).set({ until_day: until, goal }).executeTakeFirst();
    if (numUpdatedRows > 0n) return true;
    await db
      .insertInto("pairings")
      .values({
        ...{ id: newId(), cadre_id: cadreId, kind, target: placeId, target_is: "place" },
        ...{ started_at: now, ended_at: null, until_day: until, goal },
      })
      .execute();
    return false;
  },

  /** True for the first who ends it. */
  async end(which: Which, now: number): Promise<boolean> {
    const { numUpdatedRows } = await stay(db, which).set({ ended_at: now }).executeTakeFirst();
    return numUpdatedRows > 0n;
  },

  /** At a path and below, those that end first in front. */
  below: (path: string): Promise<Station[]> =>
    standing(db)
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .orderBy((row) => row.fn.coalesce("pairings.until_day", row.val("9999")))
      .orderBy("pairings.id")
      .execute(),

  /** Those of one person, wherever. */
  of: (personId: string): Promise<Station[]> =>
    standing(db).where("pairings.cadre_id", "=", personId).orderBy("pairings.id").execute(),

  /** Everywhere, those whose last day is one of these. */
  endingBetween: (from: string, to: string): Promise<Station[]> =>
    standing(db)
      .where("pairings.until_day", ">=", from)
      .where("pairings.until_day", "<=", to)
      .orderBy("pairings.until_day")
      .orderBy("pairings.id")
      .execute(),
});

const standing = (db: Kysely<Schema>) =>
  db
    .selectFrom("pairings")
    // there are fewer of them than places
    .crossJoin("places")
    .whereRef("places.id", "=", "pairings.target")
    .innerJoin("people", "people.id", "pairings.cadre_id")
    .select(["pairings.cadre_id as cadreId", "people.name as cadre", "places.id as placeId", "places.name as place"])
    .select(["places.path", "pairings.until_day as until", "pairings.goal"])
    .select("pairings.started_at as since")
    .where("pairings.kind", "=", kind)
    .where("pairings.ended_at", "is", null);
