import { type Kysely, type RawBuilder, sql } from "kysely";
import { type KindName, kindOf, kinds } from "../../ledger/kinds.ts";
import type { Engine } from "../engine/engine.ts";
import { type Given, type Run, statement } from "../engine/prepared.ts";
import type { Schema } from "../schema.ts";
import { answersOfAll } from "./answers.ts";
import { add, dayOfRow, markOfRow } from "./tally-row.ts";

/** What people do and say at places is tallied; what is one's own is nobody's figure. */
const tallied: ReadonlySet<string> = new Set(
  kinds.filter(({ counts, answered }) => counts !== undefined || answered === true).map(({ name }) => name),
);
export const isTallied = (kind: KindName): boolean => tallied.has(kind);

/** `opinion:open`, and with a mark behind it what accuses somebody. */
export const whats = (kind: KindName, accusing: boolean): string[] =>
  Object.keys(kindOf(kind).lifecycle.states).flatMap((state) => [
    `${kind}:${state}`,
    ...(accusing ? [`${kind}:${state}!`] : []),
  ]);

export const awayOfRow = sql<number>`case when w.away_city is null then 0 else 1 end`;
const marked = (state: RawBuilder<unknown>) => sql<string>`r.kind || ':' || ${state} || ${markOfRow}`;

/** `*` stands for the state it is in, nothing for none. */
type Step = { readonly id: string; readonly from: string; readonly to: string };
/** `hold`: until the end its author does not go away or come back, and is seen as whoever changed that last left them. */
const stepped = (hold: RawBuilder<unknown>) =>
  statement((_, { id, from, to }: Given<Step>) =>
    add(sql`
      select p.town_id, ${marked(sql`case s.state when '*' then r.state else s.state end`)} as what, ${dayOfRow} as day,
        case when (select w.away_city from people w where w.id = r.author_id ${hold}) is null then 0 else 1 end as away, s.n
      from (select ${from} as state, -1 as n union all select ${to}, 1) s cross join records r
      join places p on p.id = r.place_id
      where r.id = ${id} and s.state <> ''`),
  );
// a SQLite file has one writer anyway
const steppedOn: Readonly<Record<Engine, ReturnType<typeof stepped>>> = {
  sqlite: stepped(sql``),
  postgres: stepped(sql`for key share`),
};

const sums = (of: RawBuilder<unknown>, n: 1 | -1): RawBuilder<unknown> =>
  add(sql`
    select p.town_id, ${marked(sql`r.state`)} as what, ${dayOfRow} as day, ${awayOfRow} as away,
      ${sql.lit(n)} * count(*) as n
    from records r join places p on p.id = r.place_id left join people w on w.id = r.author_id
    where r.withdrawn_at is null and r.kind in (${sql.join([...tallied].map((kind) => sql.lit(kind)))}) and ${of}
    group by 1, 2, 3, 4`);

/** Of all records that stand. */
export const talliesOfAll = sums(sql`1 = 1`, 1);

/**
 * Kept figures: how many records there are by the place that numbers them, kind and state, day of writing, and whether
 * whoever wrote it is away by now. Towns have rows, and what lies right above them: what a city has is added up from its
 * counties when it is asked for, so that its messages do not wait for one another's row.
 */
export const tallies = (db: Kysely<Schema>, run: Run) => ({
  /** A record came (to `*`), went (from `*`), or is in another state. */
  async step(kind: KindName, step: Step): Promise<void> {
    if (tallied.has(kind) && step.from !== step.to) await run.send(steppedOn[run.engine], step);
  },

  /** Until the end nothing else that moves them is written: it stands already and is seen, or comes afterwards. */
  async hold(): Promise<void> {
    if (run.engine === "postgres") await sql`lock table tallies in share row exclusive mode`.execute(db);
  },

  /** Around something by which all that some people wrote is tallied otherwise. Whoever speaks as one of them meanwhile waits. */
  async around(people: readonly string[], change: () => Promise<unknown>): Promise<void> {
    const theirs = sql`in (${sql.join(people)})`;
    if (run.engine === "postgres")
      await sql`select id from people where id ${theirs} order by id for update`.execute(db);
    await sums(sql`r.author_id ${theirs}`, -1).execute(db);
    await change();
    await sums(sql`r.author_id ${theirs}`, 1).execute(db);
  },

  /** Before records of a kind lose their authors: nobody knows any more that they are away. */
  async unname(kind: KindName, before: number): Promise<void> {
    if (!tallied.has(kind)) return;
    const old = sql`r.withdrawn_at is null and r.kind = ${kind} and r.account <> '' and r.created_at < ${before}`;
    if (run.engine === "postgres")
      await sql`select id from people where id in (select r.author_id from records r where ${old}) order by id for key share`.execute(
        db,
      );
    await add(sql`
      select p.town_id, ${marked(sql`r.state`)} as what, ${dayOfRow} as day, s.away, sum(s.n) as n
      from (select 1 as away, -1 as n union all select 0, 1) s cross join records r
      join places p on p.id = r.place_id join people w on w.id = r.author_id
      where w.away_city is not null and ${old} group by 1, 2, 3, 4`).execute(db);
  },

  /** What stands at nothing says nothing. */
  async tidy(): Promise<void> {
    await db.deleteFrom("tallies").where("count", "=", 0).execute();
  },

  async recount(): Promise<void> {
    await this.hold();
    await db.deleteFrom("tallies").execute();
    await talliesOfAll.execute(db);
    await answersOfAll.execute(db);
  },

  all: () =>
    db.selectFrom("tallies").selectAll().orderBy("place_id").orderBy("what").orderBy("day").orderBy("away").execute(),
});
