import pg from "pg";
import type { Tables } from "../../src/store/tables.ts";
import { openEmpty } from "./open.ts";

export type Beside = Awaited<ReturnType<typeof openBeside>>;

/** One PostgreSQL as two processes have it: what they do at the same moment. */
export async function openBeside() {
  const db = await openEmpty("postgres");
  const watcher = new pg.Client({ connectionString: db.url });
  await watcher.connect();
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

  /** The second begins before the first has ended, and waits for it. */
  async function atOnce(
    first: (tables: Tables) => Promise<unknown>,
    second: (tables: Tables) => Promise<unknown>,
    write: (work: typeof second) => Promise<unknown> = db.store.write,
  ): Promise<void> {
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    let isThere: () => void = () => undefined;
    const there = new Promise<void>((resolve) => {
      isThere = resolve;
    });
    const one = db.store.write(async (tables) => {
      await first(tables);
      isThere();
      await ended;
    });
    await there;
    let isOver = false;
    const other = write(second).finally(() => {
      isOver = true;
    });
    while (!isOver && (await watcher.query(waiting)).rowCount === 0)
      await new Promise((resolve) => setImmediate(resolve));
    end();
    await Promise.all([one, other]);
  }

  return {
    ...db,
    watcher,
    atOnce,
    async remove() {
      await watcher.end();
      await db.remove();
    },
  };
}
