import { setTimeout as sleep } from "node:timers/promises";
import type { Store } from "../../store/store.ts";
import type { OutboxRow } from "../../store/tables/outbox.ts";
import type { Tables } from "../../store/tables.ts";
import { type ChatAddress, parseChatKey } from "../message.ts";
import { learnOfGroup, loseGroup } from "../tell/group-ears.ts";
import { acknowledgement } from "../turn/outcome.ts";
import { outgoingText } from "../wording.ts";
import type { Limit, Outgoing, SendResult } from "./outgoing.ts";

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
  readonly now: () => number;
  readonly log: (event: string, facts: Readonly<Record<string, string | number>>) => void;
};

const most = 8;
/**
 * From the beginning of one attempt to the next, in milliseconds: eight, of which each may hang for ten seconds, are made
 * within four minutes.
 */
const waits = [2_000, 5_000, 10_000, 20_000, 40_000, 60_000, 70_000];
/** A group where the bot may not speak first is tried this often all the same: QQ does not always tell of a change. */
const tryFirstEvery = 24 * 60 * 60_000;
/** How long what is being sent at the stop may take: a call that hangs is left as it is, and repeated after the next start. */
const stopWithin = 4_000;
/** Later than this the minute's tick comes by anyway. */
const farthestTimer = 90_000;
const behindOthers = 1_000;

/** Sends what waits in the outbox: one drain per chat at a time, in order, each message claimed before its call. */
export function createDelivery(options: DeliverOptions) {
  const draining = new Map<string, Promise<void>>();
  const again = new Set<string>();
  const timers = new Map<string, NodeJS.Timeout>();
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
    drain(target).catch((error: Error) => options.log("delivery failed", { error: error.name }));
  }

  async function drainUntilQuiet(target: string): Promise<void> {
    try {
      let looked: number;
      do {
        again.delete(target);
        do looked = options.now();
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
    const { store, now } = options;
    const claimed = await store.write((tables) => claim(target, tables));
    if (!claimed) return false;
    const { row, to, text, secret, replies, heldUntil } = claimed;
    if (heldUntil !== undefined) return true;
    const pace = await options.pace(options.limits(to, secret ?? undefined, replies));
    if (!pace.ok) {
      await store.write((tables) =>
        tables.outbox.again(row.id, now() + pace.afterMs, "paced", { attempts: row.attempts - 1 }),
      );
      return false;
    }
    const result = await options
      .send({
        id: row.id,
        to,
        text,
        attempt: row.attempts,
        done: row.parts_sent,
        ...(replies && row.reply_to !== null ? { replyTo: row.reply_to, replySequence: row.reply_sequence } : {}),
        ...(secret === null ? {} : { groupSecret: secret }),
      })
      .catch(thrown)
      .finally(() => pace.ended?.());
    return finish(row, result, replies);
  }

  async function claim(target: string, tables: Tables) {
    const now = options.now();
    const row = await tables.outbox.claim(target, now);
    if (!row) return null;
    const to = parseChatKey(target);
    const group = to.kind === "group" ? await tables.groups.get(target) : undefined;
    const replies = row.reply_to !== null && row.reply_until > now;
    const waits = group?.may_push === "no" && !replies && row.waits_for_message === 0;
    const heldUntil = waits ? await tables.outbox.heldUntil(target, now) : undefined;
    // it was tried today for another message
    if (heldUntil !== undefined) await tables.outbox.holdForMessage(row, heldUntil, "the bot may not speak first");
    const text = row.purpose === "ack" ? acknowledgement(row.numbers) : tables.outbox.openText(row);
    return {
      row,
      to,
      text: outgoingText(text),
      secret: group ? tables.groups.openWebhook(group) : null,
      replies,
      heldUntil,
    };
  }

  /** As {@link sendFirst} */
  async function finish(row: OutboxRow, result: SendResult, replied: boolean): Promise<boolean> {
    const { store, now, log } = options;
    if (result.outcome === "sent") {
      await store.write((tables) => sent(row, replied, tables));
      return true;
    }
    if (result.outcome === "partly") {
      await store.write((tables) => tables.outbox.again(row.id, 0, "partly", { parts_sent: result.done, attempts: 0 }));
      return true;
    }
    const { outcome, error } = result;
    log("send failed", { outbox: row.id, attempt: row.attempts, outcome, error });
    if (isTriedAgain(row, outcome)) {
      const at = Math.max(
        (row.claimed_at ?? now()) + (waits[row.attempts - 1] ?? 0),
        now() + ((outcome === "retry" && result.afterMs) || 0),
      );
      const ambiguous = outcome === "unknown" ? { ambiguous: 1 } : {};
      await store.write((tables) => tables.outbox.again(row.id, at, error, ambiguous));
      return false;
    }
    if (outcome === "reply-expired") {
      await store.write((tables) => tables.outbox.again(row.id, 0, error, { reply_to: null }));
      return true;
    }
    // a person who takes no pushes is reached by another account, or not: nobody knows when they write again
    if (outcome === "not-first" && isGroup(row.target)) {
      await store.write(async (tables) => {
        await tables.outbox.holdForMessage(row, now() + tryFirstEvery, error);
        await tables.groups.learnHolding(row.target, true);
        await learned(row.target, "no", tables);
      });
      return true;
    }
    await store.write(async (tables) => {
      await tables.outbox.failed(row.id, error);
      const isLost = outcome === "dead" && isGroup(row.target);
      if (isLost) await loseGroup(row.target, options.admins, tables, now());
    });
    await tryNextAccount(row);
    return true;
  }

  async function sent(row: OutboxRow, replied: boolean, tables: Tables): Promise<void> {
    await tables.outbox.sent(row.id, options.now());
    if (replied || !isGroup(row.target)) return;
    if (row.waits_for_message === 1) {
      await tables.outbox.release(row.target, null);
      await tables.groups.learnHolding(row.target, false);
    }
    await learned(row.target, "yes", tables);
  }

  const learned = (chat: string, mayPush: "yes" | "no", tables: Tables): Promise<void> =>
    learnOfGroup(chat, { may_push: mayPush }, options.admins, tables, options.now());

  /** A push that failed for good goes to the person's next account, a digest at last to the cadres' group. */
  async function tryNextAccount(row: OutboxRow): Promise<void> {
    const personId = row.person_id;
    if (personId === null || row.purpose !== "push") return;
    await options.store.write(async (tables) => {
      const chats = (await tables.accounts.reachable(personId)).map(({ chat }) => chat);
      const otherwise = row.otherwise === row.target ? null : row.otherwise;
      const target = row.target === row.otherwise ? null : (chats[chats.indexOf(row.target) + 1] ?? otherwise);
      if (target === null) return;
      const cause = `${row.cause}>${target}`;
      await tables.outbox.add({
        target,
        cause,
        purpose: "push",
        text: tables.outbox.openText(row),
        now: options.now(),
        personId,
        otherwise,
      });
    });
  }

  /** `looked`: when there was nothing to claim. */
  async function comeBack(target: string, looked: number): Promise<void> {
    const at = stopped ? undefined : await options.store.read.outbox.nextAt(target, options.now());
    clearTimeout(timers.get(target));
    timers.delete(target);
    if (at === undefined || stopped) return;
    const wait = at - options.now();
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

/** Nobody knows how far a channel came that threw. */
const thrown = (error: unknown): SendResult => ({
  outcome: "unknown",
  error: error instanceof Error ? error.name : "unknown",
});

const isTriedAgain = ({ attempts, ambiguous }: OutboxRow, outcome: SendResult["outcome"]): boolean =>
  attempts < most && (outcome === "retry" || (outcome === "unknown" && ambiguous === 0));

const isGroup = (target: string): boolean => parseChatKey(target).kind === "group";
