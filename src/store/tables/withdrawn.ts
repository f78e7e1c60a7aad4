import type { Kysely } from "kysely";
import type { KindName } from "../../ledger/kinds.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";
import { answers } from "./answers.ts";
import type { RecordRow } from "./records.ts";
import { tallies } from "./tallies.ts";

/** Nothing is taken back that was written longer before than this. */
const longestBefore = 24 * 60 * 60_000;

/** Records that were taken back. */
export const withdrawn = (db: Kysely<Schema>, _seal: Seal, { run }: Surroundings) => ({
  /** What an account took back last in a chat, with all that fell in that moment. */
  async lastIn(account: string, chat: string, since: number): Promise<RecordRow[]> {
    const rows = await db
      .selectFrom("records")
      .selectAll()
      .where("account", "=", account)
      .where("chat", "=", chat)
      .where("created_at", ">=", since - longestBefore)
      .where("withdrawn_at", ">=", since)
      .where("of_id", "is", null)
      .orderBy("withdrawn_at", "desc")
      .orderBy("created_at")
      .limit(20)
      .execute();
    return rows.filter((row) => row.withdrawn_at === rows[0]?.withdrawn_at);
  },

  find: (townIds: readonly string[], kinds: readonly KindName[], number: number): Promise<RecordRow[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("town_id", "in", [...townIds])
      .where("kind", "in", [...kinds])
      .where("number", "=", number)
      .where("withdrawn_at", "is not", null)
      .limit(50)
      .execute(),

  /** What fell with a record. */
  partsOf: ({ id, withdrawn_at }: Pick<RecordRow, "id" | "withdrawn_at">): Promise<RecordRow[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("of_id", "=", id)
      .where("withdrawn_at", "=", withdrawn_at)
      .limit(50)
      .execute(),

  /** It is taken back as one of its own, and comes back so. */
  async separate(id: string): Promise<void> {
    await db.updateTable("records").set({ of_id: null }).where("id", "=", id).execute();
  },

  /** It stands again, and its clock runs to `nextAt`; false when somebody was faster. */
  async restore({ id, withdrawn_at }: Pick<RecordRow, "id" | "withdrawn_at">, nextAt: number | null): Promise<boolean> {
    const back = await answers(run).around(id, () =>
      db
        .updateTable("records")
        .set({ withdrawn_at: null, next_at: nextAt })
        .where("id", "=", id)
        .where("withdrawn_at", "=", withdrawn_at)
        .returning("kind")
        .executeTakeFirst(),
    );
    if (back) await tallies(db, run).step(back.kind, { id, from: "", to: "*" });
    return back !== undefined;
  },
});
