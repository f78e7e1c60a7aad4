import { type Kysely, sql } from "kysely";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { MotionLink } from "../motion-schema.ts";
import type { Schema } from "../schema.ts";
import type { Cut } from "./lists.ts";
import { endOfPath, numberingAt } from "./places.ts";
import type { RecordRow } from "./records.ts";

export type MotionRow = Schema["motions"];
export type AssemblyRow = Schema["assemblies"];
export type StepRow = Omit<Schema["motion_steps"], "note_sealed"> & { readonly note: string };
export type NewStep = Omit<StepRow, "id" | "state">;
export type TextRow = Schema["motion_texts"];
/** A motion with its record and its place. */
export type MotionAt = RecordRow & MotionRow & { readonly place_name: string; readonly path: string };

const most = 200;
const atOnce = 500;

/** Motions, what was written down of their steps, what they come from, and the meetings that decide them. */
export const motions = (db: Kysely<Schema>, seal: Seal) => {
  const standing = () =>
    db
      .selectFrom("records")
      .innerJoin("motions", "motions.record_id", "records.id")
      .innerJoin("places", "places.id", "records.place_id")
      .selectAll("records")
      .selectAll("motions")
      .select(["places.name as place_name", "places.path"])
      .where("records.kind", "=", "motion")
      .where("records.withdrawn_at", "is", null);

  return {
    async add(row: Omit<MotionRow, "point" | "round" | "authority" | "amends">): Promise<void> {
      await db
        .insertInto("motions")
        .values({ ...row, point: 0, round: 1, authority: "", amends: "" })
        .execute();
    },

    of: (recordId: string): Promise<MotionRow> =>
      db.selectFrom("motions").selectAll().where("record_id", "=", recordId).executeTakeFirstOrThrow(),

    /** What was written down and stands, in its order. */
    async steps(recordId: string): Promise<StepRow[]> {
      const rows = await db
        .selectFrom("motion_steps")
        .selectAll()
        .where("record_id", "=", recordId)
        .where("state", "=", "standing")
        .orderBy("at")
        .orderBy("id")
        .limit(most)
        .execute();
      return rows.map(({ note_sealed, ...row }) => ({ ...row, note: seal.open(note_sealed) }));
    },

    /** @throws a unique violation when this message has written it */
    async addStep({ note, ...step }: NewStep): Promise<string> {
      const id = newId();
      await db
        .insertInto("motion_steps")
        .values({ ...step, id, note_sealed: seal.seal(note), state: "standing" })
        .execute();
      return id;
    },

    /** Those at a place itself in these states, the oldest first. */
    at: (placeIds: readonly string[], states: readonly string[]): Promise<MotionAt[]> =>
      standing()
        .where("records.place_id", "in", placeIds.length === 0 ? [""] : [...placeIds])
        .where("records.state", "in", [...states])
        .orderBy("records.created_at")
        .orderBy("records.id")
        .limit(most)
        .execute(),

    /** At or below a path, the newest first. */
    below: (path: string, states: readonly string[], { limit, offset }: Cut): Promise<MotionAt[]> =>
      standing()
        .where("records.town_id", "in", numberingAt(path))
        .where("places.path", ">=", path)
        .where("places.path", "<", endOfPath(path))
        .where("records.state", "in", [...states])
        .orderBy("records.created_at", "desc")
        .orderBy("records.id", "desc")
        .limit(limit)
        .offset(offset)
        .execute(),

    /** All of them, a page at a time: what is looked for in them is known to no statement. */
    async *eachBelow(path: string, states: readonly string[]): AsyncGenerator<MotionAt> {
      for (let offset = 0; ; offset += atOnce) {
        const rows = await this.below(path, states, { limit: atOnce, offset });
        yield* rows;
        if (rows.length < atOnce) return;
      }
    },

    async link(recordId: string, kind: MotionLink, otherId: string): Promise<void> {
      await db
        .insertInto("motion_links")
        .values({ record_id: recordId, kind, other_id: otherId, told: 0 })
        .onConflict((conflict) => conflict.columns(["record_id", "kind", "other_id"]).doNothing())
        .execute();
    },

    /** Records a motion is linked with, standing ones. */
    linked: (recordId: string, kind: MotionLink): Promise<(RecordRow & { told: number })[]> =>
      db
        .selectFrom("motion_links")
        .innerJoin("records", "records.id", "motion_links.other_id")
        .selectAll("records")
        .select("motion_links.told")
        .where("motion_links.record_id", "=", recordId)
        .where("motion_links.kind", "=", kind)
        .where("records.withdrawn_at", "is", null)
        .orderBy("records.created_at")
        .orderBy("records.id")
        .limit(most)
        .execute(),

    async addText(row: Omit<TextRow, "id">): Promise<void> {
      await db
        .insertInto("motion_texts")
        .values({ ...row, id: newId() })
        .execute();
    },

    /** Its text in every version, the newest first. */
    texts: (recordId: string): Promise<TextRow[]> =>
      db
        .selectFrom("motion_texts")
        .selectAll()
        .where("record_id", "=", recordId)
        .orderBy("version", "desc")
        .limit(most)
        .execute(),

    assembly: (id: string): Promise<AssemblyRow | undefined> =>
      db.selectFrom("assemblies").selectAll().where("id", "=", id).executeTakeFirst(),

    heldOn: (placeId: string, body: string, day: string): Promise<AssemblyRow | undefined> =>
      db
        .selectFrom("assemblies")
        .selectAll()
        .where("place_id", "=", placeId)
        .where("body", "=", body)
        .where("day", "=", day)
        .executeTakeFirst(),

    /** The meeting of that body and day: found, or made as it is told; another count takes the place of the one there was. */
    async assemble(row: Omit<AssemblyRow, "id">): Promise<AssemblyRow> {
      const { due, present, extra, quorate } = row;
      return db
        .insertInto("assemblies")
        .values({ ...row, id: newId() })
        .onConflict((conflict) =>
          conflict.columns(["place_id", "body", "day"]).doUpdateSet({ due, present, extra, quorate }),
        )
        .returningAll()
        .executeTakeFirstOrThrow();
    },

    /** Villages at or below a path, by their names. */
    villages: (path: string): Promise<{ id: string; name: string }[]> =>
      db
        .selectFrom("places")
        .select(["id", "name"])
        .where("level", "=", "village")
        .where("path", ">=", path)
        .where("path", "<", endOfPath(path))
        .orderBy("path")
        .execute(),

    /** Ids of the villages that met in a body between two days, enough of it. */
    async metBetween(body: string, from: string, to: string): Promise<ReadonlySet<string>> {
      const rows = await db
        .selectFrom("assemblies")
        .select("place_id")
        .where("body", "=", body)
        .where("day", ">=", from)
        .where("day", "<", to)
        .where("quorate", "=", 1)
        .distinct()
        .execute();
      return new Set(rows.map(({ place_id }) => place_id));
    },

    /** Who leads a village of a town in which meetings are written down. */
    async leadersInCalendar(): Promise<{ place_id: string; person_id: string }[]> {
      const towns = db
        .selectFrom("assemblies")
        .innerJoin("places as where", "where.id", "assemblies.place_id")
        .select("where.town_id");
      return db
        .selectFrom("places")
        .innerJoin("posts", "posts.place_id", "places.id")
        .select(["places.id as place_id", "posts.person_id"])
        .where("places.level", "=", "village")
        .where("places.town_id", "in", towns)
        .where("posts.role", "=", "secretary")
        .where("posts.ended_at", "is", null)
        .orderBy("places.path")
        .execute();
    },

    /** Objections at or below a path that nobody has answered, with the number of their motion. */
    openObjections: (path: string): Promise<{ number: number; created_at: number }[]> =>
      db
        .selectFrom("records as motion")
        .innerJoin("places", "places.id", "motion.place_id")
        .innerJoin("motion_links", "motion_links.record_id", "motion.id")
        .innerJoin("records as objection", "objection.id", "motion_links.other_id")
        .select(["motion.number", "objection.created_at"])
        .where("motion.kind", "=", "motion")
        .where("motion.town_id", "in", numberingAt(path))
        .where("motion.state", "=", "published")
        .where("motion.withdrawn_at", "is", null)
        .where("motion_links.kind", "=", "objection")
        .where("objection.waiting", "=", 1)
        .where("objection.withdrawn_at", "is", null)
        .where("places.path", ">=", path)
        .where("places.path", "<", endOfPath(path))
        .orderBy("objection.created_at")
        .execute(),

    /** Ids of motions at or below a path whose publication was let go before and does not hang on the board. */
    async notOnBoard(path: string, before: number): Promise<ReadonlySet<string>> {
      const rows = await db
        .selectFrom("publications")
        .innerJoin("records", "records.id", "publications.record_id")
        .innerJoin("places", "places.id", "records.place_id")
        .select("records.id")
        .where("publications.state", "=", sql.lit("shown"))
        .where("publications.board_from", "is", null)
        .where("publications.approved_at", "<", before)
        .where("places.path", ">=", path)
        .where("places.path", "<", endOfPath(path))
        .execute();
      return new Set(rows.map(({ id }) => id));
    },

    /** Whether a meeting was ever written down at or below a path. */
    async keepsCalendar(path: string): Promise<boolean> {
      const row = await db
        .selectFrom("assemblies")
        .innerJoin("places", "places.id", "assemblies.place_id")
        .select("assemblies.id")
        .where("places.path", ">=", path)
        .where("places.path", "<", endOfPath(path))
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Which villages below a path met in a body between two days, enough of it or not. */
    assembled: (path: string, body: string, from: string, to: string) =>
      db
        .selectFrom("assemblies")
        .innerJoin("places", "places.id", "assemblies.place_id")
        .select(["assemblies.place_id", "assemblies.day", "assemblies.quorate"])
        .where("assemblies.body", "=", body)
        .where("assemblies.day", ">=", from)
        .where("assemblies.day", "<", to)
        .where("places.path", ">=", path)
        .where("places.path", "<", endOfPath(path))
        .orderBy("assemblies.day")
        .execute(),
  };
};
