import type { OutboxRow } from "../../store/tables/outbox.ts";

/** Longer than this nothing is kept before it is sent: less than until a process that says nothing counts as dead. */
const longInHand = 10_000;

/** What this process claimed as it wrote it, chat by chat in the order of writing, until it is sent or let go. */
export function createHand(now: () => number) {
  const rows = new Map<string, OutboxRow[]>();
  /** chats where one could not go: what follows waits behind it in the outbox */
  const heldUp = new Set<string>();

  const isFresh = ({ claimed_at, expires_at }: OutboxRow): boolean =>
    now() - (claimed_at ?? 0) <= longInHand && (expires_at === null || now() < expires_at);

  return {
    /** Whether what is written for a chat may be sent from hand. */
    takes: (target: string): boolean => !heldUp.has(target),
    take(row: OutboxRow): void {
      const before = rows.get(row.target);
      if (before) before.push(row);
      else rows.set(row.target, [row]);
    },
    /** The first that may go from hand; a claim is not stretched, and what nobody needs any more is not sent. */
    next(target: string): OutboxRow | undefined {
      const list = rows.get(target);
      const first = list?.[0];
      if (!first || heldUp.has(target) || !isFresh(first)) return undefined;
      list.shift();
      if (list.length === 0) rows.delete(target);
      return first;
    },
    /** One could not go: all behind it leave the hand, and none comes into it until nothing waits there any more. */
    holdUp(target: string): void {
      heldUp.add(target);
    },
    /** Nothing waits there any more. */
    goOn(target: string): void {
      heldUp.delete(target);
    },
    /** What is still in hand for a chat, or for all. */
    empty(target?: string): OutboxRow[] {
      const left = target === undefined ? [...rows.values()].flat() : (rows.get(target) ?? []);
      if (target === undefined) rows.clear();
      else rows.delete(target);
      return left;
    },
  };
}
