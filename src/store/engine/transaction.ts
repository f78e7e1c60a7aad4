import {
  type CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import type { QueryResult as Answer, PoolClient } from "pg";
import type { Schema } from "../schema.ts";
import { nothingStreams } from "./connection.ts";
import { type Statement as Prepared, type Run, valuesOf } from "./prepared.ts";

/** The socket of a connection, which is written to once for all that goes out together. */
type Wire = { readonly connection: { readonly stream: { cork(): void; uncork(): void } } };

const writes = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

/**
 * One transaction on a connection that pipelines. What nothing waits for (the beginning, and what is sent) is kept back
 * until something is asked or all is committed, and goes out with it in one write: there and back once instead of once
 * for each, and rows that many write are held for no longer than the server needs.
 */
export class Transaction implements DatabaseConnection, Run {
  readonly engine = "postgres";
  readonly #client: PoolClient;
  readonly #kept: (() => Promise<Answer>)[] = [];
  #open = true;
  #begun = false;
  /** why something that was sent was not done */
  fault: unknown;
  executed = 0;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    this.executed++;
    return this.#ask(sql, parameters).then(({ command, rowCount, rows }) =>
      writes.has(command) ? { numAffectedRows: BigInt(rowCount ?? 0), rows } : { rows },
    );
  }

  all<In, Out>(statement: Prepared<In, Out>, given: In): Promise<Out[]> {
    return this.#run(statement, given).then(({ rows }) => rows as Out[]);
  }

  first<In, Out>(statement: Prepared<In, Out>, given: In): Promise<Out | undefined> {
    return this.#run(statement, given).then(({ rows }) => rows[0] as Out | undefined);
  }

  change<In>(statement: Prepared<In, unknown>, given: In): Promise<number> {
    return this.#run(statement, given).then(({ rowCount }) => rowCount ?? 0);
  }

  async send<In>(statement: Prepared<In, unknown>, given: In): Promise<void> {
    this.#refuseWhenOver();
    const { sql, names } = statement.on("postgres");
    const values = valuesOf(names, given);
    this.executed++;
    this.#kept.push(() => this.#client.query(sql, values));
  }

  streamQuery(): never {
    return nothingStreams();
  }

  /** @throws why, when it does not stand: also of what was only sent, and where a failure was caught on the way */
  async commit(): Promise<void> {
    this.#open = false;
    if (!this.#begun && this.#kept.length === 0) return;
    const { command } = await this.#out("commit", []);
    if (command !== "COMMIT") throw this.fault ?? new Error("the transaction did not stand");
  }

  async rollback(): Promise<void> {
    this.#open = false;
    this.#kept.length = 0;
    if (this.#begun) await this.#client.query("rollback");
  }

  #run<In>(statement: Prepared<In, unknown>, given: In): Promise<Answer> {
    const { sql, names } = statement.on("postgres");
    this.executed++;
    return this.#ask(sql, valuesOf(names, given));
  }

  async #ask(sql: string, values: readonly unknown[]): Promise<Answer> {
    this.#refuseWhenOver();
    return this.#out(sql, values);
  }

  #out(sql: string, values: readonly unknown[]): Promise<Answer> {
    const { stream } = (this.#client as unknown as Wire).connection;
    stream.cork();
    try {
      if (!this.#begun) this.#note(this.#client.query("begin"));
      this.#begun = true;
      for (const send of this.#kept.splice(0)) this.#note(send());
      return this.#client.query(sql, values as unknown[]);
    } finally {
      stream.uncork();
    }
  }

  #note(sent: Promise<unknown>): void {
    sent.catch((error: unknown) => {
      this.fault ??= error;
    });
  }

  #refuseWhenOver(): void {
    if (!this.#open) throw new Error("this unit of work is over");
  }
}

/** A handle on one connection; what it has to begin and end, it does by itself. */
export function over(connection: DatabaseConnection): Kysely<Schema> {
  const nothing = () => Promise.resolve();
  return new Kysely<Schema>({
    dialect: {
      createDriver: () => ({
        ...{ init: nothing, beginTransaction: nothing, commitTransaction: nothing, rollbackTransaction: nothing },
        ...{ acquireConnection: () => Promise.resolve(connection), releaseConnection: nothing, destroy: nothing },
      }),
      createQueryCompiler: () => compiler,
      createAdapter: () => adapter,
      createIntrospector: (db) => new PostgresIntrospector(db),
    },
  });
}

const compiler = new PostgresQueryCompiler();
const adapter = new PostgresAdapter();
