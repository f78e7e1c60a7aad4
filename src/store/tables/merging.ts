import { type Kysely, sql } from "kysely";
import type { PlaceRow, Schema } from "../schema.ts";
import { endOfPath } from "./places.ts";

/** What lies at a place and below. */
export type Held = {
  readonly places: number;
  readonly records: number;
  readonly people: number;
  readonly groups: number;
};

/** A level that nobody asks for: the row stays for what refers to it, and is no place any more. */
export const ended = "ended";

/** Places that have become part of another one, or of the one above them. */
export const merging = (db: Kysely<Schema>) => ({
  async held(path: string): Promise<Held> {
    const below = sql`(select p.id from places p where p.path >= ${path} and p.path < ${endOfPath(path)})`;
    const { rows } = await sql<Held>`select
      (select count(*) from places p where p.path > ${path} and p.path < ${endOfPath(path)} and p.level <> ${ended}) as places,
      (select count(*) from records r where r.place_id in ${below} and r.withdrawn_at is null) as records,
      (select count(*) from people h where h.home_place_id in ${below}) as people,
      (select count(*) from groups g where g.place_id in ${below}) as groups`.execute(db);
    const [row] = rows;
    return {
      places: Number(row?.places ?? 0),
      records: Number(row?.records ?? 0),
      people: Number(row?.people ?? 0),
      groups: Number(row?.groups ?? 0),
    };
  },

  /** Direct children, by their names. */
  children: (id: string): Promise<Pick<PlaceRow, "id" | "name">[]> =>
    db.selectFrom("places").select(["id", "name"]).where("parent_id", "=", id).execute(),

  /** Everything at `from` belongs to `to`, what lay below it lies below `to`, and its names are called there. */
  async merge(from: PlaceRow, to: PlaceRow): Promise<void> {
    const [old, next] = [from.id, to.id];
    for (const change of [
      // what would then stand there twice
      sql`delete from record_places where place_id = ${old} and (
        record_id in (select record_id from record_places where place_id = ${next})
        or record_id in (select id from records where place_id = ${next}))`,
      sql`delete from record_places where place_id = ${next} and record_id in (select id from records where place_id = ${old})`,
      sql`update pairings set ended_at = started_at where target = ${old} and ended_at is null and exists (
        select 1 from pairings other where other.target = ${next} and other.ended_at is null
          and other.cadre_id = pairings.cadre_id and other.kind = pairings.kind)`,
      sql`delete from duties where place_id = ${old} and exists (select 1 from duties other where other.place_id = ${next}
        and other.person_id = duties.person_id and other.from_day = duties.from_day)`,
      sql`update campaigns set ended_at = created_at where place_id = ${old} and ended_at is null`,
      sql`update records set place_id = ${next} where place_id = ${old}`,
      sql`update record_places set place_id = ${next} where place_id = ${old}`,
      sql`update people set home_place_id = ${next} where home_place_id = ${old}`,
      sql`update posts set place_id = ${next} where place_id = ${old}`,
      sql`update pairings set target = ${next} where target = ${old}`,
      sql`update groups set place_id = ${next} where place_id = ${old}`,
      sql`update duties set place_id = ${next} where place_id = ${old}`,
      sql`update assignments set from_place_id = ${next} where from_place_id = ${old}`,
      sql`update involved set place_id = ${next} where place_id = ${old}`,
      sql`insert into place_aliases (place_id, alias) select ${next}, alias from (
          select alias from place_aliases where place_id = ${old} union select name from places where id = ${old}) names
        where alias not in (select alias from place_aliases where place_id = ${next})`,
      sql`delete from place_aliases where place_id = ${old}`,
      sql`delete from coverage where place_id = ${old}`,
      sql`update places set path = ${to.path} || substr(path, ${from.path.length + 1})
        where path > ${from.path} and path < ${endOfPath(from.path)}`,
      sql`update places set parent_id = ${next} where parent_id = ${old}`,
      sql`update places set level = ${ended}, parent_id = ${next}, path = ${`${to.path}${old}/`} where id = ${old}`,
    ])
      await change.execute(db);
  },
});
