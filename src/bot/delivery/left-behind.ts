import type { Store } from "../../store/store.ts";

type Watching = {
  readonly store: Store;
  readonly now: () => number;
  /** has what waits for a chat sent */
  readonly wake: (chat: string) => void;
  readonly log: (event: string, facts: Readonly<Record<string, string | number>>) => void;
};

const every = 3_000;
/** A process that has said nothing for so long is dead, and what it had claimed is anybody's. */
const lasts = 20_000;
/** Others must have had the time to say that they live, after a database that did not answer. */
const turnsBefore = 2;
/** After that many turns without a database it is said again, then after twice as many, and so on. */
const saidAgainAfter = 20;
const prefix = "sender:";

/**
 * Says again and again that this process lives, and has what another claimed, which does so no more, sent: else it would
 * wait until its claim is over, and then for the minute.
 */
export function watchLeftBehind({ store, now, wake, log }: Watching) {
  let turns = 0;
  let failing = 0;
  let saidAt = 1;
  let turning: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    const at = now();
    const mayLook = turns >= turnsBefore;
    const chats = await store.write(async (tables) => {
      await tables.leases.take(`${prefix}${store.holder}`, store.holder, at, at + lasts);
      if (!mayLook) return [];
      await tables.leases.forget(prefix, at - lasts);
      return tables.outbox.freeLeftBehind(prefix, at, at - lasts);
    });
    turns++;
    if (failing > 0) log("other processes are looked after again", { turns: failing });
    [failing, saidAt] = [0, 1];
    if (chats.length === 0) return;
    log("what a process had in hand that lives no more is sent", { chats: chats.length });
    for (const chat of chats) wake(chat);
  }

  /** One at a time, however long the database takes. */
  function turn(): Promise<void> {
    turning ??= look()
      .catch((error: Error) => {
        turns = 0;
        failing++;
        if (failing < saidAt) return;
        saidAt = Math.max(saidAgainAfter, 2 * saidAt);
        log("other processes are not looked after", { error: error.name, turns: failing });
      })
      .finally(() => {
        turning = undefined;
      });
    return turning;
  }

  return {
    turn,
    start(): void {
      timer = setInterval(turn, every);
      void turn();
    },
    /** What it had in hand it has let go. */
    async stop(): Promise<void> {
      clearInterval(timer);
      await turning;
      await store
        .write((tables) => tables.leases.give(`${prefix}${store.holder}`, store.holder))
        .catch(() => undefined);
    },
  };
}
