import type { Kysely } from "kysely";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";

export type AuditEntry = {
  readonly at: number;
  readonly account: string;
  readonly personId: string | null;
  readonly action: string;
  /** what it was done to, by id or number */
  readonly subject: string;
  readonly detail?: string;
};

export const audit = (db: Kysely<Schema>, seal: Seal) => ({
  async add({ at, account, personId, action, subject, detail }: AuditEntry): Promise<void> {
    const detail_sealed = detail === undefined ? null : seal.seal(detail);
    await db
      .insertInto("audit")
      .values({ id: newId(), at, account, person_id: personId, action, subject, detail_sealed })
      .execute();
  },
  async forgetBefore(before: number): Promise<void> {
    await db.deleteFrom("audit").where("at", "<", before).execute();
  },
  openDetail: ({ detail_sealed }: Pick<Schema["audit"], "detail_sealed">): string | null =>
    detail_sealed === null ? null : seal.open(detail_sealed),
  /** What an account did at a moment. */
  by: (account: string, at: number) =>
    db.selectFrom("audit").select("action").where("account", "=", account).where("at", "=", at).limit(20).execute(),
  /** All that was done to something, the first step first. */
  of: (subject: string) =>
    db.selectFrom("audit").selectAll().where("subject", "=", subject).orderBy("id").limit(200).execute(),
});
