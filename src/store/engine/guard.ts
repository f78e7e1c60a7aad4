import { AsyncLocalStorage } from "node:async_hooks";
import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import type { Tables } from "../tables.ts";

type Write = <T>(work: (tables: Tables) => Promise<T>) => Promise<T>;
type WriteEach = <T>(works: readonly ((tables: Tables) => Promise<T>)[]) => Promise<PromiseSettledResult<T>[]>;

/** One for all stores: each that is in use makes every promise of the process dearer until it is disabled. */
const inside = new AsyncLocalStorage<object>();
let inUse = 0;

/**
 * Finds work that would wait for itself: inside a transaction, a read beside it or a second transaction takes another
 * connection of the pool, and when all are held so, nothing goes on. For tests; it costs an async hook for each await.
 */
export function guardTransactions() {
  const own = {};
  const refuse = (): void => {
    if (inside.getStore() === own) throw new Error("inside store.write only its own tables may be used");
  };
  inUse++;
  const within =
    <T>(work: (tables: Tables) => Promise<T>) =>
    (tables: Tables): Promise<T> =>
      inside.run(own, () => work(tables));
  return {
    /** It costs nothing any more once the last of them is ended. */
    end(): void {
      if (--inUse === 0) inside.disable();
    },
    around:
      (write: Write): Write =>
      async (work) => {
        refuse();
        return write(within(work));
      },
    aroundEach:
      (write: WriteEach): WriteEach =>
      async (works) => {
        refuse();
        return write(works.map(within));
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
