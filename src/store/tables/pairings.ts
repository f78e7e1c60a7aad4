import { type Kysely, sql } from "kysely";
import type { PairingKind } from "../../ledger/pairing-kind.ts";
import { newId } from "../engine/id.ts";
import type { Schema } from "../schema.ts";
import { endOfPath } from "./places.ts";

export type Pairing = {
  readonly cadreId: string;
  readonly kind: PairingKind;
  /** id of a place or of a person */
  readonly target: string;
  readonly targetIs: "place" | "person";
  /** of a stay its last day and the grade that is to be reached */
  readonly until?: string | null;
  readonly goal?: string;
};

/** One that holds now, with what it is shown by. */
export type HeldPairing = Pairing & {
  readonly id: string;
  readonly cadreName: string;
  readonly targetName: string;
  /** the village, or where the household lives */
  readonly placeId: string | null;
};

export const pairings = (db: Kysely<Schema>) => {
  const held = () =>
    db
      .selectFrom("pairings")
      .innerJoin("people as cadre", "cadre.id", "pairings.cadre_id")
      .leftJoin("people as person", (join) =>
        join.onRef("person.id", "=", "pairings.target").on("pairings.target_is", "=", "person"),
      )
      .leftJoin("places", (join) =>
        join.on((row) => row("places.id", "=", row.fn.coalesce("person.home_place_id", "pairings.target"))),
      )
      .select(["pairings.id", "pairings.cadre_id", "pairings.kind", "pairings.target", "pairings.target_is"])
      .select(["pairings.until_day", "pairings.goal"])
      .select(["cadre.name as cadre_name", "places.id as place_id", "places.name as place_name"])
      .select("person.name as person_name")
      .where("pairings.ended_at", "is", null)
      .orderBy("pairings.id");
  type Row = Awaited<ReturnType<ReturnType<typeof held>["execute"]>>[number];
  const shown = (row: Row): HeldPairing => ({
    ...{ id: row.id, cadreId: row.cadre_id, kind: row.kind, target: row.target, targetIs: row.target_is },
    ...{ cadreName: row.cadre_name, targetName: row.person_name ?? row.place_name ?? "", placeId: row.place_id },
    ...(row.until_day === null && row.goal === "" ? {} : { until: row.until_day, goal: row.goal }),
  });

  return {
    /** True when it did not hold before. */
    async add({ cadreId, kind, target, targetIs, until = null, goal = "" }: Pairing, now: number): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("pairings")
        .values({
          ...{ id: newId(), cadre_id: cadreId, kind, target, target_is: targetIs },
          ...{ started_at: now, ended_at: null, until_day: until, goal },
        })
        .onConflict((conflict) =>
          conflict.columns(["cadre_id", "kind", "target"]).where("ended_at", "is", null).doNothing(),
        )
        .executeTakeFirst();
      return (numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    async end(id: string, now: number): Promise<void> {
      await db
        .updateTable("pairings")
        .set({ ended_at: now })
        .where("id", "=", id)
        .where("ended_at", "is", null)
        .execute();
    },

    /** All whose village or household lies at a path or below. */
    below: async (path: string): Promise<HeldPairing[]> =>
      (await held().where("places.path", ">=", path).where("places.path", "<", endOfPath(path)).execute()).map(shown),

    of: async (cadreId: string): Promise<HeldPairing[]> =>
      (await held().where("pairings.cadre_id", "=", cadreId).execute()).map(shown),

    with: async (target: string): Promise<HeldPairing[]> =>
      (await held().where("pairings.target", "=", target).execute()).map(shown),

    /** The villages below a path; `paired` is 1 where a cadre is tied to it so. */
    villages: (kind: PairingKind, path: string): Promise<{ name: string; paired: number }[]> =>
      db
        .selectFrom("places")
        .select("places.name")
        .select(({ selectFrom }) =>
          sql<number>`case when exists ${selectFrom("pairings")
            .select(sql`1`.as("one"))
            .whereRef("pairings.target", "=", "places.id")
            .where("pairings.kind", "=", kind)
            .where("pairings.ended_at", "is", null)} then 1 else 0 end`.as("paired"),
        )
        .where("level", "=", "village")
        .where("path", ">=", path)
        .where("path", "<", endOfPath(path))
        .orderBy("path")
        .execute(),

    /** Who is tied in one way to which village below a path. */
    cadresOf: (kind: PairingKind, path: string): Promise<{ village_id: string; name: string }[]> =>
      db
        .selectFrom("places")
        .innerJoin("pairings", "pairings.target", "places.id")
        .innerJoin("people", "people.id", "pairings.cadre_id")
        .select(["places.id as village_id", "people.name"])
        .where("places.level", "=", "village")
        .where("places.path", ">=", path)
        .where("places.path", "<", endOfPath(path))
        .where("pairings.kind", "=", kind)
        .where("pairings.ended_at", "is", null)
        .orderBy("pairings.id")
        .execute(),

    /** Cadres in office at the towns below a path who are paired with nothing. */
    cadresWithout: (kind: PairingKind, path: string): Promise<{ id: string; name: string }[]> =>
      db
        .selectFrom("places")
        .innerJoin("posts", "posts.place_id", "places.id")
        .innerJoin("people", "people.id", "posts.person_id")
        .select(["people.id", "people.name"])
        .distinct()
        .where("places.level", "=", "town")
        .where("places.path", ">=", path)
        .where("places.path", "<", endOfPath(path))
        .where("posts.role", "in", ["cadre", "secretary"])
        .where("posts.ended_at", "is", null)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom("pairings")
                .select(sql`1`.as("one"))
                .whereRef("pairings.cadre_id", "=", "people.id")
                .where("pairings.kind", "=", kind)
                .where("pairings.ended_at", "is", null),
            ),
          ),
        )
        .orderBy("people.id")
        .execute(),

    all: async (): Promise<HeldPairing[]> => (await held().execute()).map(shown),
  };
};
