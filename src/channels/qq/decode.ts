import type { z } from "zod";
import type { ChatAddress, ChatChange, Message } from "../../bot/message.ts";
import { chatKey } from "../../bot/message.ts";
import { type Decoded, type Delivery, eventReply, outerKey, reply, speaker, staleness } from "./delivery.ts";
import { chatChange, type Frame, interaction, type MessageData, message } from "./frame.ts";
import { readSentAt } from "./sent-at.ts";
import { isSpoken, picturesOf, readMentions, readText } from "./text.ts";

const QUOTE = 103;
/** types of interaction that want an answer: a button in a message and the menu of a one-to-one chat */
const ANSWERED_INTERACTIONS: readonly (number | undefined)[] = [11, 12];
/** somebody decided what the bot may do; which of them says yes and which no is not documented */
const AUTHORISATIONS: readonly (number | undefined)[] = [18, 19, 20];

const CHANGES: Readonly<Record<string, ChatChange["change"]>> = {
  GROUP_ADD_ROBOT: "joined",
  FRIEND_ADD: "joined",
  GROUP_DEL_ROBOT: "left",
  FRIEND_DEL: "left",
  GROUP_MSG_RECEIVE: "may-push",
  C2C_MSG_RECEIVE: "may-push",
  GROUP_MSG_REJECT: "no-push",
  C2C_MSG_REJECT: "no-push",
};

/** What an authentic op 0 frame tells the bot, or null when it is of no use to it. Never throws. */
export function decode(frame: Frame, delivery: Delivery): Decoded | null {
  const type = frame.t ?? "";
  if (/^(GROUP_AT_MESSAGE|GROUP_MESSAGE|C2C_MESSAGE)_CREATE$/.test(type)) return decodeMessage(type, frame, delivery);
  if (type === "INTERACTION_CREATE") return decodeInteraction(frame, delivery);
  return Object.hasOwn(CHANGES, type) ? decodeChange(type, frame, delivery) : null;
}

function decodeMessage(type: string, frame: Frame, delivery: Delivery): Decoded | null {
  const data = message.safeParse(frame.d).data;
  // bots are not answered: two that answer each other never stop
  if (data === undefined || data.author.bot) return null;
  const inGroup = type !== "C2C_MESSAGE_CREATE";
  const from = speaker(delivery.appId, {
    group: inGroup ? data.group_openid : undefined,
    openid: (inGroup ? data.author.member_openid : data.author.user_openid) ?? data.author.id,
    name: data.author.username,
  });
  if (from === null || (from.chat.kind === "group") !== inGroup) return null;
  const sentAt = readSentAt(data.timestamp, delivery.receivedAt);
  const you = (data.mentions ?? []).filter((mention) => mention.is_you);
  const pictures = picturesOf(data);
  const toBot = type === "GROUP_AT_MESSAGE_CREATE";
  return {
    incoming: {
      type: "message",
      // the same message may come as two types, so the type is no part of the key
      key: `${chatKey(from.chat)}:${data.id}`,
      ...outerKey(frame, delivery),
      // a quote names the message by this index and never by its id
      platformId: readScene(data, "msg_idx") || data.id,
      ...from,
      text: readText(data, toBot),
      mentioned: toBot || you.length > 0,
      botNames: you.flatMap((mention) => mention.username || []),
      ...mentionsIn(data, delivery),
      quote: readQuote(data),
      sentAt,
      answers: "push",
      replyTo: reply(data.id, sentAt, delivery),
      hears: toBot ? "mentions" : "all",
      ...staleness(delivery),
      ...(pictures.length > 0 && { pictures }),
      ...(isSpoken(data) && { voice: true as const }),
    },
  };
}

/** Those who are mentioned by a name: without one they stand in the text by a tag that nobody reads. */
function mentionsIn(
  { mentions = [], group_openid: group }: MessageData,
  { appId }: Delivery,
): Pick<Message, "mentions"> {
  if (group === undefined) return {};
  const others = mentions.flatMap(({ id, member_openid: openid = id, username, is_you: isYou }) =>
    isYou || !username || openid === undefined
      ? []
      : [{ text: `@${username}`, account: `qq:${appId}:member:${group}:${openid}`, shortAccount: `qq:${openid}` }],
  );
  return others.length > 0 ? { mentions: others } : {};
}

function readQuote(data: MessageData): Message["quote"] {
  const [first] = data.msg_elements ?? [];
  const reference = readScene(data, "ref_msg_idx");
  if (data.message_type !== QUOTE && !reference) return null;
  const messageId = reference || first?.msg_idx;
  const text = first?.content === undefined ? undefined : readMentions(first.content, data.mentions ?? [], false);
  return { ...(messageId ? { messageId } : {}), ...(text === undefined ? {} : { text }) };
}

/** One of the `name=value` pairs; values end with `==`, so only the first `=` separates. */
function readScene(data: MessageData, name: string): string | undefined {
  const pair = data.message_scene?.ext?.find((each) => each.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

function decodeInteraction(frame: Frame, delivery: Delivery): Decoded | null {
  const data = interaction.safeParse(frame.d).data;
  if (data === undefined) return null;
  if (AUTHORISATIONS.includes(data.type)) return decodeAuthorisation(data, delivery);
  if (!ANSWERED_INTERACTIONS.includes(data.type)) return null;
  const from = speaker(delivery.appId, {
    group: data.group_openid,
    openid: data.group_openid === undefined ? data.user_openid : data.group_member_openid,
    name: "",
  });
  if (from === null) return null;
  const sentAt = readSentAt(data.timestamp, delivery.receivedAt);
  const incoming: Message = {
    type: "message",
    key: `${chatKey(from.chat)}:interaction:${data.id}`,
    ...outerKey(frame, delivery),
    ...from,
    text: data.data?.resolved?.button_data ?? "",
    mentioned: true,
    botNames: [],
    quote: null,
    sentAt,
    answers: "push",
    ...eventReply(frame, sentAt, delivery),
    hears: "unknown",
    ...staleness(delivery),
  };
  return { incoming, interaction: data.id };
}

/** Only what concerns speaking first in a group; one-to-one that is found out by trying anyway. */
function decodeAuthorisation(data: z.infer<typeof interaction>, delivery: Delivery): Decoded | null {
  const { group_openid: id, data: { resolved } = {} } = data;
  if (id === undefined || resolved?.authorize_data?.scope !== "group_push") return null;
  const chat: ChatAddress = { channel: "qq", bot: delivery.appId, kind: "group", id };
  return {
    incoming: {
      type: "chat",
      key: `${chatKey(chat)}:interaction:${data.id}`,
      chat,
      change: "push-changed",
      sentAt: readSentAt(data.timestamp, delivery.receivedAt),
      answers: "push",
      ...staleness(delivery),
    },
  };
}

function decodeChange(type: string, frame: Frame, delivery: Delivery): Decoded | null {
  const data = chatChange.safeParse(frame.d).data;
  const change = CHANGES[type];
  if (data === undefined || change === undefined) return null;
  const kind = type.startsWith("GROUP_") ? "group" : "direct";
  const id = kind === "group" ? data.group_openid : (data.openid ?? data.user_openid);
  const moment = isScalar(data.timestamp) ? data.timestamp : frame.id;
  if (id === undefined || moment === undefined) return null;
  const sentAt = readSentAt(data.timestamp, delivery.receivedAt);
  const chat: ChatAddress = { channel: "qq", bot: delivery.appId, kind, id };
  return {
    incoming: {
      type: "chat",
      key: `${chatKey(chat)}:${type}:${moment}`,
      chat,
      change,
      sentAt,
      answers: "push",
      ...(type === "GROUP_ADD_ROBOT" || type === "GROUP_MSG_RECEIVE" ? eventReply(frame, sentAt, delivery) : {}),
      ...staleness(delivery),
    },
  };
}

function isScalar(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}
