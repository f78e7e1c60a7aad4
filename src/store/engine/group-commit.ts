import { setTimeout as sleep } from "node:timers/promises";
import type { Kysely } from "kysely";
import { StorageError } from "../../bot/storage-error.ts";
import type { Schema } from "../schema.ts";
import { type Connection, kyselyOver, Session } from "./connection.ts";
import { limit, TookTooLong } from "./patience.ts";
import type { Run } from "./prepared.ts";
import { isHeld, storageFault } from "./storage-fault.ts";

type Ending = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

type Waiting = {
  readonly work: (db: Kysely<Schema>, run: Run) => Promise<unknown>;
  readonly done: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
  /** it did not end in time, and is not tried again: it would keep its neighbours waiting once more */
  tooLong?: Ending;
};

/** While another process writes, as an import does, a group waits for it: so often, each time so many milliseconds. */
const tries = 120;
const between = 20;

type Options = { readonly path: string; readonly groupSize: number; readonly patience: number };

/**
 * Everything that waits when the event loop comes round shares one commit, one strictly after another. Nothing is
 * reported done before COMMIT has returned. A group is done without savepoints first, because each makes SQLite copy
 * every page that the neighbours share; when one fails, all is undone and the group is done again with them.
 */
export function groupCommit(writer: Connection, { path, groupSize, patience }: Options) {
  const waiting: Waiting[] = [];
  let running: Promise<void> | null = null;

  function write<T>(work: (db: Kysely<Schema>, run: Run) => Promise<T>): Promise<T> {
    return new Promise<T>((done, failed) => {
      waiting.push({ work, done: done as (value: unknown) => void, failed });
      running ??= drain();
    });
  }

  /** The loop turns before each group, so that what came in during the commit before shares the next one. */
  async function drain(): Promise<void> {
    do {
      await new Promise((resolve) => setImmediate(resolve));
      await group(waiting.splice(0, groupSize));
    } while (waiting.length > 0);
    running = null;
  }

  async function group(members: readonly Waiting[]): Promise<void> {
    const endings = (await together(members, false)) ?? (await together(members, true));
    if (endings) return settle(members, endings);
    // the engine threw the whole transaction away: each is tried again alone, so that one costs only itself
    for (const member of members) await group([member]);
  }

  /** Null when nothing was written and it is worth another way: one of several failed, or the transaction fell. */
  async function together(members: readonly Waiting[], guarded: boolean): Promise<Ending[] | null> {
    try {
      await begin();
    } catch (error) {
      return members.map(() => refusal(error));
    }
    const endings = await oneByOne(members, guarded);
    if (endings === null || !writer.file.isTransaction) return endings;
    try {
      writer.control("commit");
      return endings;
    } catch (error) {
      undo();
      return members.map(() => refusal(error));
    }
  }

  /** SQLite would wait as long with the whole loop standing still: nothing read, no socket answered. */
  async function begin(): Promise<void> {
    for (let tried = 1; ; tried++) {
      try {
        return writer.control("begin immediate");
      } catch (error) {
        if (!isHeld(error) || tried === tries) throw error;
        await sleep(between);
      }
    }
  }

  async function oneByOne(members: readonly Waiting[], guarded: boolean): Promise<Ending[] | null> {
    const endings: Ending[] = [];
    const timer = limit(patience);
    try {
      for (const member of members) {
        const ending = member.tooLong ?? (await (guarded ? inSavepoint(member, timer) : one(member, timer)));
        const stands = writer.file.isTransaction;
        if (!stands || !(ending.ok || guarded)) {
          undo();
          if (members.length > 1) return null;
          return [stands ? ending : refusal(ending.ok ? new Error("the transaction did not stand") : ending.error)];
        }
        endings.push(ending);
      }
      return endings;
    } finally {
      timer.end();
    }
  }

  async function inSavepoint(member: Waiting, timer: ReturnType<typeof limit>): Promise<Ending> {
    try {
      writer.control("savepoint unit");
      const ending = await one(member, timer);
      if (!writer.file.isTransaction) return ending;
      if (!ending.ok) writer.control("rollback to unit");
      writer.control("release unit");
      return ending;
    } catch (error) {
      return refusal(error);
    }
  }

  async function one(member: Waiting, timer: ReturnType<typeof limit>): Promise<Ending> {
    const session = new Session(writer, true);
    try {
      return { ok: true, value: await timer.within(() => member.work(kyselyOver(session, writer), session)) };
    } catch (error) {
      const ending = { ok: false, error: storageFault(error, path) ?? error } as const;
      if (error instanceof TookTooLong) member.tooLong = ending;
      return ending;
    } finally {
      session.close();
    }
  }

  function undo(): void {
    try {
      if (writer.file.isTransaction) writer.control("rollback");
    } catch {
      // what still stands lets no other begin, and that is told to each
    }
  }

  function refusal(cause: unknown): Ending {
    if (cause instanceof StorageError) return { ok: false, error: cause };
    const words = "the database did not take the write";
    return { ok: false, error: storageFault(cause, path) ?? new StorageError(words, { cause }) };
  }

  return {
    write,
    /** Ends when nothing waits any more. */
    async idle(): Promise<void> {
      while (running !== null) await running;
    },
  };
}

function settle(members: readonly Waiting[], endings: readonly Ending[]): void {
  members.forEach((member, index) => {
    const ending = endings[index];
    if (ending?.ok) member.done(ending.value);
    else member.failed(ending?.error);
  });
}
