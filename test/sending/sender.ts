import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseSync } from "@photostructure/sqlite";
import { chatKey } from "../../src/bot/message.ts";
import type { Channel } from "../../src/channels/channel.ts";
import { type Bot, joinBot } from "../../src/join.ts";
import { createPacing, type PacingRedis } from "../../src/queue/pacing.ts";
import type { Store } from "../../src/store/store.ts";
import type { Stand } from "./platforms.ts";
import { SCALE } from "./strict.ts";

export type SenderParts = {
  readonly store: Store;
  readonly channel: Channel;
  readonly redis: PacingRedis | null;
  /** default: the real one */
  readonly now?: () => number;
};

/** The sender as it runs, with the channel's own limits in shorter windows. */
export function createSender({ store, channel, redis, now = Date.now }: SenderParts): Bot {
  const log = () => undefined;
  return joinBot({
    ...{ store, now, log, admins: new Set(), botName: "小助手" },
    outside: {
      send: channel.send,
      reaches: (to) => channel.reaches?.(to) ?? true,
      limits: (to, going) => channel.limits(to, going).map((limit) => ({ ...limit, seconds: limit.seconds / SCALE })),
      // a busy machine makes a good Redis slow: given up after 300 ms, each process would count alone
      pace: createPacing({ redis, log, now, timeoutMs: 60_000 }).take,
    },
  });
}

/** The n-th text to a chat: `3.07`. */
export const textOf = (chat: number, n: number): string => `${chat}.${String(n).padStart(2, "0")}`;

export type Load = {
  readonly chats: number;
  readonly each: number;
  readonly replyTo?: (chat: number, n: number) => string;
};

/** Writes `each` messages for every chat; returns the chats' keys. */
export async function write(
  store: Store,
  stand: Pick<Stand, "chat" | "secret">,
  { chats, each, replyTo }: Load,
  now = Date.now(),
): Promise<string[]> {
  const targets = Array.from({ length: chats }, (_, n) => chatKey(stand.chat(n)));
  await store.write(async (tables) => {
    for (const [chat, target] of targets.entries()) {
      if (stand.secret) {
        await tables.groups.meet(target, now, "mentions");
        await tables.groups.setWebhook(target, stand.secret(chat));
      }
      for (let n = 0; n < each; n++) {
        const text = textOf(chat, n);
        const reply = replyTo && { to: replyTo(chat, n), until: now + 290_000 };
        await tables.outbox.add({ target, cause: text, purpose: "push", text, now, ...(reply && { reply }) });
      }
    }
  });
  return targets;
}

/** The messages that may have been shown twice, as the outbox marks them. */
export function marked(file: string): string[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database.prepare("select cause from outbox where ambiguous = 1").all() as { cause: string }[];
  database.close();
  return rows.map(({ cause }) => cause);
}

/** Waits until nothing waits any more, however long it takes. */
export async function untilQuiet(store: Store): Promise<void> {
  for (; ; await sleep(50)) {
    const { waiting = 0, sending = 0 } = await store.read.outbox.counts();
    if (waiting + sending === 0) return;
  }
}
