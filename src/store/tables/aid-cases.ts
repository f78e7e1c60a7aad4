import type { Kysely } from "kysely";
import type { AidState } from "../campaign-schema.ts";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import { endOfPath } from "./places.ts";

type Row = Schema["aid_cases"];
/** A pupil in need, with where they live. What was ended has no words any more. */
export type AidCase = Pick<
  Row,
  "id" | "cause" | "number" | "state" | "place_id" | "person_id" | "created_at" | "decided_at"
> & {
  readonly path: string;
  readonly words: string;
  readonly guardian: string;
  readonly decision: string;
};
type New = Pick<Row, "cause" | "place_id" | "person_id" | "created_at"> & {
  readonly words: string;
  readonly guardian: string;
};

const most = 500;
const ended = { state: "ended", words_sealed: null, guardian_sealed: null, decision_sealed: null } as const;

/** Read by nothing but the command of those who are named for it. */
export const aidCases = (db: Kysely<Schema>, seal: Seal) => {
  const all = () =>
    db
      .selectFrom("aid_cases")
      .innerJoin("places", "places.id", "aid_cases.place_id")
      .selectAll("aid_cases")
      .select("places.path");
  const open = (sealed: string | null) => (sealed === null ? "" : seal.open(sealed));
  const shown = (row: Awaited<ReturnType<ReturnType<typeof all>["execute"]>>[number]): AidCase => ({
    ...{ id: row.id, cause: row.cause, number: row.number, state: row.state, place_id: row.place_id, path: row.path },
    ...{ person_id: row.person_id, created_at: Number(row.created_at), decided_at: row.decided_at },
    ...{ words: open(row.words_sealed), guardian: open(row.guardian_sealed), decision: open(row.decision_sealed) },
  });

  return {
    /** Its number; of a message that registered one already, that one's. */
    async add({ words, guardian, ...row }: New): Promise<number> {
      const before = await db
        .selectFrom("aid_cases")
        .select("number")
        .where("cause", "=", row.cause)
        .executeTakeFirst();
      if (before) return before.number;
      const { last } = await db
        .selectFrom("aid_cases")
        .select(({ fn }) => fn.max("number").as("last"))
        .executeTakeFirstOrThrow();
      const number = Number(last ?? 0) + 1;
      await db
        .insertInto("aid_cases")
        .values({
          ...{ ...row, id: newId(), number, state: "open", decision_sealed: null, decided_at: null },
          ...{ words_sealed: seal.seal(words), guardian_sealed: seal.seal(guardian) },
        })
        .execute();
      return number;
    },

    async numbered(number: number): Promise<AidCase | undefined> {
      const row = await all().where("aid_cases.number", "=", number).executeTakeFirst();
      return row && shown(row);
    },

    /** Those that are not ended, in the order of their numbers. */
    async below(path: string): Promise<AidCase[]> {
      const rows = await all()
        .where("places.path", ">=", path)
        .where("places.path", "<", endOfPath(path))
        .where("aid_cases.state", "<>", "ended")
        .orderBy("aid_cases.number")
        .limit(most)
        .execute();
      return rows.map(shown);
    },

    /** What somebody registered last since then, as long as nobody decided it. */
    async lastOpen(personId: string, since: number): Promise<AidCase | undefined> {
      const row = await all()
        .where("aid_cases.person_id", "=", personId)
        .where("aid_cases.state", "=", "open")
        .where("aid_cases.created_at", ">=", since)
        .orderBy("aid_cases.number", "desc")
        .limit(1)
        .executeTakeFirst();
      return row && shown(row);
    },

    /** What a message registered that was taken back, as long as nobody decided it. True where there was one. */
    async recall(causes: string, now: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("aid_cases")
        .set({ ...ended, decided_at: now })
        .where("cause", ">=", causes)
        .where("cause", "<", `${causes}\u{10ffff}`)
        .where("state", "=", "open")
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    /** True for the first who changes it from what it was. */
    async decide({ id, state }: AidCase, to: AidState, decision: string, now: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("aid_cases")
        .set({ state: to, decision_sealed: seal.seal(decision), decided_at: now })
        .where("id", "=", id)
        .where("state", "=", state)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    /** Who a child was is no longer needed: a number stays. */
    async end({ id, state }: AidCase, now: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("aid_cases")
        .set({ ...ended, decided_at: now })
        .where("id", "=", id)
        .where("state", "=", state)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
};
