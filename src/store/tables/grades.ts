import type { Kysely } from "kysely";
import { newId } from "../engine/id.ts";
import type { Schema } from "../schema.ts";
import { endOfPath } from "./places.ts";

export type GradeRow = Schema["grades"];
type Unit = Pick<Schema["appraisal_objects"], "id" | "record_id" | "person_id" | "place_id" | "name">;

/** Grades and stars that appraisals left behind: the history of each. */
export const grades = (db: Kysely<Schema>) => ({
  /** One grade of each object of an appraisal. */
  async keep(row: Omit<GradeRow, "id">): Promise<void> {
    await db
      .insertInto("grades")
      .values({ ...row, id: newId() })
      .onConflict((conflict) => conflict.columns(["record_id", "object_id"]).doUpdateSet({ grade: row.grade }))
      .execute();
  },
  /** What an appraisal gave counts no more. */
  async drop(recordId: string): Promise<void> {
    await db.deleteFrom("grades").where("record_id", "=", recordId).execute();
  },
  in: (recordId: string): Promise<GradeRow[]> =>
    db.selectFrom("grades").selectAll().where("record_id", "=", recordId).execute(),
  /** The last ones of somebody under a scheme, the newest first. */
  of: (personId: string, scheme: string, limit: number): Promise<GradeRow[]> =>
    db
      .selectFrom("grades")
      .selectAll()
      .where("person_id", "=", personId)
      .where("scheme", "=", scheme)
      .orderBy("at", "desc")
      .limit(limit)
      .execute(),
  /** That of an organisation or a household, beside the one it had before. */
  async keepOfUnit(line: Unit, given: Pick<GradeRow, "scheme" | "grade" | "at">): Promise<void> {
    const { id, record_id, person_id, place_id, name } = line;
    const before = await db
      .selectFrom("grades")
      .select("grade")
      .where("place_id", "=", place_id)
      .where("name", "=", name)
      .where("scheme", "=", given.scheme)
      .where("record_id", "!=", record_id)
      .orderBy("at", "desc")
      .limit(1)
      .executeTakeFirst();
    await this.keep({
      ...given,
      record_id,
      object_id: id,
      person_id,
      place_id,
      name,
      before: before?.grade ?? null,
    });
  },
  below: (path: string): Promise<GradeRow[]> =>
    db
      .selectFrom("grades")
      .innerJoin("places", "places.id", "grades.place_id")
      .selectAll("grades")
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .orderBy("grades.at", "desc")
      .limit(2_000)
      .execute(),
});
