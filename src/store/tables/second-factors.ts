import type { Kysely } from "kysely";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";

export type SecondFactor = Schema["second_factors"];

/** What opens the console beside a code from the chat. */
export const secondFactors = (db: Kysely<Schema>, seal: Seal) => ({
  of: (owner: string): Promise<SecondFactor | undefined> =>
    db.selectFrom("second_factors").selectAll().where("owner", "=", owner).executeTakeFirst(),
  openSecret: ({ secret_sealed }: Pick<SecondFactor, "secret_sealed">): string => seal.open(secret_sealed),
  /** Begins one, or begins anew what was never confirmed; one that stands stays. */
  async begin(owner: string, secret: string, now: number): Promise<void> {
    const row = {
      owner,
      secret_sealed: seal.seal(secret),
      recovery: "",
      last_step: 0,
      created_at: now,
      confirmed_at: null,
    };
    await db
      .insertInto("second_factors")
      .values(row)
      .onConflict((conflict) =>
        conflict
          .column("owner")
          .doUpdateSet({ secret_sealed: row.secret_sealed, created_at: now })
          .where("second_factors.confirmed_at", "is", null),
      )
      .execute();
  },
  /** From now on it is asked for. `recovery`: hashes of codes that each open it once. False when it was confirmed already. */
  async confirm(owner: string, recovery: readonly string[], step: number, now: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("second_factors")
      .set({ recovery: recovery.join(","), last_step: step, confirmed_at: now })
      .where("owner", "=", owner)
      .where("confirmed_at", "is", null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
  /** A step works once: true for exactly one caller. */
  async useStep(owner: string, step: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("second_factors")
      .set({ last_step: step })
      .where("owner", "=", owner)
      .where("last_step", "<", step)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
  /** A code for when the phone is gone works once. How many are left; null: it was none of them. */
  async useRecovery(
    { owner, recovery }: Pick<SecondFactor, "owner" | "recovery">,
    hash: string,
  ): Promise<number | null> {
    const codes = recovery.split(",");
    if (!codes.includes(hash)) return null;
    const left = codes.filter((one) => one !== hash);
    const { numUpdatedRows } = await db
      .updateTable("second_factors")
      .set({ recovery: left.join(",") })
      .where("owner", "=", owner)
      .where("recovery", "=", recovery)
      .executeTakeFirst();
    return numUpdatedRows > 0n ? left.length : null;
  },
  async drop(owner: string): Promise<boolean> {
    const { numDeletedRows } = await db.deleteFrom("second_factors").where("owner", "=", owner).executeTakeFirst();
    return numDeletedRows > 0n;
  },
});
