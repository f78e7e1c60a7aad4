import { z } from "zod";
import type { ChatAddress } from "../../bot/message.ts";

/** An id as its digits: numbers and strings of digits are both met, and ids may be negative. */
export const id = z
  .union([z.int(), z.string()])
  .transform(String)
  .pipe(z.string().regex(/^-?\d{1,20}$/));

/** Epoch milliseconds. The standard says seconds; NapCat falls back to milliseconds when it knows no time. */
export const time = z
  .union([z.number(), z.string().regex(/^\d{1,16}$/)])
  .transform((value) => Math.trunc(Number(value) > 1e11 ? Number(value) : Number(value) * 1000))
  .pipe(z.number().min(0).max(8.64e15));

/** What every event carries. Everything else about it is looked at where it is needed, and leniently. */
export const event = z.object({ time, self_id: id, post_type: z.string(), sub_type: z.string().catch("") });

export type Event = z.infer<typeof event>;

/** An authentic event that says nothing to the bot. `reason` holds nothing of what people wrote. */
export type Ignored = {
  readonly type: "ignored";
  readonly reason: string;
  readonly level: "debug" | "warn" | "error";
};

export function ignored(reason: string, level: Ignored["level"] = "debug"): Ignored {
  return { type: "ignored", reason, level };
}

export function groupChat(bot: string, group: string): ChatAddress {
  return { channel: "onebot", bot, kind: "group", id: group };
}

export function directChat(bot: string, user: string): ChatAddress {
  return { channel: "onebot", bot, kind: "direct", id: user };
}
