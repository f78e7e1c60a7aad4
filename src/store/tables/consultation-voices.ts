import { createHmac, randomBytes } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";

export type Voice = Schema["consultation_voices"];

/**
 * Who answers without a name. Under the secret of that consultation a row can be found again by whoever speaks, so that a
 * word can be changed; with the secret goes all that leads from a row to somebody.
 */
export const consultationVoices = (db: Kysely<Schema>, seal: Seal, { engine }: Surroundings) => ({
  /** Makes the secret where there is none. */
  async begin(recordId: string): Promise<void> {
    await db
      .insertInto("consultation_secrets")
      .values({ record_id: recordId, secret_sealed: seal.seal(randomBytes(32).toString("base64")) })
      .onConflict((conflict) => conflict.column("record_id").doNothing())
      .execute();
  },

  /** Names voices; null when there is no secret: nobody has one, or all are gone. */
  async namer(recordId: string): Promise<((who: string) => string) | null> {
    const row = await db
      .selectFrom("consultation_secrets")
      .select("secret_sealed")
      .where("record_id", "=", recordId)
      .executeTakeFirst();
    if (!row) return null;
    const secret = Buffer.from(seal.open(row.secret_sealed), "base64");
    return (who) => createHmac("sha256", secret).update(who).digest("base64url");
  },

  /** The last word wins, whichever comes first. */
  async say(voice: Voice): Promise<void> {
    await db
      .insertInto("consultation_voices")
      .values(voice)
      .onConflict((conflict) =>
        conflict
          .columns(["record_id", "voice"])
          .doUpdateSet((row) => ({
            stance: row.ref("excluded.stance"),
            whereabouts: row.ref("excluded.whereabouts"),
            sent_at: row.ref("excluded.sent_at"),
            sequence: row.ref("excluded.sequence"),
          }))
          .where(
            sql<boolean>`(excluded.sent_at, excluded.sequence) >= (consultation_voices.sent_at, consultation_voices.sequence)`,
          ),
      )
      .execute();
  },

  of: (recordId: string): Promise<Voice[]> =>
    db.selectFrom("consultation_voices").selectAll().where("record_id", "=", recordId).orderBy("voice").execute(),

  /** Takes one's own word back. */
  async takeBack(recordId: string, voice: string): Promise<void> {
    await db.deleteFrom("consultation_voices").where("record_id", "=", recordId).where("voice", "=", voice).execute();
  },

  /** It is counted: the secret, the voices and what told them that they were heard are gone, and overwritten in a file. */
  async end(recordId: string): Promise<void> {
    if (engine === "sqlite") await sql`pragma secure_delete = on`.execute(db);
    await db.deleteFrom("consultation_secrets").where("record_id", "=", recordId).execute();
    await db.deleteFrom("consultation_voices").where("record_id", "=", recordId).execute();
    await db
      .deleteFrom("outbox")
      .where("record_id", "=", recordId)
      .where("purpose", "=", sql.lit("unwritten"))
      .execute();
    if (engine === "sqlite") await sql`pragma secure_delete = off`.execute(db);
  },
});
