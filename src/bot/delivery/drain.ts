import { setTimeout as sleep } from "node:timers/promises";
import type { Store } from "../../store/store.ts";
import type { OutboxRow } from "../../store/tables/outbox.ts";
import type { Tables } from "../../store/tables.ts";
import { type ChatAddress, parseChatKey } from "../message.ts";
import { type Claimed, claim, fromHand } from "./claim.ts";
import type { Undelivered } from "./give-up.ts";
import { createHand } from "./hand.ts";
import { createMarks } from "./marks.ts";
import type { Going, Limit, Outgoing, SendResult } from "./outgoing.ts";
import { atOnce, NotPainted, type Paint, painted } from "./painted.ts";
import { asSent, type Settling, settle } from "./settle.ts";
import { verdict } from "./verdict.ts";

export type DeliverOptions = {
  readonly store: Store;
  readonly send: (message: Outgoing) => Promise<SendResult>;
  readonly paint: Paint;
  /** false: this process cannot reach the chat just now (another holds its connection) */
  readonly reaches: (to: ChatAddress) => boolean;
  readonly limits: (to: ChatAddress, going: Going) => readonly Limit[];
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
  /** chats where the outbox is to be looked at */
  const unseen = new Set<string>();
  const timers = new Map<string, { readonly at: number; readonly timer: NodeJS.Timeout }>();
  const hand = createHand(now);
  const marks = createMarks({ store, now, log, wake });
  const settling: Settling = { admins: options.admins, undelivered: options.undelivered ?? (async () => undefined) };
  let stopped = false;

  function drain(target: string): Promise<void> {
    unseen.add(target);
    return run(target);
  }

  function run(target: string): Promise<void> {
    const running = draining.get(target);
    if (running !== undefined) {
      again.add(target);
      return running;
    }
    const ending = drainUntilQuiet(target);
    draining.set(target, ending);
    return ending;
  }

  /** Without anybody waiting for it. */
  const unawaited = (ending: Promise<void>): void =>
    void ending.catch((error: Error) => log("delivery failed", { error: error.name }));

  /** Drains that chat, now or once what is held may go. */
  function wake(target: string, from = 0): void {
    const set = timers.get(target);
    if (from <= now()) unawaited(drain(target));
    else if (!stopped && (set === undefined || set.at > from)) wakeAt(target, from, from - now());
  }

  function wakeAt(target: string, at: number, wait: number): void {
    clearTimeout(timers.get(target)?.timer);
    timers.delete(target);
    if (wait > farthestTimer) return;
    const timer = setTimeout(
      () => {
        timers.delete(target);
        wake(target);
      },
      Math.max(wait, 0),
    );
    timers.set(target, { at, timer });
  }

  async function drainUntilQuiet(target: string): Promise<void> {
    try {
      let looked: number;
      do {
        again.delete(target);
        do looked = now();
        while (!stopped && options.reaches(parseChatKey(target)) && (await sendFirst(target)));
        if (await letGo(target)) again.add(target);
        // what was written while that looked asks for another look
        else if (!again.has(target) && unseen.delete(target)) await comeBack(target, looked);
      } while (again.has(target) && !stopped);
    } finally {
      // nothing is awaited between the last look and this, so no call to drain is lost
      draining.delete(target);
    }
  }

  /** false: nothing more can go to this chat now */
  async function sendFirst(target: string): Promise<boolean> {
    const row = hand.next(target);
    if (row) return sendClaimed(fromHand(row, store.read));
    if (!unseen.has(target)) return false;
    const claimed = await store.write((tables) => claim(target, settling.undelivered, tables, now()));
    if (claimed === null) return false;
    return claimed === "put aside" || (await sendClaimed(claimed));
  }

  /** As {@link sendFirst} */
  async function sendClaimed(claimed: Claimed): Promise<boolean> {
    const { rows, message } = claimed;
    const [row] = rows;
    const isFromHand = row.holder !== null;
    const replies = message.replyTo !== undefined;
    const shows = claimed.picture !== null;
    const { groupSecret } = message;
    const limits = options.limits(message.to, { ...(groupSecret && { groupSecret }), reply: replies, shows });
    const pace = await options.pace(shows ? [...limits, atOnce] : limits);
    if (!pace.ok) {
      const changes = { attempts: row.attempts - 1 };
      await after(claimed, (tables) => tables.outbox.putBack(idsOf(rows), now() + pace.afterMs, "paced", changes));
      return false;
    }
    const result = await options
      .send(painted(message, claimed.picture, options.paint))
      .catch(thrown)
      .finally(() => pace.ended?.());
    const fate = verdict(row, result, now());
    if ("error" in result)
      log("send failed", { outbox: row.id, attempt: row.attempts, outcome: result.outcome, error: result.error });
    if (isFromHand && fate.kind === "sent")
      for (const sent of asSent(claimed, fate.messageId, store.read.outbox)) marks.add({ target: row.target, ...sent });
    else if (fate.kind === "sent" || fate.kind === "fail")
      await store.write((tables) => settle(claimed, fate, settling, tables, now()));
    else await after(claimed, (tables) => settle(claimed, fate, settling, tables, now()));
    return fate.kind !== "again";
  }

  /** Writes down that one has not gone; what is in hand behind it goes back to its place behind it. */
  async function after(
    { rows: [{ target, holder }] }: Claimed,
    work: (tables: Tables) => Promise<void>,
  ): Promise<void> {
    if (holder !== null) hand.holdUp(target);
    const behind = holder === null ? [] : hand.empty(target);
    unseen.add(target);
    await store.write(async (tables) => {
      await work(tables);
      await tables.outbox.letGo(behind);
    });
  }

  /** What is still in hand when nothing more can go to a chat is anybody's again. False: there was nothing. */
  async function letGo(target: string): Promise<boolean> {
    const left = hand.empty(target);
    if (left.length === 0) return false;
    unseen.add(target);
    await store.write((tables) => tables.outbox.letGo(left));
    return true;
  }

  /** `looked`: when there was nothing to claim. */
  async function comeBack(target: string, looked: number): Promise<void> {
    const at = stopped ? undefined : await store.read.outbox.nextAt(target, now());
    clearTimeout(timers.get(target)?.timer);
    timers.delete(target);
    if (stopped) return;
    if (at === undefined) return hand.goOn(target);
    // what could have gone then is behind a message that somebody else is sending, or this process does not reach the chat
    wakeAt(target, at, at > looked ? at - now() : behindOthers);
  }

  return {
    drain,
    wake,
    /** Whether what is written for that chat may be claimed for {@link take}. */
    takes: (target: string): boolean => !stopped && hand.takes(target) && options.reaches(parseChatKey(target)),
    /** Sends what this process claimed as it wrote it, and waits for nothing. */
    take(row: OutboxRow): void {
      hand.take(row);
      unawaited(run(row.target));
    },
    /** Ends when nothing is being sent, and what was is marked. */
    async idle(): Promise<void> {
      do {
        await Promise.allSettled(draining.values());
        await marks.idle();
      } while (draining.size > 0);
    },
    /** Ends when what is being sent has been; nothing new is begun. */
    async stop(): Promise<void> {
      stopped = true;
      for (const { timer } of timers.values()) clearTimeout(timer);
      const patience = new AbortController();
      // what lies in hand behind a call that hangs was never begun
      const left = hand.empty();
      const letGo = left.length > 0 ? store.write((tables) => tables.outbox.letGo(left)) : undefined;
      await Promise.race([
        Promise.allSettled([letGo, ...draining.values()]).then(marks.stop),
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
  outcome: error instanceof NotPainted ? "retry" : "unknown",
  error: error instanceof Error ? error.name : "unknown",
});
