import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import type { AssemblyRow, MotionRow, StepRow } from "./motions.ts";
import type { RecordRow } from "./records.ts";

/** What the audit says of a meeting that was written down without a motion. */
const heldAlone = "会议";
export type HeldAlone = typeof heldAlone;
/** What a meeting made of a motion. */
export type Decided = Pick<RecordRow, "id" | "number"> &
  Pick<MotionRow, "template"> &
  Pick<StepRow, "position" | "result" | "in_favour" | "against" | "abstain">;

const most = 200;

/** Meetings of the bodies of a village, apart from the motion they are written down with. */
export const assemblies = (db: Kysely<Schema>) => ({
  /** Motions that a meeting passed or not, as it stands in the round they are in. */
  decidedIn: (assemblyId: string): Promise<Decided[]> =>
    db
      .selectFrom("motion_steps as step")
      .innerJoin("motions", (motion) =>
        motion.onRef("motions.record_id", "=", "step.record_id").onRef("motions.round", "=", "step.round"),
      )
      .innerJoin("records", "records.id", "step.record_id")
      .select(["records.id", "records.number", "motions.template", "step.position", "step.result"])
      .select(["step.in_favour", "step.against", "step.abstain"])
      .where("step.assembly_id", "=", assemblyId)
      .where("step.state", "=", "standing")
      .where("step.result", "in", ["passed", "failed"])
      .where("records.withdrawn_at", "is", null)
      .orderBy("records.number")
      .limit(most)
      .execute(),

  /** The meeting that an account wrote down last by itself, without a motion, as it stands. */
  lastHeldBy: (account: string, since: number): Promise<(AssemblyRow & { said_at: number }) | undefined> =>
    db
      .selectFrom("audit")
      .innerJoin("assemblies", "assemblies.id", "audit.subject")
      .selectAll("assemblies")
      .select("audit.at as said_at")
      .where("audit.account", "=", account)
      .where("audit.at", ">=", since)
      .where("audit.action", "=", heldAlone)
      .where("assemblies.quorate", ">=", 0)
      .orderBy("audit.at", "desc")
      .limit(1)
      .executeTakeFirst(),
  /** It was not held after all. */
  async notHeld(id: string): Promise<void> {
    await db.updateTable("assemblies").set({ quorate: -1 }).where("id", "=", id).execute();
  },
});
