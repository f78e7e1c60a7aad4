import { type Kysely, type RawBuilder, sql } from "kysely";
import type { KindName } from "../../ledger/kinds.ts";
import type { Schema } from "../schema.ts";
import { contains } from "./contains.ts";
import type { Cut } from "./lists.ts";
import { endOfPath } from "./places.ts";
import type { RecordRow } from "./records.ts";
import type { Onlooker } from "./waiting.ts";

export type Wanted = {
  readonly kind: KindName;
  readonly path: string;
  /** the path is a county's or a city's: so much lies below that the latest of all are looked through instead */
  readonly isWide: boolean;
  /** only what this person wrote */
  readonly authorId?: string;
  /** days, YYYY-MM-DD, both included */
  readonly days?: { readonly from: string; readonly to: string };
  /** stands in what the author called the other one */
  readonly withName?: string;
  /** only what something became of */
  readonly isSettled?: true;
  /** who may be shown what accuses somebody; absent: nobody */
  readonly onlooker?: Onlooker;
};

type Labelled = Pick<RecordRow, "author_id" | "day" | "sealed" | "fields">;

/** What was written at a place and below, the latest first. `cross join` has SQLite go the way that is written. */
export const recent = (db: Kysely<Schema>) => ({
  async list(wanted: Wanted, { limit, offset }: Cut): Promise<RecordRow[]> {
    const { kind, path, days, withName, onlooker } = wanted;
    const part = withName === undefined || withName === "" ? sql`` : sql`and ${contains(sql`r.with_name`, withName)}`;
    const settled = wanted.isSettled ? sql`and r.waiting = 0` : sql``;
    const within = days === undefined ? sql`` : sql`and r.day >= ${days.from} and r.day <= ${days.to}`;
    const { rows } = await sql<RecordRow>`
      select r.* from ${way(wanted)} and p.path >= ${path} and p.path < ${endOfPath(path)}
      and r.kind = ${kind} and r.withdrawn_at is null ${settled} ${within} ${part} and ${mayBeSeen(onlooker)}
      order by r.created_at desc, r.id desc limit ${limit} offset ${offset}`.execute(db);
    return rows;
  },

  /** What an account or its person wrote of a kind, the latest first. */
  ofAuthor: (
    kind: KindName,
    { account, personId }: { readonly account: string; readonly personId: string | null },
    { limit, offset }: Cut,
    {
      category,
      days,
    }: { readonly category?: string; readonly days?: { readonly from: string; readonly to: string } } = {},
  ): Promise<RecordRow[]> => {
    const rows = db
      .selectFrom("records")
      .selectAll()
      .where((row) => row.or([row("account", "=", account), ...(personId ? [row("author_id", "=", personId)] : [])]))
      .where("kind", "=", kind)
      .where("withdrawn_at", "is", null);
    const ofBook = category === undefined ? rows : rows.where("category", "=", category);
    const within = days ? ofBook.where("day", ">=", days.from).where("day", "<=", days.to) : ofBook;
    return within.orderBy("created_at", "desc").orderBy("id", "desc").limit(limit).offset(offset).execute();
  },

  /** What others wrote of a kind with the same person on the same day, the first one first. */
  withSame: (kind: KindName, personId: string, day: string, authorId: string): Promise<RecordRow[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("with_person_id", "=", personId)
      .where("kind", "=", kind)
      .where("day", "=", day)
      .where("withdrawn_at", "is", null)
      .where("author_id", "is not", null)
      .where("author_id", "!=", authorId)
      .orderBy("created_at")
      .limit(2)
      .execute(),

  /** What was written of a kind within a span, `until` among it, by whomever. */
  writtenSince: (kind: KindName, since: number, until: number, limit: number): Promise<RecordRow[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("kind", "=", kind)
      .where("account", "!=", "")
      .where("created_at", ">", since)
      .where("created_at", "<=", until)
      .where("withdrawn_at", "is", null)
      .orderBy("created_at")
      .orderBy("id")
      .limit(limit)
      .execute(),

  /** The labelled words of all records of a kind, by one person or at a path and below, in a stretch of days. */
  async labelled(
    kind: KindName,
    of: { readonly authorId: string } | { readonly path: string },
    { from, to }: { readonly from: string; readonly to: string },
  ): Promise<Labelled[]> {
    const where =
      "authorId" in of
        ? sql`records r where r.author_id = ${of.authorId}`
        : sql`places p cross join records r where p.path >= ${of.path} and p.path < ${endOfPath(of.path)} and r.place_id = p.id`;
    const { rows } = await sql<Labelled>`
      select r.author_id, r.day, r.sealed, r.fields from ${where}
      and r.kind = ${kind} and r.day >= ${from} and r.day <= ${to} and r.withdrawn_at is null`.execute(db);
    return rows;
  },
});

function way({ authorId, isWide }: Wanted): RawBuilder<unknown> {
  if (authorId !== undefined)
    return sql`records r cross join places p where r.author_id = ${authorId} and p.id = r.place_id`;
  // the index over kind and time holds what still says whose it is
  if (isWide) return sql`records r cross join places p where r.account <> '' and p.id = r.place_id`;
  return sql`places p cross join records r where r.place_id = p.id`;
}

function mayBeSeen(onlooker: Onlooker | undefined): RawBuilder<unknown> {
  const below = (onlooker?.accusationsBelow ?? []).map(
    (path) => sql`(p.path >= ${path} and p.path < ${endOfPath(path)})`,
  );
  if (below.length === 0) return sql`r.accused = ''`;
  return sql`(r.accused = '' or ((${sql.join(below, sql` or `)}) and not ${contains(sql`r.accused`, `,${onlooker?.personId},`)}))`;
}
