import type { ChatAddress, ChatChange, Incoming, Message } from "../../bot/message.ts";
import { type BotFrame, picturesOf, wordsOf } from "./bot-frame.ts";
import { dedupeKey } from "./keys.ts";
import { type Corp, directChat, senderOf } from "./people.ts";

export type Arrival = {
  /** the sender's userid, converted when WeCom gave an open_userid */
  readonly userid: string;
  /** epoch milliseconds, used where the frame has no time of its own */
  readonly arrivedAt: number;
  readonly isStale: boolean;
  /** it came over the long connection, by which the bot may speak first */
  readonly onSocket: boolean;
};

/** Null for events and kinds that the bot does not act on. */
export function toIncoming(
  frame: BotFrame,
  arrival: Arrival,
  corp: Corp,
  botNames: readonly string[],
  calledOtherwise?: () => void,
): Incoming | null {
  const common = {
    key: dedupeKey(frame.aibotid, frame.msgid),
    sentAt: frame.create_time === undefined ? arrival.arrivedAt : frame.create_time * 1000,
    answers: "response",
    ...(arrival.isStale && { stale: true as const }),
  } as const;
  const chat = chatOf(frame, arrival.userid);
  if (chat === null) return null;
  if (frame.event?.eventtype === "enter_chat")
    return { type: "chat", chat, change: "joined", ...common } satisfies ChatChange;
  const text = textOf(frame);
  if (text === null) return null;
  // WeCom delivers nothing from a group that does not @ the bot
  const pictures = picturesOf(frame);
  const other = chat.kind === "group" && frame.msgtype !== "event" ? otherName(text, botNames) : null;
  if (other !== null) calledOtherwise?.();
  return {
    type: "message",
    chat,
    sender: senderOf(corp, arrival.userid),
    text,
    mentioned: chat.kind === "group",
    botNames: other === null ? botNames : [...botNames, other],
    quote: quoteOf(frame),
    privately: chat.kind === "direct" ? chat : directChat(corp, arrival.userid),
    hears: chat.kind === "group" ? "mentions" : "all",
    // bots of this kind work in internal groups only
    ...(chat.kind === "group" && { staffOnly: true as const }),
    ...(isAnswerOnly(chat, arrival, corp) && { answerOnly: true as const }),
    ...(pictures.length > 0 && { pictures }),
    ...(frame.msgtype === "voice" && { voice: true as const }),
    // spread at the end: at the beginning it costs 5 us a message on Node 20
    ...common,
  } satisfies Message;
}

/** In URL mode a bot only answers; members are written to by the app, groups by their webhook. */
const isAnswerOnly = (chat: ChatAddress, { onSocket }: Arrival, corp: Corp): boolean =>
  !onSocket && (chat.kind === "group" || !corp.reachesMembers);

function chatOf(frame: BotFrame, userid: string): ChatAddress | null {
  const base = { channel: "wecom", bot: frame.aibotid } as const;
  if (frame.chattype === "single") return { kind: "direct", id: userid, ...base };
  return frame.chatid === undefined ? null : { kind: "group", id: frame.chatid, ...base };
}

/** The name behind the @ that a message to the bot begins with, where it is none of those that were set. */
function otherName(text: string, botNames: readonly string[]): string | null {
  const plain = (name: string) => name.normalize("NFKC").replace(/\s/g, "").toLowerCase();
  if (botNames.some((name) => plain(text).includes(`@${plain(name)}`))) return null;
  return /^\s*@([^\s@]{1,40})(?=\s|$)/u.exec(text)?.[1] ?? null;
}

/** The key of a card's button is the command it stands for. */
function textOf(frame: BotFrame): string | null {
  if (frame.msgtype !== "event") return wordsOf(frame);
  return frame.event?.template_card_event?.event_key ?? null;
}

function quoteOf(frame: BotFrame): Message["quote"] {
  if (frame.quote === undefined) return null;
  const text = wordsOf(frame.quote);
  return text === null ? {} : { text };
}
