import pg from "pg";
import { Connection } from "../../src/store/engine/connection.ts";

/** `after`: a commit took hold, and whoever waits for it has not heard yet. */
export type Step = { readonly sql: string; readonly after: boolean };

let meets: ((step: Step) => void) | null = null;

/**
 * Has every statement on both engines, and what begins and ends transactions, told to `hook` before it runs; what it
 * throws is what the statement ends with. It is put where SQL leaves the program, so that nothing passes it by.
 */
export function watchStatements(hook: (step: Step) => void): void {
  meets = hook;
}

export function watchNoLonger(): void {
  meets = null;
}

const commits = (sql: string): boolean => /^\s*commit/i.test(sql);

type OfSql<T> = (sql: string, parameters: readonly unknown[]) => T;

/** The package's own classes cannot be reached into; ours passes everything on to them. */
function watchSqlite(): void {
  const { rows, change, control } = Connection.prototype;
  const watched = <T>(real: OfSql<T>): OfSql<T> =>
    function (this: Connection, sql, parameters) {
      meets?.({ sql, after: false });
      const result = real.call(this, sql, parameters);
      if (commits(sql)) meets?.({ sql, after: true });
      return result;
    };
  Object.assign(Connection.prototype, { rows: watched(rows), change: watched(change), control: watched(control) });
}

function watchPostgres(): void {
  type Query = (this: pg.Client, query: string | { readonly text: string }, ...rest: unknown[]) => Promise<unknown>;
  const client = pg.Client.prototype as unknown as { query: Query };
  const { query } = client;
  client.query = async function (asked, ...rest) {
    const sql = typeof asked === "string" ? asked : asked.text;
    meets?.({ sql, after: false });
    const result = await query.call(this, asked, ...rest);
    if (commits(sql)) meets?.({ sql, after: true });
    return result;
  };
}

watchSqlite();
watchPostgres();
