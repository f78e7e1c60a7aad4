import { type Kysely, sql } from "kysely";
import type { KindName } from "../../ledger/kinds.ts";
import type { Schema } from "../schema.ts";
import { endOfPath } from "./places.ts";

type Asked = {
  readonly townId: string;
  readonly kind: KindName;
  readonly path: string;
  /** days, YYYY-MM-DD, and the moments where they begin and end; both included */
  readonly days: { readonly from: string; readonly to: string; readonly begins: number; readonly ends: number } | null;
};
export type NumberedRow = Pick<
  Schema["records"],
  "id" | "kind" | "number" | "place_id" | "day" | "created_at" | "state" | "category" | "sealed" | "text" | "with_name"
> & {
  readonly path: string;
  /** who wrote it; null: nobody on the roster */
  readonly author: string | null;
  /** when it came to be in its state; null: it was made so */
  readonly since: number | null;
};

/** What a register lists. */
export const numbered = (db: Kysely<Schema>) => ({
  /** What stands of a kind in a town, at a path and below, by number; nothing delicate, nothing that accuses somebody. */
  async inTown({ townId, kind, path, days }: Asked, limit: number): Promise<NumberedRow[]> {
    const within =
      days === null
        ? sql``
        : sql`and ((r.day <> '' and r.day >= ${days.from} and r.day <= ${days.to})
            or (r.day = '' and r.created_at >= ${days.begins} and r.created_at < ${days.ends}))`;
    const { rows } = await sql<NumberedRow>`
      select r.id, r.kind, r.number, r.place_id, p.path, r.day, r.created_at, r.state, r.category, r.sealed, r.text,
        r.with_name, w.name as author,
        (select max(m.at) from moves m where m.record_id = r.id and m.undone_at is null and m.to_state = r.state
          and m.from_state <> m.to_state) as since
      from records r join places p on p.id = r.place_id left join people w on w.id = r.author_id
      where r.town_id = ${townId} and r.kind = ${kind} and p.path >= ${path} and p.path < ${endOfPath(path)}
        and r.withdrawn_at is null and r.sensitive = 0 and r.accused = '' ${within}
      order by r.number limit ${limit}`.execute(db);
    return rows.map((row) => ({
      ...row,
      created_at: Number(row.created_at),
      since: row.since === null ? null : Number(row.since),
    }));
  },
});
