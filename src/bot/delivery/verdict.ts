import type { OutboxRow } from "../../store/tables/outbox.ts";
import { parseChatKey } from "../message.ts";
import type { SendResult } from "./outgoing.ts";

/** What becomes of a message after an attempt. */
export type Fate =
  | { readonly kind: "sent"; readonly messageId: string | null }
  | { readonly kind: "next part"; readonly done: number }
  | { readonly kind: "again"; readonly at: number; readonly error: string; readonly ambiguous: boolean }
  /** at once, without naming what it answers */
  | { readonly kind: "without reply"; readonly error: string }
  /** at once, as the words that stand for the picture */
  | { readonly kind: "in words"; readonly error: string }
  /** the bot may not speak first there: it waits for the chat's next message, and is tried at `until` without one */
  | { readonly kind: "hold"; readonly until: number; readonly error: string }
  /** `lost`: nothing can be sent to this chat any more */
  | { readonly kind: "fail"; readonly error: string; readonly lost: boolean };

export const mostAttempts = 8;
/**
 * From the beginning of one attempt to the next, in milliseconds: eight, of which each may hang for ten seconds, are made
 * within four minutes.
 */
const waits = [2_000, 5_000, 10_000, 20_000, 40_000, 60_000, 70_000];
const day = 24 * 60 * 60_000;
/** A group where the bot may not speak first is tried this often all the same: QQ does not always tell of a change. */
const tryFirstEvery = day;
/** So long a message waits for somebody to write to the bot. */
const waitsForPerson = 7 * day;

type Tried = Pick<OutboxRow, "target" | "attempts" | "ambiguous" | "claimed_at" | "waits_for_message">;

/** The fate of a message whose attempt came to this. */
export function verdict(row: Tried, result: SendResult, now: number): Fate {
  switch (result.outcome) {
    case "sent":
      return { kind: "sent", messageId: result.messageId ?? null };
    case "partly":
      return { kind: "next part", done: result.done };
    case "reply-expired":
      return { kind: "without reply", error: result.error };
    case "no-picture":
      return { kind: "in words", error: result.error };
    case "not-first":
      return notFirst(row, result.error, now);
    case "retry":
      return row.attempts < mostAttempts
        ? again(row, result.error, now + (result.afterMs ?? 0), false)
        : { kind: "fail", error: result.error, lost: false };
    case "unknown":
      // it may have arrived: once more, and no further
      return row.attempts < mostAttempts && row.ambiguous === 0
        ? again(row, result.error, now, true)
        : { kind: "fail", error: result.error, lost: false };
    case "refused":
    case "dead":
      return { kind: "fail", error: result.error, lost: result.outcome === "dead" };
  }
}

function again(row: Tried, error: string, notBefore: number, ambiguous: boolean): Fate {
  const at = Math.max((row.claimed_at ?? notBefore) + (waits[row.attempts - 1] ?? 0), notBefore);
  return { kind: "again", at, error, ambiguous };
}

function notFirst(row: Tried, error: string, now: number): Fate {
  if (parseChatKey(row.target).kind === "group") return { kind: "hold", until: now + tryFirstEvery, error };
  return row.waits_for_message === 1
    ? { kind: "fail", error, lost: false }
    : { kind: "hold", until: now + waitsForPerson, error };
}
