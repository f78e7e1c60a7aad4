import type { OutboxRow } from "./tables/outbox.ts";

/** Whoever sends in this process what is written for chats. */
export type Sender = {
  /** whether it can send to that chat at once, so that a row for it may be claimed as it is written */
  takes(chat: string): boolean;
  /** sends a row that was claimed for it */
  take(row: OutboxRow): void;
  /** something waits for that chat, and may go from then on */
  wake(chat: string, from: number): void;
};

export const nobody: Sender = { takes: () => false, take: () => undefined, wake: () => undefined };

/** Notes what a unit of work leaves to be sent; told to the sender once it is committed. */
export function noteToSend(holder: string, sender: Sender) {
  const claimed: OutboxRow[] = [];
  const waiting = new Map<string, number>();
  return {
    /** under which name rows for that chat are claimed; null: they wait for whoever comes first */
    holderFor: (chat: string): string | null => (sender.takes(chat) ? holder : null),
    claimed(row: OutboxRow): void {
      claimed.push(row);
    },
    waits(chat: string, from: number): void {
      waiting.set(chat, Math.min(waiting.get(chat) ?? from, from));
    },
    tell(): void {
      for (const row of claimed) sender.take(row);
      for (const [chat, from] of waiting) sender.wake(chat, from);
    },
  };
}

export type ToSend = Pick<ReturnType<typeof noteToSend>, "holderFor" | "claimed" | "waits">;
