import type { ChatAddress, Incoming, Message } from "../../bot/message.ts";
import type { Frame } from "./frame.ts";

/** Answers naming a message are taken for five minutes of the platform's clock; the rest is for the way there. */
const REPLY_WINDOW_MS = 290_000;

export type Delivery = {
  readonly appId: string;
  /** epoch milliseconds */
  readonly receivedAt: number;
  /** epoch milliseconds of the signature, by the platform's clock */
  readonly signedAt: number;
  /** authentic, but signed outside the freshness window */
  readonly stale: boolean;
};

export type Decoded = {
  readonly incoming: Incoming;
  /** id of an interaction that is to be answered by API within three seconds */
  readonly interaction?: string;
};

export type Speaker = {
  readonly group: string | undefined;
  readonly openid: string | undefined;
  readonly name: string | undefined;
};

export function speaker(
  appId: string,
  { group, openid, name = "" }: Speaker,
): Pick<Message, "chat" | "sender" | "privately"> | null {
  if (openid === undefined) return null;
  const shortAccount = `qq:${openid}`;
  if (group === undefined) {
    const chat: ChatAddress = { channel: "qq", bot: appId, kind: "direct", id: openid };
    return { chat, sender: { account: `qq:${appId}:user:${openid}`, shortAccount, name }, privately: chat };
  }
  return {
    chat: { channel: "qq", bot: appId, kind: "group", id: group },
    sender: { account: `qq:${appId}:member:${group}:${openid}`, shortAccount, name },
    // a member's openid is no user's: there is no way from a group to the same person one-to-one
    privately: null,
  };
}

export function outerKey(frame: Frame, { appId }: Delivery): { alsoKey?: string } {
  return frame.id === undefined ? {} : { alsoKey: `qq:${appId}:event:${frame.id}` };
}

/** An event is answered by its outer id; see `replyField` in encode.ts. */
export function eventReply(frame: Frame, sentAt: number, delivery: Delivery): Pick<Message, "replyTo"> {
  return frame.id === undefined ? {} : { replyTo: reply(`event:${frame.id}`, sentAt, delivery) };
}

/** How old something was when it was signed is told by the platform's clock alone, so ours may be wrong. */
export function reply(id: string, sentAt: number, { receivedAt, signedAt }: Delivery) {
  return { id, until: receivedAt + REPLY_WINDOW_MS - Math.max(0, signedAt - sentAt) };
}

export function staleness({ stale }: Delivery): { stale?: true } {
  return stale ? { stale } : {};
}
