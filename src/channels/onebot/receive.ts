import type { Accept, Accepted } from "../../bot/message.ts";
import { type DecodeOptions, decode } from "./decode.ts";

/** Never called with people's words, tokens or keys. */
export type Log = Readonly<
  Record<"debug" | "warn" | "error", (facts: Readonly<Record<string, string | number>>, event: string) => void>
>;

export type ReceiveOptions = Omit<DecodeOptions, "now"> & {
  readonly log: Log;
  /** epoch milliseconds */
  readonly now: () => number;
};

/** Takes an authentic event, from whichever transport; null when it says nothing to the bot. */
export type Receive = (frame: unknown, accept: Accept) => Promise<Accepted | null>;

export function receiver({ log, now, ...options }: ReceiveOptions): Receive {
  return async (frame, accept) => {
    const decoded = decode(frame, { ...options, now: now() });
    if (decoded.type !== "ignored") return accept(decoded);
    log[decoded.level]({ channel: "onebot" }, decoded.reason);
    return null;
  };
}
