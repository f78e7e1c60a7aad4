import { CompiledQuery, type DatabaseConnection, type Kysely, type QueryResult } from "kysely";
import type { Schema } from "../schema.ts";
import { nothingStreams } from "./connection.ts";
import { over } from "./transaction.ts";

type Row = Readonly<Record<string, unknown>>;
type Asked = {
  readonly query: CompiledQuery;
  readonly done: (result: QueryResult<never>) => void;
  readonly failed: (error: unknown) => void;
};
/** Tells who asked. */
type Tell = () => void;

/**
 * A handle on PostgreSQL for many that go the same way at the same time and wait for nothing but what they ask by it.
 * What they ask in the same words is one statement: the server plans it once, and it goes back and forth once.
 * `onOneConnection`: in a transaction, where one statement follows the other.
 */
export function asOne(db: Kysely<Schema>, onOneConnection: boolean): Kysely<Schema> {
  const asked: Asked[] = [];

  /** The loop turns first: by then each has come to where it waits for an answer. */
  function ask(query: CompiledQuery): Promise<QueryResult<never>> {
    return new Promise((done, failed) => {
      if (asked.length === 0) setImmediate(() => void answerAll(asked.splice(0)));
      asked.push({ query, done, failed });
    });
  }

  /** All are told when all is known, so that they stay in step. */
  async function answerAll(all: readonly Asked[]): Promise<void> {
    const alike = new Map<string, Asked[]>();
    for (const one of all) {
      const known = alike.get(one.query.sql);
      if (known) known.push(one);
      else alike.set(one.query.sql, [one]);
    }
    for (const tell of (await each([...alike.values()], answer)).flat()) tell();
  }

  async function each<One, Two>(all: readonly One[], work: (one: One) => Promise<Two>): Promise<Two[]> {
    if (!onOneConnection) return Promise.all(all.map(work));
    const ended: Two[] = [];
    for (const one of all) ended.push(await work(one));
    return ended;
  }

  async function answer(group: readonly Asked[]): Promise<Tell[]> {
    const joined = group.length > 1 ? join(group.map(({ query }) => query)) : null;
    if (!joined) return each(group, alone);
    try {
      const { rows } = await db.executeQuery<Row>(joined);
      const parts = apart(rows, group.length);
      return group.map(
        ({ done }, at) =>
          () =>
            done({ rows: parts[at] as never[] }),
      );
    } catch {
      // whose question it is that fails, is found out
      return each(group, alone);
    }
  }

  const alone = ({ query, done, failed }: Asked): Promise<Tell> =>
    db.executeQuery<never>(query).then(
      (result) => () => done(result),
      (error: unknown) => () => failed(error),
    );

  return over({ executeQuery: ask as DatabaseConnection["executeQuery"], streamQuery: nothingStreams });
}

/** Names that no statement has. */
const [whose, order, given] = ['"#whose"', '"#order"', '"#given"'];

/**
 * What each asks, from a list of what they give where it differs. A window keeps the inner statement whole, so that the
 * server answers it for one after the other by its indexes, and keeps the order of its rows.
 */
function join(queries: readonly CompiledQuery[]): CompiledQuery | null {
  const [first] = queries;
  if (!first || !/^\s*(?:select|with)\b/iu.test(first.sql)) return null;
  const values = first.parameters.map((_, at) => queries.map(({ parameters }) => parameters[at]));
  const differs = values.map((said) => said.some((value) => value !== said[0]));
  const types = values.map((said, at) => (differs[at] ? typeOf(said) : null));
  if (differs.some((is, at) => is && types[at] === null)) return null;
  const columns = types.flatMap((type, at) => (type === null ? [] : [{ type, at: at + 1 }]));
  const lists = columns.map(({ type, at }) => `$${at}::${type}[]`).join(", ");
  const names = columns.map(({ at }) => `c${at}, `).join("");
  const list = columns.length > 0 ? `unnest(${lists}) with ordinality` : `generate_series(1, ${queries.length})`;
  const inner = first.sql.replace(/\$(\d+)/gu, (said, at) => (differs[Number(at) - 1] ? `${given}.c${at}` : said));
  return CompiledQuery.raw(
    `select ${given}.n as ${whose}, q.* from ${list} as ${given}(${names}n)
      cross join lateral (select row_number() over () as ${order}, s.* from (${inner}) s) q order by 1, 2`,
    values.map((said, at) => (differs[at] ? said : said[0])),
  );
}

/** Of the column that holds them; null: they are of different types, or of one that no list was thought of for. */
function typeOf(values: readonly unknown[]): "text" | "int8" | null {
  const said = values.filter((value) => value !== null);
  if (said.every((value) => typeof value === "string")) return "text";
  return said.every((value) => Number.isSafeInteger(value)) ? "int8" : null;
}

function apart(rows: readonly Row[], count: number): Row[][] {
  const parts: Row[][] = Array.from({ length: count }, () => []);
  for (const { "#whose": at, "#order": _, ...row } of rows) parts[Number(at) - 1]?.push(row);
  return parts;
}
