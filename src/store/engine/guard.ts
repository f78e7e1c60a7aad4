import { AsyncLocalStorage } from "node:async_hooks";
import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import type { Tables } from "../tables.ts";

type Write = <T>(work: (tables: Tables) => Promise<T>) => Promise<T>;

/**
 * Finds work that would wait for itself: inside a transaction, a read beside it or a second transaction takes another
 * connection of the pool, and when all are held so, nothing goes on. For tests; it costs an async hook for each await.
 */
export function guardTransactions() {
  const inside = new AsyncLocalStorage<true>();
  const refuse = (): void => {
    if (inside.getStore()) throw new Error("inside store.write only its own tables may be used");
  };
  return {
    around:
      (write: Write): Write =>
      async (work) => {
        refuse();
        return write((tables) => inside.run(true, () => work(tables)));
      },
    reader: (db: Kysely<Schema>): Kysely<Schema> =>
      db.withPlugin({
        transformQuery({ node }) {
          refuse();
          return node;
        },
        transformResult: async ({ result }) => result,
      }),
  };
}
