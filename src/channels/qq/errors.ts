import type { SendResult } from "../channel.ts";
import { errorCode, refusesToken } from "./api.ts";
import type { Reply } from "./http.ts";

type Verdict =
  | "sent"
  | "retry"
  | "retry-once"
  | "slow-down"
  | "muted"
  | "dead"
  | "not-first"
  | "reply-expired"
  | "repeat";

/**
 * What a code means for one message; any other code is refused for good, and never is a message text matched.
 * https://bot.q.qq.com/wiki/develop/api-v2/openapi/error/error.html
 */
const CODES: Readonly<Record<Verdict, readonly number[]>> = {
  // taken, and shown after a check of its content
  sent: [304023, 304024],
  retry: [50055001, 50055002, 50055006],
  "retry-once": [11252, 40034004, 40054006],
  "slow-down": [40034100],
  muted: [40054002],
  dead: [40034101, 40054003, 40054004, 1100104],
  "not-first": [22009, 40034102, 40034105, 40054013],
  "reply-expired": [304026, 304027, 304028, 304103, 40034005, 40034128],
  repeat: [40054005],
};
const VERDICTS = new Map(
  Object.entries(CODES).flatMap(([verdict, codes]) => codes.map((code) => [code, verdict as Verdict] as const)),
);

/** What the operator can do about it, where that is known. */
const REMEDIES: Readonly<Record<number, string>> = {
  11251: "check QQ_APP_ID",
  11253: "the interface is not granted to this bot",
  11254: "the bot is blocked: see q.qq.com",
  11255: "before publication only sandbox groups and testers can be reached",
  11261: "check QQ_APP_ID",
  11265: "the bot is banned: see q.qq.com",
  11275: "check QQ_APP_ID",
  11298: "put this server's outgoing address on the bot's IP list at q.qq.com",
  40054016: "the bot is offline or not published: see q.qq.com",
};

const TOKEN_PAUSE_MS = 5_000;
const SLOW_DOWN_MS = 60_000;
const MUTED_MS = 600_000;

/** The fate of a message after the platform's answer. `passive`: it named what it answers; `attempt` from 1. */
export function judge(reply: Reply, { passive, attempt }: { passive: boolean; attempt: number }): SendResult {
  const code = errorCode(reply);
  if (code === undefined && reply.status >= 200 && reply.status < 300) return sent(reply);
  const error = describe(reply, code);
  const retry = (afterMs = reply.retryAfterMs): SendResult => ({
    outcome: "retry",
    error,
    ...(afterMs === undefined ? {} : { afterMs }),
  });
  if (refusesToken(reply)) return retry(TOKEN_PAUSE_MS);
  switch (code === undefined ? undefined : VERDICTS.get(code)) {
    case "sent":
      return sent(reply);
    case "retry":
      return retry();
    case "retry-once":
      return attempt === 1 ? retry() : { outcome: "refused", error };
    case "slow-down":
      return retry(Math.max(SLOW_DOWN_MS, reply.retryAfterMs ?? 0));
    case "muted":
      return retry(MUTED_MS);
    case "dead":
      return { outcome: "dead", error };
    case "not-first":
      return { outcome: "not-first", error };
    case "reply-expired":
      return { outcome: passive ? "reply-expired" : "refused", error };
    case "repeat":
      // only an earlier attempt of this very message can have used its (msg_id, msg_seq)
      return passive && attempt > 1 ? { outcome: "sent" } : { outcome: "refused", error };
    default:
      return reply.status === 429 || reply.status >= 500 ? retry() : { outcome: "refused", error };
  }
}

/** Quoting a message names its `ref_idx`, so that is the id kept where there is one. */
function sent({ body }: Reply): SendResult {
  const extra = body.ext_info;
  const reference = typeof extra === "object" && extra !== null && "ref_idx" in extra ? extra.ref_idx : undefined;
  const messageId = [reference, body.id].find((id) => typeof id === "string" && id !== "");
  return typeof messageId === "string" ? { outcome: "sent", messageId } : { outcome: "sent" };
}

function describe({ status, trace }: Reply, code: number | undefined): string {
  const remedy = code === undefined ? undefined : REMEDIES[code];
  return [`QQ http ${status}`, code && `code ${code}`, trace && `trace ${trace}`, remedy].filter(Boolean).join(", ");
}
