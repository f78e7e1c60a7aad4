import type { Kysely } from "kysely";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";

export type DirectoryEntry = {
  readonly matters: readonly string[];
  readonly name: string;
  readonly title: string;
  readonly phone: string | null;
  /** whether anybody may be told the number */
  readonly isPublic: boolean;
};
export type KnownEntry = DirectoryEntry & { readonly id: string };

/** Who answers for what; a county's is some hundreds of rows. */
export const directory = (db: Kysely<Schema>, seal: Seal) => ({
  async all(): Promise<KnownEntry[]> {
    const rows = await db.selectFrom("directory").selectAll().orderBy("id").execute();
    return rows.map(({ id, matters, name, title, phone_sealed, is_public }) => ({
      ...{ id, name, title, isPublic: is_public === 1 },
      matters: matters === "" ? [] : matters.split("、"),
      phone: phone_sealed === null ? null : seal.open(phone_sealed),
    }));
  },

  async put({ matters, name, title, phone, isPublic }: DirectoryEntry): Promise<void> {
    const kept = {
      matters: matters.join("、"),
      phone_sealed: phone === null ? null : seal.seal(phone),
      is_public: isPublic ? 1 : 0,
    };
    await db
      .insertInto("directory")
      .values({ id: newId(), name, title, ...kept, verified_at: null })
      .onConflict((conflict) => conflict.columns(["title", "name"]).doUpdateSet(kept))
      .execute();
  },

  /** Whoever holds these said that they are right. */
  async verified(ids: readonly string[], now: number): Promise<void> {
    await db
      .updateTable("directory")
      .set({ verified_at: now })
      .where("id", "in", [...ids])
      .execute();
  },

  async remove(id: string): Promise<void> {
    await db.deleteFrom("directory").where("id", "=", id).execute();
  },
});
