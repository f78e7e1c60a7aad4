import { type Kysely, sql } from "kysely";
import { newId } from "../engine/id.ts";
import type { Schema } from "../schema.ts";
import { endOfPath } from "./places.ts";

export type GradeRow = Schema["grades"];
export type Standing = Pick<GradeRow, "scheme" | "grade" | "before"> & { readonly many: number };
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
  /** How many units at a place and below stand at what since their last grade of a scheme, what came last in front. */
  async standing(path: string): Promise<Standing[]> {
    const { rows } = await sql<Standing & { readonly many: number | string }>`
      select scheme, grade, before, count(*) as many from (
        select g.scheme, g.grade, g.before, g.at, row_number() over (
          partition by g.scheme, coalesce(g.person_id, g.place_id || ' ' || g.name) order by g.at desc, g.id desc) as nth
        from grades g join places p on p.id = g.place_id
        where p.path >= ${path} and p.path < ${endOfPath(path)}) latest
      where nth = 1 group by scheme, grade, before order by max(at) desc, scheme`.execute(db);
    return rows.map((row) => ({ ...row, many: Number(row.many) }));
  },
  /** Those of the organisations and households right at a place that were graded last, each from the newest back. */
  async historiesAt(placeId: string, units: number): Promise<GradeRow[]> {
    const { rows } = await sql<GradeRow>`
      select g.* from grades g join (
        select scheme, name, max(at) as last from grades where place_id = ${placeId} and person_id is null
        group by scheme, name order by max(at) desc, scheme, name limit ${units}) unit
      on unit.scheme = g.scheme and unit.name = g.name
      where g.place_id = ${placeId} and g.person_id is null
      order by unit.last desc, g.scheme, g.name, g.at desc, g.id desc`.execute(db);
    return rows;
  },
  /** What lies right at these places and was ever given one of these grades, nobody's own. */
  at: async (placeIds: readonly string[], given: readonly string[]): Promise<GradeRow[]> =>
    placeIds.length === 0
      ? []
      : db
          .selectFrom("grades")
          .selectAll()
          .where("place_id", "in", [...new Set(placeIds)])
          .where("person_id", "is", null)
          .where("grade", "in", [...given])
          .execute(),
});
