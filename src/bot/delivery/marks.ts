import { setTimeout as sleep } from "node:timers/promises";
import type { Store } from "../../store/store.ts";
import type { OutboxRow } from "../../store/tables/outbox.ts";
import type { SentRow } from "../../store/tables/sending.ts";

type Sent = SentRow & Pick<OutboxRow, "target">;
type MarksOptions = {
  readonly store: Pick<Store, "write">;
  readonly now: () => number;
  readonly log: (event: string, facts: Readonly<Record<string, string | number>>) => void;
  /** something waits for that chat that could not go before these */
  readonly wake: (target: string) => void;
};

/** A database that takes nothing is asked again after this: what is not marked is sent once more after a minute. */
const againAfter = 1_000;

/** Marks what was sent from hand: all that was by the time the next group is written, in one statement. */
export function createMarks({ store, now, log, wake }: MarksOptions) {
  let unmarked: Sent[] = [];
  let marking: Promise<void> | null = null;
  const stopping = new AbortController();

  async function markAll(): Promise<void> {
    while (unmarked.length > 0) {
      let batch: Sent[] = [];
      try {
        const behind = await store.write(async (tables) => {
          // may be done again; what was sent meanwhile comes with it
          batch = [...batch, ...unmarked.splice(0)];
          await tables.outbox.sent(batch, now());
          return tables.outbox.waitingFor([...new Set(batch.map(({ target }) => target))], now());
        });
        for (const target of behind) wake(target);
      } catch (error) {
        log("not marked as sent", { error: error instanceof Error ? error.name : "unknown", count: batch.length });
        unmarked = [...batch, ...unmarked];
        if (stopping.signal.aborted) return;
        await sleep(againAfter, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  /** Ends when all that was sent is marked. */
  async function idle(): Promise<void> {
    while (marking !== null) await marking;
  }

  return {
    add(sent: Sent): void {
      unmarked.push(sent);
      marking ??= markAll().finally(() => {
        marking = null;
      });
    },
    idle,
    /** Tries once more what the database did not take, and no further. */
    async stop(): Promise<void> {
      stopping.abort();
      await idle();
    },
  };
}
