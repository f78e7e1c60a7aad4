import { z } from "zod";
import type { Incoming, Message } from "../../bot/message.ts";
import { directChat, type Event, event, groupChat, type Ignored, id, ignored } from "./event.ts";
import { decodeNotice } from "./notice.ts";
import { readSegments, tidy, toSegments } from "./segments.ts";

export type DecodeOptions = {
  /** the only account whose events are taken; undefined takes every account's */
  readonly selfId?: string | undefined;
  /** QQ numbers of other bots, which are never answered */
  readonly otherBots: readonly string[];
  /** how long, in milliseconds, a key is remembered: an older event could be a replay */
  readonly retentionMs: number;
  /** epoch milliseconds */
  readonly now: number;
};

const MINUTE_MS = 60_000;

/** NapCat and LLBot write this group where they do not know the one a temporary session came from. */
const UNKNOWN_GROUP = "284840486";

// many leave one of them out, for which `catch` alone would make up an error each time
const name = z
  .string()
  .default("")
  .transform((written) => tidy(written).trim())
  .catch("");

const messageEvent = event.extend({
  message_type: z.enum(["group", "private"]),
  message_id: id,
  user_id: id,
  group_id: id.optional().catch(undefined),
  message: z.unknown().optional(),
  anonymous: z.unknown().optional(),
  real_seq: z.coerce.number().int().positive().optional().catch(undefined),
  sender: z.object({ nickname: name, card: name, group_id: id.optional().catch(undefined) }).catch({
    nickname: "",
    card: "",
    group_id: undefined,
  }),
});

type MessageEvent = z.infer<typeof messageEvent>;

/** An event of OneBot v11 as the bot understands it, or why it is none of its business. Never throws. */
export function decode(frame: unknown, options: DecodeOptions): Incoming | Ignored {
  // most are messages, and what is one needs no look at what all events have in common
  const message = messageEvent.safeParse(frame);
  const { success, data } = message.success ? message : event.safeParse(frame);
  if (!success) return ignored("malformed event", "warn");
  if (options.selfId !== undefined && data.self_id !== options.selfId) return ignored("another account", "warn");
  switch (data.post_type) {
    case "message":
      return message.success ? decodeMessage(message.data, options) : ignored("malformed message", "warn");
    case "notice":
      return isStale(data, options) ? ignored("stale notice", "warn") : decodeNotice(frame);
    case "request":
      return ignored("a request waits for a person's decision in the QQ client", "warn");
    default:
      return ignored("no message");
  }
}

function decodeMessage(data: MessageEvent, options: DecodeOptions): Message | Ignored {
  if (data.user_id === data.self_id) return ignored("own message");
  if (options.otherBots.includes(data.user_id)) return ignored("another bot's message");
  if (data.message_type === "private") return toMessage(data, undefined, options);
  if (data.group_id === undefined) return ignored("malformed message", "warn");
  if (data.sub_type === "notice") return ignored("system hint");
  if (data.sub_type === "anonymous" || (data.anonymous ?? null) !== null) return ignored("anonymous message");
  return toMessage(data, data.group_id, options);
}

function toMessage(data: MessageEvent, group: string | undefined, options: DecodeOptions): Message {
  const { self_id: bot, user_id: user, message_id: platformId } = data;
  const { text, mentioned, others, pictures, quoted } = readSegments(toSegments(data.message), bot);
  const account = `onebot:${user}`;
  const direct = directChat(bot, user);
  return {
    type: "message",
    key: ["onebot", bot, data.message_type, group ?? user, platformId, data.time].join(":"),
    platformId,
    chat: group === undefined ? direct : groupChat(bot, group),
    sender: { account, shortAccount: account, name: data.sender.card || data.sender.nickname },
    text,
    mentioned,
    botNames: [],
    quote: quoted === undefined ? null : { messageId: quoted },
    sentAt: data.time,
    answers: "push",
    privately: direct,
    hears: "all",
    ...(pictures.length > 0 ? { pictures } : {}),
    ...(others.length > 0 ? { mentions: others.map(mentionOf) } : {}),
    ...(data.real_seq === undefined ? {} : { sequence: data.real_seq }),
    ...(group === undefined ? temporarySession(data) : {}),
    ...(isStale(data, options) ? { stale: true } : {}),
  };
}

const mentionOf = (user: string) => ({ text: `@${user}`, account: `onebot:${user}`, shortAccount: `onebot:${user}` });

/** Somebody who is no friend of the account is answered through the group both are in. */
function temporarySession(data: MessageEvent): Pick<Message, "replyTo"> {
  const group = data.group_id ?? data.sender.group_id;
  if (data.sub_type !== "group" || group === undefined || group === UNKNOWN_GROUP) return {};
  return { replyTo: { id: group, until: data.time + 10 * MINUTE_MS } };
}

function isStale({ time }: Event, { now, retentionMs }: DecodeOptions): boolean {
  return time < now - retentionMs;
}
