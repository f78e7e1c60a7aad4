import { StorageError } from "../bot/storage-error.ts";
import type { Tables } from "./tables.ts";

export type Work<T> = (tables: Tables) => Promise<T>;
type Ended<T> = Promise<PromiseSettledResult<T>[]>;
type Write = <T>(work: Work<T>) => Promise<T>;

type Ways = {
  readonly read: Tables;
  readonly write: Write;
  /** what several ask in the same words as one statement, beside transactions or in one; null where nothing goes back and forth */
  readonly asOne: { read(): Tables; readonly write: Write } | null;
};

/**
 * Several works that go the same way, each of which fails for itself, for less than they would cost one by one. Of one
 * process one group is read and one written at a time: messages find the database free and the loop turns, and what is
 * only written, as a reminder is, does not wait for what is still read.
 */
export function eachOf({ read, write, asOne }: Ways) {
  const [reading, writing] = [turns(), turns()];
  if (asOne === null)
    return {
      read: <T>(works: readonly Work<T>[]) => reading(() => inTurn(works, (work) => work(read))),
      // neighbours that wait in the same turn share a commit there by themselves
      write: <T>(works: readonly Work<T>[]): Ended<T> => writing(() => Promise.allSettled(works.map(write))),
    };

  /** One transaction; where one of them fails in it, each is done again in its own, one at a time: others need connections too. */
  const together = async <T>(works: readonly Work<T>[]): Ended<T> => {
    if (works.length < 2) return inTurn(works, write);
    try {
      return await asOne.write(async (tables) => {
        const ended = await Promise.allSettled(works.map((work) => work(tables)));
        for (const one of ended) if (one.status === "rejected") throw one.reason;
        return ended;
      });
    } catch (error) {
      if (!(error instanceof StorageError)) return inTurn(works, write);
      return works.map(() => ({ status: "rejected", reason: error }));
    }
  };

  return {
    read: <T>(works: readonly Work<T>[]): Ended<T> =>
      reading(() => {
        const tables = asOne.read();
        return Promise.allSettled(works.map((work) => work(tables)));
      }),
    write: <T>(works: readonly Work<T>[]): Ended<T> => writing(() => together(works)),
  };
}

/** The loop turns between them: a read from a file is done before anything else can be. */
async function inTurn<T>(works: readonly Work<T>[], run: (work: Work<T>) => Promise<T>): Ended<T> {
  const ended: PromiseSettledResult<T>[] = [];
  for (const work of works) {
    ended.push(...(await Promise.allSettled([run(work)])));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return ended;
}

/** Runs one at a time, in the order in which they came. */
function turns() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Ended<T>): Ended<T> => {
    const ended = last.then(work);
    last = ended.catch(() => undefined);
    return ended;
  };
}
