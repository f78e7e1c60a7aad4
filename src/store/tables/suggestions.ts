import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import { endOfPath, numberingAt } from "./places.ts";

const atOnce = 400;
/** As villagers write it in front of what they say. */
const label = "建议";

export type Origin = { readonly record_id: string; readonly other_id: string };

/** What villagers suggested, and which motions came of it. */
export const suggestions = (db: Kysely<Schema>) => ({
  /** Said at or below a path between two days, and not taken back. */
  async count(path: string, from: string, to: string): Promise<number> {
    const row = await db
      .selectFrom("records")
      .innerJoin("places", "places.id", "records.place_id")
      .select((each) => each.fn.countAll<number>().as("count"))
      .where("records.kind", "=", "opinion")
      .where("records.town_id", "in", numberingAt(path))
      .where("records.category", "=", label)
      .where("records.day", ">=", from)
      .where("records.day", "<=", to)
      .where("records.withdrawn_at", "is", null)
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },

  /** Meetings at or below a path between two days that passed a motion in the round it is in, step by step. */
  async *passedBetween(
    path: string,
    from: string,
    to: string,
  ): AsyncGenerator<{ id: string; template: string; position: number }> {
    const passed = db
      .selectFrom("records")
      .innerJoin("places", "places.id", "records.place_id")
      .innerJoin("motions", "motions.record_id", "records.id")
      .innerJoin("motion_steps", (step) =>
        step.onRef("motion_steps.record_id", "=", "records.id").onRef("motion_steps.round", "=", "motions.round"),
      )
      .innerJoin("assemblies", "assemblies.id", "motion_steps.assembly_id")
      .select(["records.id", "motions.template", "motion_steps.position"])
      .where("records.kind", "=", "motion")
      .where("records.town_id", "in", numberingAt(path))
      .where("records.withdrawn_at", "is", null)
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .where("motion_steps.result", "=", "passed")
      .where("motion_steps.state", "=", "standing")
      .where("assemblies.day", ">=", from)
      .where("assemblies.day", "<=", to)
      .select("motion_steps.id as step")
      .orderBy("motion_steps.id")
      .limit(atOnce);
    for (let after = ""; ; ) {
      const rows = await passed.where("motion_steps.id", ">", after).execute();
      yield* rows;
      after = rows.at(-1)?.step ?? "";
      if (rows.length < atOnce) return;
    }
  },

  /** Which of these motions come from suggestions, and from which; what went into one brings its own along. */
  async of(recordIds: readonly string[]): Promise<Origin[]> {
    const all: Origin[] = [];
    for (let at = 0; at < recordIds.length; at += atOnce)
      all.push(
        ...(await db
          .selectFrom("motion_links")
          .innerJoin("records", "records.id", "motion_links.other_id")
          .innerJoin("records as motion", "motion.id", "motion_links.record_id")
          .select((row) => [row.fn.coalesce("motion.of_id", "motion.id").as("record_id"), "motion_links.other_id"])
          .where((row) => row(row.fn.coalesce("motion.of_id", "motion.id"), "in", recordIds.slice(at, at + atOnce)))
          .where("motion_links.kind", "=", "origin")
          .where("records.kind", "=", "opinion")
          .where("records.category", "=", label)
          .where("records.withdrawn_at", "is", null)
          .execute()),
      );
    return all;
  },
});
