import { type Kysely, sql } from "kysely";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";

export type CallRow = Schema["assembly_calls"];
type Which = Pick<CallRow, "place_id" | "body">;

/** Who asks for a meeting of a body: voices, and nobody's name. */
export const assemblyCalls = (db: Kysely<Schema>, _seal: Seal, { engine }: Pick<Surroundings, "engine">) => ({
  of: ({ place_id, body }: Which): Promise<CallRow[]> =>
    db.selectFrom("assembly_calls").selectAll().where("place_id", "=", place_id).where("body", "=", body).execute(),

  /** False: this voice asked already. */
  async add(row: Omit<CallRow, "told">): Promise<boolean> {
    const { numInsertedOrUpdatedRows = 0n } = await db
      .insertInto("assembly_calls")
      .values({ ...row, told: 0 })
      .onConflict((conflict) => conflict.columns(["place_id", "body", "voice"]).doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows > 0n;
  },

  async remove({ place_id, body }: Which, voice: string): Promise<boolean> {
    const { numDeletedRows } = await db
      .deleteFrom("assembly_calls")
      .where("place_id", "=", place_id)
      .where("body", "=", body)
      .where("voice", "=", voice)
      .where("told", "=", 0)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  },

  /**
   * Before a voice is counted or taken back: until the end nobody else's is, and those of others are seen. What was asked
   * for before the body met last, or too long ago, is asked for no more.
   */
  async begin({ place_id, body }: Which, before: number): Promise<void> {
    if (engine === "postgres") await sql`select id from places where id = ${place_id} for no key update`.execute(db);
    const those = db.deleteFrom("assembly_calls").where("place_id", "=", place_id).where("body", "=", body);
    await those.where("at", "<", before).execute();
  },

  async settle({ place_id, body }: Which): Promise<void> {
    const those = db.updateTable("assembly_calls").set({ told: 1 }).where("place_id", "=", place_id);
    await those.where("body", "=", body).execute();
  },

  /** What a message asked for that is recalled before it was told. */
  async recall(causes: string): Promise<void> {
    const those = db
      .deleteFrom("assembly_calls")
      .where("cause", ">=", causes)
      .where("cause", "<", `${causes}\u{10ffff}`);
    await those.where("told", "=", 0).execute();
  },

  /** The day on which a body met last, enough of it; null: it never did. */
  async lastMet({ place_id, body }: Which): Promise<string | null> {
    const row = await db
      .selectFrom("assemblies")
      .select("day")
      .where("place_id", "=", place_id)
      .where("body", "=", body)
      .where("quorate", "=", 1)
      .orderBy("day", "desc")
      .limit(1)
      .executeTakeFirst();
    return row?.day ?? null;
  },
});
