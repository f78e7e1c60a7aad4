import { type Kysely, sql } from "kysely";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { PlaceRow, Schema } from "../schema.ts";
import { endOfPath } from "./places.ts";

/** What lies at a place and below. */
export type Held = {
  readonly places: number;
  readonly records: number;
  readonly people: number;
  readonly groups: number;
};

/** What a merger changed, for taking it back. */
export type Merged = {
  readonly from: PlaceRow;
  readonly to: Pick<PlaceRow, "id" | "path">;
  /** by table, the keys of the rows that went along */
  readonly went: Readonly<Record<string, readonly (readonly string[])[]>>;
  /** rows that would have stood there twice */
  readonly dropped: {
    readonly record_places: readonly Schema["record_places"][];
    readonly duties: readonly Schema["duties"][];
    readonly assembly_calls?: readonly Schema["assembly_calls"][];
  };
  readonly reopens: { readonly pairings: readonly string[]; readonly campaigns: readonly string[] };
  readonly aliases: { readonly own: readonly string[]; readonly given: readonly string[] };
  /** ids of what lay right below */
  readonly below: readonly string[];
  /** what lies there and was called like something that stood there already, as it was and what it is called now */
  readonly renamed?: readonly {
    readonly before: Pick<PlaceRow, "id" | "name" | "level_word">;
    readonly after: string;
  }[];
};

/** A level that nobody asks for: the row stays for what refers to it, and is no place any more. */
export const ended = "ended";

/** Places that have become part of another one, or of the one above them. */
export const merging = (db: Kysely<Schema>, seal: Seal) => ({
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
  children: (id: string): Promise<Pick<PlaceRow, "id" | "name" | "level_word">[]> =>
    db.selectFrom("places").select(["id", "name", "level_word"]).where("parent_id", "=", id).execute(),

  /** Everything at `from` belongs to `to`, what lay below it lies below `to`, and its names are called there. */
  async merge(from: PlaceRow, to: PlaceRow): Promise<Merged> {
    const [old, next] = [from.id, to.id];
    const met = await whatMeets(from, to, db);
    for (const change of [
      // what would then stand there twice
      sql`delete from record_places where place_id = ${old} and (
        record_id in (select record_id from record_places where place_id = ${next})
        or record_id in (select id from records where place_id = ${next}))`,
      sql`delete from record_places where place_id = ${next} and record_id in (select id from records where place_id = ${old})`,
      sql`update pairings set ended_at = started_at where target = ${old} and ended_at is null and ${pairedAt(next)}`,
      sql`delete from duties where place_id = ${old} and exists (select 1 from duties other where other.place_id = ${next}
        and other.person_id = duties.person_id and other.from_day = duties.from_day)`,
      sql`delete from assembly_calls where place_id = ${old} and ${askedAt(next)}`,
      sql`update enrolments set state = 'removed' where place_id = ${old} and state in ('enrolled', 'followed')
        and exists (select 1 from enrolments other where other.place_id = ${next} and other.state in ('enrolled', 'followed'))`,
      sql`update campaigns set ended_at = created_at where place_id = ${old} and ended_at is null`,
    ])
      await change.execute(db);
    const went = await whatGoesAlong(old, db);
    for (const change of [
      ...follow.map(
        ({ table, column }) =>
          sql`update ${sql.table(table)} set ${sql.ref(column)} = ${next} where ${sql.ref(column)} = ${old}`,
      ),
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
    return { ...met, went };
  },

  /** Keeps what a merger was, as long as it can be taken back. */
  async keep(what: { cause: string; at: number; account: string; merged: Merged }): Promise<void> {
    const { merged, ...row } = what;
    await db
      .insertInto("mergers")
      .values({ id: newId(), ...row, before_sealed: seal.seal(JSON.stringify(merged)), undone_at: null })
      .execute();
  },

  /** The last that an account ordered since. */
  async last(account: string, since: number): Promise<{ id: string; at: number; merged: Merged } | undefined> {
    const row = await db
      .selectFrom("mergers")
      .selectAll()
      .where("account", "=", account)
      .where("at", ">=", since)
      .where("undone_at", "is", null)
      .orderBy("at", "desc")
      .limit(1)
      .executeTakeFirst();
    return row && { id: row.id, at: Number(row.at), merged: JSON.parse(seal.open(row.before_sealed)) as Merged };
  },

  /** True for the first who takes it back. */
  async undo(id: string, now: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("mergers")
      .set({ undone_at: now })
      .where("id", "=", id)
      .where("undone_at", "is", null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },

  /** What went along comes back; what has been given another place since stays there, and so does what is new. */
  async part({ from, to, went, dropped, reopens, aliases, below, renamed = [] }: Merged): Promise<void> {
    const [old, next] = [from.id, to.id];
    await sql`update places set level = ${from.level}, parent_id = ${from.parent_id}, path = ${from.path} where id = ${old}`.execute(
      db,
    );
    for (const id of below) {
      const path = `${to.path}${id}/`;
      await sql`update places set parent_id = ${old} where id = ${id} and parent_id = ${next}`.execute(db);
      await sql`update places set path = ${from.path} || substr(path, ${to.path.length + 1})
        where path >= ${path} and path < ${endOfPath(path)}`.execute(db);
    }
    for (const { before: one, after } of renamed)
      await db
        .updateTable("places")
        .set({ name: one.name, level_word: one.level_word })
        .where("id", "=", one.id)
        .where("name", "=", after)
        .execute();
    for (const { table, column, keys } of follow)
      for (const key of went[table] ?? []) {
        const isRow = sql.join(
          keys.map((name, at) => sql`${sql.ref(name)} = ${key[at] ?? ""}`),
          sql` and `,
        );
        await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${old}
          where ${isRow} and ${sql.ref(column)} = ${next}`.execute(db);
      }
    for (const row of dropped.record_places)
      await db
        .insertInto("record_places")
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    for (const row of dropped.duties)
      await db
        .insertInto("duties")
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    for (const row of dropped.assembly_calls ?? [])
      await db
        .insertInto("assembly_calls")
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    if (reopens.pairings.length > 0)
      await db
        .updateTable("pairings")
        .set({ ended_at: null })
        .where("id", "in", [...reopens.pairings])
        .execute();
    if (reopens.campaigns.length > 0)
      await db
        .updateTable("campaigns")
        .set({ ended_at: null })
        .where("id", "in", [...reopens.campaigns])
        .execute();
    if (aliases.given.length > 0)
      await db
        .deleteFrom("place_aliases")
        .where("place_id", "=", next)
        .where("alias", "in", [...aliases.given])
        .execute();
    for (const alias of aliases.own)
      await db
        .insertInto("place_aliases")
        .values({ place_id: old, alias })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
  },

  async forgetBefore(before: number): Promise<void> {
    await db.deleteFrom("mergers").where("at", "<", before).execute();
  },
});

/** What hangs on a place by a column of its own, and what names a row of it. */
const follow = [
  { table: "records", column: "place_id", keys: ["id"] },
  { table: "record_places", column: "place_id", keys: ["record_id"] },
  { table: "people", column: "home_place_id", keys: ["id"] },
  { table: "posts", column: "place_id", keys: ["id"] },
  { table: "pairings", column: "target", keys: ["id"] },
  { table: "groups", column: "place_id", keys: ["key"] },
  { table: "duties", column: "place_id", keys: ["person_id", "from_day"] },
  { table: "enrolments", column: "place_id", keys: ["id"] },
  { table: "assembly_calls", column: "place_id", keys: ["body", "voice"] },
  { table: "aid_cases", column: "place_id", keys: ["id"] },
  { table: "assignments", column: "from_place_id", keys: ["record_id"] },
  { table: "involved", column: "place_id", keys: ["record_id", "stake", "who"] },
] as const;

const pairedAt = (next: string) => sql<boolean>`exists (
  select 1 from pairings other where other.target = ${next} and other.ended_at is null
    and other.cadre_id = pairings.cadre_id and other.kind = pairings.kind)`;

const askedAt = (next: string) => sql<boolean>`exists (
  select 1 from assembly_calls other where other.place_id = ${next}
    and other.body = assembly_calls.body and other.voice = assembly_calls.voice)`;

async function whatGoesAlong(old: string, db: Kysely<Schema>): Promise<Merged["went"]> {
  const went: Record<string, string[][]> = {};
  for (const { table, column, keys } of follow) {
    const { rows } = await sql<Record<string, string>>`select ${sql.join(keys.map((name) => sql.ref(name)))}
      from ${sql.table(table)} where ${sql.ref(column)} = ${old}`.execute(db);
    went[table] = rows.map((row) => keys.map((name) => row[name] ?? ""));
  }
  return went;
}

/** What both have, what ends, and how both and those below are called. */
async function whatMeets(from: PlaceRow, to: PlaceRow, db: Kysely<Schema>): Promise<Omit<Merged, "went">> {
  const [old, next] = [from.id, to.id];
  const ids = async (query: ReturnType<typeof sql<{ id: string }>>) =>
    (await query.execute(db)).rows.map(({ id }) => id);
  const names = async (id: string) =>
    (await db.selectFrom("place_aliases").select("alias").where("place_id", "=", id).execute()).map(
      ({ alias }) => alias,
    );
  const [own, there] = [await names(old), await names(next)];
  const twice = await sql<Schema["record_places"]>`select record_id, place_id from record_places where
    (place_id = ${old} and (record_id in (select record_id from record_places where place_id = ${next})
      or record_id in (select id from records where place_id = ${next})))
    or (place_id = ${next} and record_id in (select id from records where place_id = ${old}))`.execute(db);
  const duties = await sql<Schema["duties"]>`select place_id, person_id, from_day, to_day from duties
    where place_id = ${old} and exists (select 1 from duties other where other.place_id = ${next}
      and other.person_id = duties.person_id and other.from_day = duties.from_day)`.execute(db);
  const calls = await db
    .selectFrom("assembly_calls")
    .selectAll()
    .where("place_id", "=", old)
    .where(askedAt(next))
    .execute();
  return {
    ...{ from, to: { id: to.id, path: to.path } },
    dropped: { record_places: twice.rows, duties: duties.rows, assembly_calls: calls },
    reopens: {
      pairings: await ids(
        sql`select id from pairings where target = ${old} and ended_at is null and ${pairedAt(next)}`,
      ),
      campaigns: await ids(sql`select id from campaigns where place_id = ${old} and ended_at is null`),
    },
    aliases: { own, given: [...new Set([...own, from.name])].filter((alias) => !there.includes(alias)) },
    below: await ids(sql`select id from places where parent_id = ${old}`),
  };
}
