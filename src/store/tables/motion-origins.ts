import type { Kysely } from "kysely";
import { numberOf } from "../../ledger/kinds.ts";
import type { Schema } from "../schema.ts";
import { groupBy } from "./group-by.ts";
import type { RecordRow } from "./records.ts";

const most = 200;

/** What a motion comes from, by itself or by another that went into it; `via`: the number of that other one. */
export type MotionOrigin = RecordRow & { readonly told: number; readonly via: string };

/** Records that motions come from. One that went into another (`of_id`) brings along what it comes from. */
export const motionOrigins = (db: Kysely<Schema>) => {
  const links = () =>
    db
      .selectFrom("motion_links")
      .innerJoin("records as motion", "motion.id", "motion_links.record_id")
      .where("motion_links.kind", "=", "origin")
      .where("motion.withdrawn_at", "is", null);

  return {
    /** Each once, those of the motion itself first; whoever raised it was told as often as of either. */
    async of(motionId: string): Promise<MotionOrigin[]> {
      const rows = await links()
        .innerJoin("records", "records.id", "motion_links.other_id")
        .selectAll("records")
        .select(["motion_links.told", "motion.id as motion_id", "motion.number as motion_number"])
        .where((row) => row.or([row("motion.id", "=", motionId), row("motion.of_id", "=", motionId)]))
        .where("records.withdrawn_at", "is", null)
        .orderBy("records.created_at")
        .orderBy("records.id")
        .limit(most)
        .execute();
      const found = new Map<string, MotionOrigin>();
      for (const { motion_id, motion_number, ...row } of rows) {
        const isOwn = motion_id === motionId;
        const before = found.get(row.id);
        const via = isOwn || before?.via === "" ? "" : numberOf({ kind: "motion", number: motion_number });
        found.set(row.id, { ...row, via, told: Math.max(row.told, before?.told ?? 0) });
      }
      return [...found.values()];
    },

    /** How often whoever raised it heard of the motion, or of one that went into it. */
    async told(motionId: string, otherId: string, times: number): Promise<void> {
      const joined = db.selectFrom("records").select("id").where("of_id", "=", motionId).where("kind", "=", "motion");
      await db
        .updateTable("motion_links")
        .set({ told: times })
        .where("other_id", "=", otherId)
        .where("kind", "=", "origin")
        .where((row) => row.or([row("record_id", "=", motionId), row("record_id", "in", joined)]))
        .execute();
    },

    /** The motions that came of each of several records, where they are now. */
    async leadingFrom(otherIds: readonly string[]): Promise<Map<string, Pick<RecordRow, "kind" | "number">[]>> {
      if (otherIds.length === 0) return new Map();
      const rows = await links()
        .innerJoin("records as now", (now) =>
          now.on((row) => row("now.id", "=", row.fn.coalesce("motion.of_id", "motion.id"))),
        )
        .select(["motion_links.other_id", "now.kind", "now.number"])
        .where("motion_links.other_id", "in", [...otherIds])
        .distinct()
        .orderBy("now.number")
        .limit(most)
        .execute();
      return groupBy(rows, ({ other_id }) => other_id);
    },
  };
};
