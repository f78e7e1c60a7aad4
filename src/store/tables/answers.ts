import { type RawBuilder, sql } from "kysely";
import { endedStates, type KindName, kinds, waitAges } from "../../ledger/kinds.ts";
import { type Given, type Run, statement } from "../engine/prepared.ts";
import { dayOfMoment } from "./days.ts";
import { holdRecord } from "./hold-record.ts";
import { add, dayOfRow, markOfRow } from "./tally-row.ts";

const asked = kinds.filter(({ answered }) => answered === true);
const answering: ReadonlySet<string> = new Set(asked.flatMap(endedStates));
/** Whether what comes into a state is answered by that. */
export const isAnswer = (state: string): boolean => answering.has(state);
export const isAsked = (kind: KindName): boolean => asked.some(({ name }) => name === kind);

/** `opinion>0`, and with a mark behind it what accuses somebody: in which of the ages it was first answered. */
export const answeredIn = (kind: KindName, accusing: boolean): string[] =>
  waitAges.flatMap((_, age) => [`${kind}>${age}`, ...(accusing ? [`${kind}>${age}!`] : [])]);

const literals = (words: Iterable<string>) => sql.join([...words].map((word) => sql.lit(word)));

/** Of a row of `records`: the moment of its first answer that stands. */
export const firstAnswer = sql<number | null>`(select min(m.at) from moves m where m.record_id = records.id
  and m.undone_at is null and m.to_state in (${literals(answering)}))`;
/** Records `r` with it. */
export const withAnswer = sql`(select records.*, ${firstAnswer} as answered_at from records) r`;

const took = sql`${dayOfMoment(sql`r.answered_at`)} - ${dayOfRow}`;
const ages = waitAges.map(({ to }, age) => {
  const said = sql.lit(String(age));
  return Number.isFinite(to) ? sql`when ${took} <= ${sql.lit(to)} then ${said}` : sql`else ${said}`;
});
/** `opinion>0!` */
export const answerOfRow = sql<string>`r.kind || '>' || case ${sql.join(ages, sql` `)} end || ${markOfRow}`;

const sums = (of: RawBuilder<unknown>, n: 1 | -1): RawBuilder<unknown> =>
  add(sql`
    select p.town_id, ${answerOfRow} as what, ${dayOfRow} as day, 0 as away, ${sql.lit(n)} * count(*) as n
    from ${withAnswer} join places p on p.id = r.place_id
    where r.withdrawn_at is null and r.kind in (${literals(asked.map(({ name }) => name))})
      and r.answered_at is not null and ${of} group by 1, 2, 3`);

/** Of all records that stand. */
export const answersOfAll = sums(sql`1 = 1`, 1);

type One = { readonly id: string };
const less = statement((_, { id }: Given<One>) => sums(sql`r.id = ${id}`, -1));
const more = statement((_, { id }: Given<One>) => sums(sql`r.id = ${id}`, 1));

/** Kept figures among the tallies: how many were answered within how many days, by the day of their writing. */
export const answers = (run: Run) => ({
  /** Around what may have a record be answered at another time, or its answer count elsewhere or no more. */
  async around<T>(id: string, change: () => Promise<T>): Promise<T> {
    await holdRecord(run, id);
    await run.send(less, { id });
    const value = await change();
    await run.send(more, { id });
    return value;
  },
});
