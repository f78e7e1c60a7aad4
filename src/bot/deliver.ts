import type { OutboxRow } from "../store/outbox.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { learnOfGroup } from "./hearing.ts";
import { type ChatAddress, parseChatKey } from "./message.ts";
import { acknowledgement } from "./outcome.ts";
import type { Limit, Outgoing, SendResult } from "./outgoing.ts";
import { outgoingText } from "./wording.ts";

export type DeliverOptions = {
  readonly store: Store;
  readonly send: (message: Outgoing) => Promise<SendResult>;
  /** false: this process cannot reach the chat just now (another holds its connection) */
  readonly reaches: (to: ChatAddress) => boolean;
  readonly limits: (to: ChatAddress, groupSecret?: string, reply?: boolean) => readonly Limit[];
  /** takes one of each, or says when to come back */
  readonly pace: (
    limits: readonly Limit[],
  ) => Promise<{ readonly ok: true } | { readonly ok: false; readonly afterMs: number }>;
  /** short accounts that are told when a group can no longer be spoken to */
  readonly admins: ReadonlySet<string>;
  readonly now: () => number;
  readonly log: (event: string, facts: Readonly<Record<string, string | number>>) => void;
};

const most = 8;
/** Waits between attempts, in milliseconds: all eight within four minutes. */
const waits = [2_000, 5_000, 10_000, 20_000, 40_000, 60_000, 60_000];
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
    const run = drainUntilQuiet(target).finally(() => draining.delete(target));
    draining.set(target, run);
    return run;
  }

  async function drainUntilQuiet(target: string): Promise<void> {
    do {
      again.delete(target);
      while (!stopped && options.reaches(parseChatKey(target)) && (await sendFirst(target)));
    } while (again.has(target) && !stopped);
    await comeBack(target);
  }

  /** false: nothing more can go to this chat now */
  async function sendFirst(target: string): Promise<boolean> {
    const { store, now } = options;
    const claimed = await store.write(async (tables) => {
      const row = await tables.outbox.claim(target, now());
      if (!row) return null;
      const to = parseChatKey(target);
      const group = to.kind === "group" ? await tables.groups.get(target) : undefined;
      const text = row.purpose === "ack" ? acknowledgement(row.numbers) : tables.outbox.openText(row);
      return { row, to, text: outgoingText(text), secret: group ? tables.groups.openWebhook(group) : null };
    });
    if (!claimed) return false;
    const { row, to, text, secret } = claimed;
    const replies = row.reply_to !== null && row.reply_until > now();
    const pace = await options.pace(options.limits(to, secret ?? undefined, replies));
    if (!pace.ok) {
      await store.write((tables) =>
        tables.outbox.again(row.id, now() + pace.afterMs, "paced", { attempts: row.attempts - 1 }),
      );
      return false;
    }
    const result = await options.send({
      id: row.id,
      to,
      text,
      attempt: row.attempts,
      done: row.parts_sent,
      ...(replies && row.reply_to !== null ? { replyTo: row.reply_to, replySequence: row.reply_sequence } : {}),
      ...(secret === null ? {} : { groupSecret: secret }),
    });
    return finish(row, result, replies);
  }

  async function finish(row: OutboxRow, result: SendResult, replied: boolean): Promise<boolean> {
    const { store, now, log } = options;
    if (result.outcome === "sent") {
      await store.write(async (tables) => {
        await tables.outbox.sent(row.id, now());
        if (!replied && isGroup(row.target)) await learned(row.target, "yes", tables);
      });
      return true;
    }
    if (result.outcome === "partly") {
      await store.write((tables) => tables.outbox.again(row.id, 0, "partly", { parts_sent: result.done, attempts: 0 }));
      return true;
    }
    log("send failed", { outbox: row.id, attempt: row.attempts, outcome: result.outcome, error: result.error });
    const tired = row.attempts >= most;
    if ((result.outcome === "retry" || (result.outcome === "unknown" && row.ambiguous === 0)) && !tired) {
      const wait = Math.max(waits[row.attempts - 1] ?? 60_000, (result.outcome === "retry" && result.afterMs) || 0);
      const ambiguous = result.outcome === "unknown" ? { ambiguous: 1 } : {};
      await store.write((tables) => tables.outbox.again(row.id, now() + wait, result.error, ambiguous));
      return false;
    }
    if (result.outcome === "reply-expired") {
      await store.write((tables) => tables.outbox.again(row.id, 0, result.error, { reply_to: null }));
      return true;
    }
    // a person who takes no pushes is reached by another account, or not: nobody knows when they write again
    if (result.outcome === "not-first" && isGroup(row.target)) {
      await store.write(async (tables) => {
        await tables.outbox.again(row.id, 0, result.error, { waits_for_message: 1, reply_to: null });
        await learned(row.target, "no", tables);
        await tables.groups.learnHolding(row.target, true);
      });
      return true;
    }
    await store.write(async (tables) => {
      await tables.outbox.failed(row.id, result.error);
      if (result.outcome === "dead" && isGroup(row.target)) await tables.groups.died(row.target, now());
    });
    await tryNextAccount(row);
    return true;
  }

  async function learned(chat: string, mayPush: "yes" | "no", tables: Tables): Promise<void> {
    const told = await learnOfGroup(chat, { may_push: mayPush }, options.admins, tables, options.now());
    // after this transaction
    for (const target of told) setImmediate(() => void drain(target));
  }

  /** A push that failed for good goes to the person's next account. */
  async function tryNextAccount(row: OutboxRow): Promise<void> {
    const personId = row.person_id;
    if (personId === null || row.purpose !== "push") return;
    const next = await options.store.write(async (tables) => {
      const chats = (await tables.accounts.reachable(personId)).map(({ chat }) => chat);
      const target = chats[chats.indexOf(row.target) + 1];
      if (target === undefined) return null;
      const cause = `${row.cause}>${target}`;
      await tables.outbox.add({
        target,
        cause,
        purpose: "push",
        text: tables.outbox.openText(row),
        now: options.now(),
        personId,
      });
      return target;
    });
    if (next) void drain(next);
  }

  async function comeBack(target: string): Promise<void> {
    if (stopped) return;
    const at = await options.store.read.outbox.nextAt(target);
    if (at === undefined) return;
    const wait = at - options.now();
    if (wait > farthestTimer || timers.has(target)) return;
    const timer = setTimeout(
      () => {
        timers.delete(target);
        drain(target).catch((error: Error) => options.log("delivery failed", { error: error.name }));
      },
      // at once only what is not behind a message that somebody else is sending
      wait > 0 ? wait : behindOthers,
    );
    timers.set(target, timer);
  }

  return {
    drain,
    /** Ends when what is being sent has been; nothing new is begun. */
    async stop(): Promise<void> {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.allSettled(draining.values());
    },
  };
}

export type Delivery = ReturnType<typeof createDelivery>;

const isGroup = (target: string): boolean => parseChatKey(target).kind === "group";
