import { setTimeout as sleep } from "node:timers/promises";
import type { Store } from "../../store/store.ts";
import { type ChatAddress, parseChatKey } from "../message.ts";
import { type Claimed, claim } from "./claim.ts";
import type { Undelivered } from "./give-up.ts";
import type { Limit, Outgoing, SendResult } from "./outgoing.ts";
import { type Settling, settle } from "./settle.ts";
import { verdict } from "./verdict.ts";

export type DeliverOptions = {
  readonly store: Store;
  readonly send: (message: Outgoing) => Promise<SendResult>;
  /** false: this process cannot reach the chat just now (another holds its connection) */
  readonly reaches: (to: ChatAddress) => boolean;
  readonly limits: (to: ChatAddress, groupSecret?: string, reply?: boolean) => readonly Limit[];
  /** takes one of each until the call has `ended`, or says when to come back */
  readonly pace: (
    limits: readonly Limit[],
  ) => Promise<{ readonly ok: true; ended?(): void } | { readonly ok: false; readonly afterMs: number }>;
  /** short accounts that are told when a group can no longer be spoken to */
  readonly admins: ReadonlySet<string>;
  readonly undelivered?: Undelivered;
  readonly now: () => number;
  readonly log: (event: string, facts: Readonly<Record<string, string | number>>) => void;
};

/** How long what is being sent at the stop may take: a call that hangs is left as it is, and repeated after the next start. */
const stopWithin = 4_000;
/** Later than this the minute's tick comes by anyway. */
const farthestTimer = 90_000;
const behindOthers = 1_000;

/** Sends what waits in the outbox: one drain per chat at a time, in order, each message claimed before its call. */
export function createDelivery(options: DeliverOptions) {
  const { store, now, log } = options;
  const draining = new Map<string, Promise<void>>();
  const again = new Set<string>();
  const timers = new Map<string, NodeJS.Timeout>();
  const settling: Settling = { admins: options.admins, undelivered: options.undelivered ?? (async () => undefined) };
  let stopped = false;

  function drain(target: string): Promise<void> {
    const running = draining.get(target);
    if (running !== undefined) {
      again.add(target);
      return running;
    }
    const run = drainUntilQuiet(target);
    draining.set(target, run);
    return run;
  }

  /** Drains that chat without anybody waiting for it. */
  function wake(target: string): void {
    drain(target).catch((error: Error) => log("delivery failed", { error: error.name }));
  }

  async function drainUntilQuiet(target: string): Promise<void> {
    try {
      let looked: number;
      do {
        again.delete(target);
        do looked = now();
        while (!stopped && options.reaches(parseChatKey(target)) && (await sendFirst(target)));
        await comeBack(target, looked);
      } while (again.has(target) && !stopped);
    } finally {
      // nothing is awaited between the last look and this, so no call to drain is lost
      draining.delete(target);
    }
  }

  /** false: nothing more can go to this chat now */
  async function sendFirst(target: string): Promise<boolean> {
    const claimed = await store.write((tables) => claim(target, settling.undelivered, tables, now()));
    if (claimed === null) return false;
    return claimed === "put aside" || (await sendClaimed(claimed));
  }

  /** As {@link sendFirst} */
  async function sendClaimed(claimed: Claimed): Promise<boolean> {
    const { rows, message } = claimed;
    const [row] = rows;
    const replies = message.replyTo !== undefined;
    const pace = await options.pace(options.limits(message.to, message.groupSecret, replies));
    if (!pace.ok) {
      const changes = { attempts: row.attempts - 1 };
      await store.write((tables) => tables.outbox.putBack(idsOf(rows), now() + pace.afterMs, "paced", changes));
      return false;
    }
    const result = await options
      .send(message)
      .catch(thrown)
      .finally(() => pace.ended?.());
    const fate = verdict(row, result, now());
    if ("error" in result)
      log("send failed", { outbox: row.id, attempt: row.attempts, outcome: result.outcome, error: result.error });
    await store.write((tables) => settle(claimed, fate, settling, tables, now()));
    return fate.kind !== "again";
  }

  /** `looked`: when there was nothing to claim. */
  async function comeBack(target: string, looked: number): Promise<void> {
    const at = stopped ? undefined : await store.read.outbox.nextAt(target, now());
    clearTimeout(timers.get(target));
    timers.delete(target);
    if (at === undefined || stopped) return;
    const wait = at - now();
    if (wait > farthestTimer) return;
    const timer = setTimeout(
      () => {
        timers.delete(target);
        wake(target);
      },
      // what could have gone then is behind a message that somebody else is sending, or this process does not reach the chat
      at > looked ? Math.max(wait, 0) : behindOthers,
    );
    timers.set(target, timer);
  }

  return {
    drain,
    wake,
    /** Ends when nothing is being sent. */
    async idle(): Promise<void> {
      while (draining.size > 0) await Promise.allSettled(draining.values());
    },
    /** Ends when what is being sent has been; nothing new is begun. */
    async stop(): Promise<void> {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      const patience = new AbortController();
      await Promise.race([
        Promise.allSettled(draining.values()),
        sleep(stopWithin, undefined, { signal: patience.signal }).catch(() => undefined),
      ]);
      patience.abort();
    },
  };
}

export type Delivery = ReturnType<typeof createDelivery>;

const idsOf = ([row, ...joined]: Claimed["rows"]): [string, ...string[]] => [row.id, ...joined.map(({ id }) => id)];

/** Nobody knows how far a channel came that threw. */
const thrown = (error: unknown): SendResult => ({
  outcome: "unknown",
  error: error instanceof Error ? error.name : "unknown",
});
