import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import type { Right } from "./ballots.ts";

/** A panel in the meeting in which it votes: on all objects, or on those of a place. */
export type Round = Schema["panel_rounds"] & {
  /** of the meeting */
  readonly number: number;
  readonly town_id: string;
  readonly due_at: number | null;
};
type Where = Pick<Round, "panel_id" | "place_id">;

/** Meetings that hold one appraisal between them. Those that were called off or taken back hold nothing. */
export const rounds = (db: Kysely<Schema>) => {
  const rights = ({ panel_id, place_id }: Where) =>
    db
      .selectFrom("ballot_rights")
      .select("ballot_rights.id")
      .where("panel_id", "=", panel_id)
      .where("place_id", place_id === null ? "is" : "=", place_id);

  return {
    of: (recordId: string): Promise<Round[]> =>
      db
        .selectFrom("panel_rounds")
        .innerJoin("panels", "panels.id", "panel_rounds.panel_id")
        .innerJoin("records", "records.id", "panel_rounds.meeting_id")
        .selectAll("panel_rounds")
        .select(["records.number", "records.town_id", "records.due_at"])
        .where("panels.record_id", "=", recordId)
        .where("records.withdrawn_at", "is", null)
        .where("records.state", "!=", "cancelled")
        .orderBy("records.number")
        .orderBy("panels.position")
        .execute(),
    async add(row: Schema["panel_rounds"]): Promise<void> {
      await db
        .insertInto("panel_rounds")
        .values(row)
        .onConflict((conflict) => conflict.columns(["panel_id", "meeting_id"]).doNothing())
        .execute();
    },
    async drop({ panel_id, meeting_id }: Pick<Round, "panel_id" | "meeting_id">): Promise<void> {
      await db
        .deleteFrom("panel_rounds")
        .where("panel_id", "=", panel_id)
        .where("meeting_id", "=", meeting_id)
        .execute();
    },
    async set({ panel_id, meeting_id }: Pick<Round, "panel_id" | "meeting_id">, voting: Round["voting"]) {
      await db
        .updateTable("panel_rounds")
        .set({ voting })
        .where("panel_id", "=", panel_id)
        .where("meeting_id", "=", meeting_id)
        .execute();
    },

    async turnout(where: Where): Promise<{ entitled: number; voted: number }> {
      const row = await db
        .selectFrom("ballot_rights")
        .select((right) => [right.fn.countAll<number>().as("entitled"), right.fn.sum<number>("used").as("voted")])
        .where("ballot_rights.id", "in", rights(where))
        .executeTakeFirstOrThrow();
      return { entitled: Number(row.entitled), voted: Number(row.voted ?? 0) };
    },
    /** Accounts that have filled something of it and not cast it. */
    async uncast(where: Where): Promise<string[]> {
      const filled = db.selectFrom("ballot_lines").select("right_id").where("right_id", "in", rights(where));
      const rows = await db
        .selectFrom("ballot_hands")
        .select("account")
        .distinct()
        .where("right_id", "in", filled)
        .orderBy("account")
        .execute();
      return rows.map(({ account }) => account);
    },
    /** What was filled and not cast goes. */
    async dropUncast(where: Where): Promise<void> {
      await db.deleteFrom("ballot_lines").where("right_id", "in", rights(where)).execute();
      await db.deleteFrom("ballot_hands").where("right_id", "in", rights(where)).execute();
    },
    /** Its rights, and all that hangs on them, go: nobody has voted by them. */
    async dropRights(where: Where): Promise<void> {
      await this.dropUncast(where);
      await db.deleteFrom("ballot_rights").where("id", "in", rights(where)).execute();
    },
    /** False once the meeting in which a right is used has not begun, or has closed it. */
    async takes({ panel_id, place_id }: Pick<Right, "panel_id" | "place_id">): Promise<boolean> {
      const row = await db
        .selectFrom("panel_rounds")
        .innerJoin("records", "records.id", "panel_rounds.meeting_id")
        .select("voting")
        .where("panel_id", "=", panel_id)
        .where("panel_rounds.place_id", place_id === null ? "is" : "=", place_id)
        .where("voting", "!=", "open")
        .where("records.withdrawn_at", "is", null)
        .where("records.state", "!=", "cancelled")
        .executeTakeFirst();
      return row === undefined;
    },
  };
};
