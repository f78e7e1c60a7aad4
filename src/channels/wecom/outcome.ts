import type { SendResult } from "../channel.ts";
import type { Called } from "./api.ts";

/** Whether the platform drops a repetition of the same message, so that a lost answer is no doubt. */
export type Repeatable = "safe" | "unsafe";

/** wecom.md, errors: the key, the chat or the member is gone. */
const DEAD = new Set([93000, 93004, 93006, 93008, 60111, 81013]);
/** the bot may not speak first here */
const NOT_FIRST = new Set([93001]);
const FREQUENCY = 45009;
/** 846609: the long connection is just being opened */
const BUSY = new Set([-1, 45033, 846609]);
/** the administrator can put it right while the message waits: caller's address not trusted, app disabled */
const CONFIGURATION = new Set([60020, 50003, 48002, 301002]);

/** What a call that carried one message means for that message. `afterMs` of a frequency limit is its whole window. */
export function outcomeOf(called: Called, repeatable: Repeatable): SendResult {
  switch (called.kind) {
    case "answer":
      return outcomeOfCode(called.errcode);
    case "status":
      return outcomeOfStatus(called.status, called.retryAfterMs, repeatable);
    case "unsent":
      return { outcome: "retry", error: called.error };
    case "unclear":
      return { outcome: doubtful(repeatable), error: called.error };
  }
}

function doubtful(repeatable: Repeatable): "retry" | "unknown" {
  return repeatable === "safe" ? "retry" : "unknown";
}

function outcomeOfCode(errcode: number): SendResult {
  const error = `errcode ${errcode}`;
  if (errcode === 0) return { outcome: "sent" };
  if (errcode === FREQUENCY) return { outcome: "retry", error, afterMs: 60_000 };
  if (BUSY.has(errcode)) return { outcome: "retry", error };
  if (CONFIGURATION.has(errcode)) return { outcome: "retry", error, afterMs: 30_000 };
  if (DEAD.has(errcode)) return { outcome: "dead", error };
  if (NOT_FIRST.has(errcode)) return { outcome: "not-first", error };
  return { outcome: "refused", error };
}

function outcomeOfStatus(status: number, retryAfterMs: number | undefined, repeatable: Repeatable): SendResult {
  const error = `HTTP ${status}`;
  if (status === 429 || status >= 500) {
    return { outcome: "retry", error, ...(retryAfterMs ? { afterMs: Math.min(retryAfterMs, 60_000) } : {}) };
  }
  // a 200 that is not WeCom's answer comes from something in between, which may or may not have passed it on
  return status === 200 ? { outcome: doubtful(repeatable), error } : { outcome: "refused", error };
}
