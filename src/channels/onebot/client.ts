import { sign } from "./http-post.ts";

export type Post = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Said = {
  readonly secret: string;
  readonly selfId: string;
  readonly userId: string;
  /** in this group; one-to-one without it */
  readonly groupId?: string;
  readonly text: string;
  /** a decimal number, new for every message */
  readonly messageId: string;
  /** epoch milliseconds */
  readonly sentAt: number;
};

/** The POST by which an implementation would report a message, for trying a server without QQ. */
export function messagePost({ secret, selfId, userId, groupId, text, messageId, sentAt }: Said): Post {
  const body = JSON.stringify({
    time: Math.floor(sentAt / 1000),
    self_id: selfId,
    post_type: "message",
    ...(groupId === undefined
      ? { message_type: "private", sub_type: "friend" }
      : { message_type: "group", sub_type: "normal", group_id: groupId }),
    message_id: messageId,
    user_id: userId,
    message: [{ type: "text", data: { text } }],
    sender: { user_id: userId },
  });
  const headers = { "content-type": "application/json", "x-self-id": selfId, "x-signature": sign(secret, body) };
  return { path: "/webhook/onebot", headers, body };
}
