import { z } from "zod";
import type { Message } from "./message.ts";

/**
 * Where and when something was said and how it may be answered there. A question keeps it: what answers it is carried
 * out as if the first message had said it all.
 */
export const originSchema = z.object({
  key: z.string(),
  chat: z.object({ channel: z.string(), bot: z.string(), kind: z.enum(["group", "direct"]), id: z.string() }),
  quote: z.object({ messageId: z.string().exactOptional(), text: z.string().exactOptional() }).nullable(),
  sentAt: z.number(),
  answers: z.enum(["response", "push"]),
  replyTo: z.object({ id: z.string(), until: z.number() }).exactOptional(),
  answerOnly: z.literal(true).exactOptional(),
  staffOnly: z.literal(true).exactOptional(),
  pictures: z.array(z.object({ at: z.string(), key: z.string().exactOptional() })).exactOptional(),
  hears: z.enum(["all", "mentions", "unknown"]),
});
export type Origin = z.infer<typeof originSchema>;

/** Of a message everything but its words, its sender and its delivery. */
export const originOf = (message: Message): Origin => originSchema.parse(message);

/** The message that asked, for somebody who says the rest of it now, perhaps with another picture. */
export const asSaidAt = (
  origin: Origin,
  { type, sender, text, mentioned, botNames, privately, pictures }: Message,
): Message => ({
  ...{ type, sender, text, mentioned, botNames, privately },
  ...origin,
  ...(pictures ? { pictures: [...(origin.pictures ?? []), ...pictures] } : {}),
});
