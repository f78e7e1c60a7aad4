import { type Kysely, sql } from "kysely";
import type { KindName } from "../../ledger/kinds.ts";
import type { Schema } from "../schema.ts";
import type { Cut } from "./lists.ts";
import { endOfPath } from "./places.ts";
import type { RecordRow } from "./records.ts";

type Within = { readonly path: string; readonly since: number; readonly until: number };
export type TagCount = {
  readonly tag: string;
  readonly total: number;
  /** how many are nobody's business but those above */
  readonly inner: number;
};

const assignment: KindName = "assignment";

/** Labels of records that are written anyway; what is withdrawn takes its labels along. */
export const tags = (db: Kysely<Schema>) => {
  const within = ({ path, since, until }: Within) => sql`r.withdrawn_at is null and r.created_at >= ${since}
    and r.created_at <= ${until} and p.path >= ${path} and p.path < ${endOfPath(path)}`;

  return {
    /** False: it has it already. */
    async give(recordId: string, tag: string, by: { readonly account: string; readonly at: number }): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("record_tags")
        .values({ record_id: recordId, tag, ...by })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return (numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    /** False: it did not have it. */
    async take(recordId: string, tag: string): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom("record_tags")
        .where("record_id", "=", recordId)
        .where("tag", "=", tag)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    async counts(where: Within): Promise<TagCount[]> {
      const { rows } = await sql<TagCount>`
        select t.tag, count(*) as total, sum(case when r.sensitive = 1 or r.accused <> '' then 1 else 0 end) as "inner"
        from record_tags t join records r on r.id = t.record_id join places p on p.id = r.place_id
        where ${within(where)} group by t.tag order by t.tag`.execute(db);
      return rows.map(({ tag, total, inner }) => ({ tag, total: Number(total), inner: Number(inner) }));
    },

    /** Where something has a label, by paths. */
    async places(tag: string, where: Within): Promise<string[]> {
      const { rows } = await sql<{ path: string }>`
        select distinct p.path from record_tags t join records r on r.id = t.record_id join places p on p.id = r.place_id
        where t.tag = ${tag} and ${within(where)}`.execute(db);
      return rows.map(({ path }) => path);
    },

    /** With a label, in the order of the tree; `isLeft`: only what was not handed over. */
    async of(tag: string, where: Within, isLeft: boolean, { limit, offset }: Cut): Promise<RecordRow[]> {
      const left = isLeft
        ? sql`and not exists (select 1 from records j where j.origin_id = r.id and j.kind = ${assignment}
            and j.withdrawn_at is null)`
        : sql``;
      const { rows } = await sql<RecordRow>`
        select r.* from record_tags t join records r on r.id = t.record_id join places p on p.id = r.place_id
        where t.tag = ${tag} and ${within(where)} ${left} order by p.path, r.id limit ${limit} offset ${offset}`.execute(
        db,
      );
      return rows;
    },
  };
};
