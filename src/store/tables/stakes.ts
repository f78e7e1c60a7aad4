import type { Kysely } from "kysely";
import type { Stake } from "../../ledger/lifecycle.ts";
import type { Schema } from "../schema.ts";
import type { RecordRow } from "./records.ts";

/** What somebody holds by a post: to act on a record, or to decide about it. */
export type Held = { readonly recordId: string; readonly as: "owner" | Extract<Stake, "assigner" | "verifier"> };

type At = { readonly personId: string | null; readonly placeId: string };

/** Records that belong to posts: they follow the post, whoever holds it. */
export const stakes = (db: Kysely<Schema>) => {
  const open = () =>
    db
      .selectFrom("records")
      .innerJoin("assignments", "assignments.record_id", "records.id")
      .where("records.waiting", "=", 1)
      .where("records.withdrawn_at", "is", null);

  return {
    /** What is still open and hangs on somebody's post at a place; person null: what nobody holds. */
    async stakesOf({ personId, placeId }: At): Promise<(Held & { readonly row: RecordRow })[]> {
      const owned = await open()
        .selectAll("records")
        .where("records.place_id", "=", placeId)
        .where("records.owner_id", personId === null ? "is" : "=", personId)
        .orderBy("records.number")
        .execute();
      const decided = await open()
        .innerJoin("involved", "involved.record_id", "records.id")
        .selectAll("records")
        .select("involved.stake")
        .where("involved.person_id", personId === null ? "is" : "=", personId)
        .where("involved.stake", "in", ["assigner", "verifier"])
        .where("assignments.from_place_id", "=", placeId)
        .orderBy("records.number")
        .execute();
      return [
        ...owned.map((row) => ({ recordId: row.id, as: "owner" as const, row })),
        ...decided.map(({ stake, ...row }) => ({ recordId: row.id, as: stake as Held["as"], row })),
      ];
    },

    /** Gives what hangs on a post from one to another; null: to nobody. */
    async giveStake(
      { recordId, as }: Held,
      from: string | null,
      to: { readonly personId: string; readonly account: string | null } | null,
    ) {
      const is = from === null ? "is" : "=";
      if (as === "owner") {
        await db
          .updateTable("records")
          .set({ owner_id: to?.personId ?? null, owner_account: to?.account ?? null })
          .where("id", "=", recordId)
          .where("owner_id", is, from)
          .execute();
        return;
      }
      await db
        .updateTable("involved")
        .set({ person_id: to?.personId ?? null, who: to?.personId ?? "" })
        .where("record_id", "=", recordId)
        .where("stake", "=", as)
        .where("person_id", is, from)
        .execute();
    },
  };
};
