import { z } from "zod";

/** Ids are opaque but printable: what is not cannot be a key in SQL or a part of a path. */
const id = z.string().regex(/^[\x21-\x7e]{1,512}$/);

/** A field that may be missing, null or of another type without spoiling the frame. */
function optional<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined);
}

/** The body of every webhook request. */
export const frame = z.object({
  id: optional(id),
  op: z.unknown().optional(),
  t: optional(z.string()),
  d: z.unknown().optional(),
});
export type Frame = z.infer<typeof frame>;

const mention = z.object({
  id: optional(id),
  member_openid: optional(id),
  username: optional(z.string()),
  is_you: optional(z.boolean()),
});
export type Mention = z.infer<typeof mention>;

const attachment = z.object({
  content_type: optional(z.string()),
  filename: optional(z.string()),
  url: optional(z.string().min(1)),
  asr_refer_text: optional(z.string()),
});
export type Attachment = z.infer<typeof attachment>;

const quoted = z.object({ msg_idx: optional(z.string()), content: optional(z.string()) });

/**
 * `d` of GROUP_AT_MESSAGE_CREATE, GROUP_MESSAGE_CREATE and C2C_MESSAGE_CREATE. `message_scene.ext` holds a secret
 * (`auth_token`): it is read here and goes nowhere.
 * https://bot.q.qq.com/wiki/develop/api-v2/server-inter/message/send-receive/event.html
 */
export const message = z.object({
  id,
  author: z.object({
    id: optional(id),
    member_openid: optional(id),
    user_openid: optional(id),
    username: optional(z.string()),
    bot: optional(z.boolean()),
  }),
  content: optional(z.string()),
  group_openid: optional(id),
  timestamp: z.unknown().optional(),
  message_type: optional(z.number()),
  message_scene: optional(z.object({ ext: optional(z.array(z.string())) })),
  attachments: optional(z.array(attachment)),
  mentions: optional(z.array(mention)),
  ark_data: optional(z.object({ prompt: optional(z.string()) })),
  msg_elements: optional(z.array(quoted)),
});
export type MessageData = z.infer<typeof message>;

/** `d` of the events about the bot in a group, and about a friend of the bot. */
export const chatChange = z.object({
  group_openid: optional(id),
  openid: optional(id),
  user_openid: optional(id),
  timestamp: z.unknown().optional(),
});

const resolved = z.object({
  button_data: optional(z.string()),
  authorize_data: optional(z.object({ scope: optional(z.string()) })),
});

/** `d` of INTERACTION_CREATE. */
export const interaction = z.object({
  id,
  type: optional(z.number()),
  group_openid: optional(id),
  group_member_openid: optional(id),
  user_openid: optional(id),
  data: optional(z.object({ resolved: optional(resolved) })),
  timestamp: z.unknown().optional(),
});

/** `d` of op 13. Nothing but this shape is ever signed: a frame of JSON holds `{` and `"` and cannot pass. */
export const addressValidation = z.object({
  plain_token: z.string().regex(/^[A-Za-z0-9+/=_.-]{1,128}$/),
  event_ts: z.string().regex(/^\d{10,13}$/),
});
