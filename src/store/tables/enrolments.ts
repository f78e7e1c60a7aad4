import type { Kysely } from "kysely";
import type { EnrolmentState } from "../campaign-schema.ts";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import { endOfPath, prefixes } from "./places.ts";

type Row = Schema["enrolments"];
/** A place in a register, with where it lies and who is in charge. */
export type Enrolment = Row & {
  readonly path: string;
  readonly place: string;
  readonly owner: string | null;
  /** the least score of a survey; 1: none is asked for */
  readonly exitScore: number;
};
type New = Omit<Row, "id" | "basis_sealed" | "asked_cause"> & { readonly basis: string | null };
type Changed = Partial<Pick<Row, "state" | "since_day" | "asked_cause">> & { readonly basis?: string };

const standing: readonly EnrolmentState[] = ["enrolled", "followed"];

/** Places that stay in a register until they pass a test and a year. */
export const enrolments = (db: Kysely<Schema>, seal: Seal) => {
  const all = () =>
    db
      .selectFrom("enrolments")
      // of a city few villages stand in it
      .crossJoin("places")
      .whereRef("places.id", "=", "enrolments.place_id")
      .innerJoin("campaigns", "campaigns.id", "enrolments.campaign_id")
      .leftJoin("people", "people.id", "enrolments.owner_id")
      .selectAll("enrolments")
      .select(["places.path", "places.name as place", "people.name as owner"])
      .select("campaigns.minimum as exitScore");

  return {
    /** False: the place stands in a register already, or the same message enrolled it. */
    async add({ basis, ...row }: New): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("enrolments")
        .values({ ...row, id: newId(), basis_sealed: basis === null ? null : seal.seal(basis), asked_cause: null })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return (numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    /** Where a place stands now, else how it left last. */
    of: (placeId: string): Promise<Enrolment | undefined> =>
      all()
        .where("enrolments.place_id", "=", placeId)
        .orderBy((row) => row.case().when("state", "in", standing).then(0).else(1).end())
        .orderBy("enrolments.id", "desc")
        .limit(1)
        .executeTakeFirst(),

    /** All that were ever enrolled at a path and below and were not taken out, in the order of the tree. */
    below: (path: string): Promise<Enrolment[]> =>
      all()
        .where("places.path", ">=", path)
        .where("places.path", "<", endOfPath(path))
        .where("state", "<>", "removed")
        .orderBy("places.path")
        .orderBy("enrolments.id")
        .execute(),

    /** Numbers of the matters of these lists that are not closed, by whom they were handed over at a place or above it. */
    async openOf(lists: readonly string[], path: string): Promise<number[]> {
      const rows = await db
        .selectFrom("assignments")
        .innerJoin("records", "records.id", "assignments.record_id")
        .innerJoin("places", "places.id", "assignments.from_place_id")
        .select("records.number")
        .where("assignments.list", "in", [...lists])
        .where("records.waiting", "=", 1)
        .where("records.withdrawn_at", "is", null)
        // whoever hands over leads the place or one above it
        .where("places.path", "in", prefixes(path))
        .orderBy("records.number")
        .execute();
      return rows.map(({ number }) => number);
    },

    /** Whether its representatives met, and were enough, since a day. */
    async metSince(placeId: string, body: string, day: string): Promise<boolean> {
      const found = await db
        .selectFrom("assemblies")
        .select("id")
        .where("place_id", "=", placeId)
        .where("body", "=", body)
        .where("quorate", "=", 1)
        .where("day", ">=", day)
        .limit(1)
        .executeTakeFirst();
      return found !== undefined;
    },

    basisOf: ({ basis_sealed }: Row): string | null => (basis_sealed === null ? null : seal.open(basis_sealed)),

    /** True for the first who changes it from what it was. */
    async change({ id, state, asked_cause }: Row, { basis, ...changed }: Changed): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("enrolments")
        .set({ ...changed, ...(basis === undefined ? {} : { basis_sealed: seal.seal(basis) }) })
        .where("id", "=", id)
        .where("state", "=", state)
        .where("asked_cause", asked_cause === null ? "is" : "=", asked_cause)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
};
