import type { ChatAddress, Incoming } from "../../bot/message.ts";
import { SUBTITLE_BYTES, TEXT_BYTES } from "./app-answer.ts";
import { dedupeKey } from "./keys.ts";
import { type Corp, memberId, senderOf } from "./people.ts";

/** The elements of what an app is sent, by name. https://developer.work.weixin.qq.com/document/path/90239 , …/90240 */
export type AppFields = ReadonlyMap<string, string>;

/** WeCom is about to switch off, or has switched off, an app that nobody uses. */
const SLEEP = new Set([
  "inactive_alert",
  "close_inactive_agent",
  "reopen_inactive_agent",
  "low_active_alert",
  "low_active",
  "active_restored",
]);

/** The name of an event that the operator must hear of, or null. */
export function sleepEvent(fields: AppFields): string | null {
  const event = fields.get("Event") ?? "";
  return fields.get("MsgType") === "event" && SLEEP.has(event) ? event : null;
}

/** Null for events and kinds that the bot does not act on. */
export function toIncoming(
  fields: AppFields,
  arrival: { arrivedAt: number; isStale: boolean },
  corp: Corp,
): Incoming | null {
  const from = fields.get("FromUserName") ?? "";
  const userid = memberId(from);
  const key = keyOf(fields, corp, from);
  if (userid === "" || userid === "sys" || key === null) return null;
  const seconds = Number(fields.get("CreateTime"));
  const chat: ChatAddress = { channel: "wecom", bot: corp.corpId, kind: "direct", id: userid };
  const common = {
    key,
    chat,
    sentAt: Number.isSafeInteger(seconds) && seconds > 0 ? seconds * 1000 : arrival.arrivedAt,
    answers: "response",
    ...(arrival.isStale && { stale: true as const }),
  } as const;
  const change = changeOf(fields);
  if (change !== null) return { type: "chat", change, ...common };
  const text = textOf(fields);
  if (text === null) return null;
  return {
    type: "message",
    sender: senderOf(corp, userid),
    text,
    mentioned: false,
    botNames: [],
    quote: null,
    privately: chat,
    hears: "all",
    answerBytes: fields.get("Event") === "template_card_event" ? SUBTITLE_BYTES : TEXT_BYTES,
    ...common,
    ...(fields.get("MsgType") === "image" &&
      fields.get("MediaId") && { pictures: [{ at: fields.get("MediaId") ?? "" }] }),
    ...(fields.get("MsgType") === "voice" && fields.get("Recognition") && { voice: true as const }),
  };
}

/** Messages have an id; events are told apart by sender, second and what happened. */
function keyOf(fields: AppFields, corp: Corp, userid: string): string | null {
  if (fields.get("MsgType") === "event") {
    const [time, event, key] = ["CreateTime", "Event", "EventKey"].map((name) => fields.get(name) ?? "");
    return dedupeKey(corp.corpId, "event", userid, `${time}`, `${event}`, `${key}`);
  }
  const id = fields.get("MsgId");
  return id ? dedupeKey(corp.corpId, id) : null;
}

/** A member came into the range of the app, or left it. */
function changeOf(fields: AppFields): "joined" | "left" | null {
  if (fields.get("MsgType") !== "event") return null;
  const event = fields.get("Event");
  if (event === "subscribe") return "joined";
  return event === "unsubscribe" ? "left" : null;
}

function textOf(fields: AppFields): string | null {
  const label = (kind: string, ...names: string[]) =>
    `[${kind}]${names
      .map((name) => fields.get(name) ?? "")
      .filter(Boolean)
      .join(" ")}`;
  switch (fields.get("MsgType")) {
    case "text":
      return fields.get("Content") ?? null;
    case "voice":
      return fields.get("Recognition") || label("语音");
    case "image":
      return label("图片");
    case "video":
      return label("视频");
    case "location":
      return label("位置", "Label", "Location_X", "Location_Y");
    case "link":
      return label("链接", "Title", "Url");
    case "event":
      return pressed(fields);
    default:
      return null;
  }
}

/** The key of a menu entry or of a card's button is the command it stands for. */
function pressed(fields: AppFields): string | null {
  const event = fields.get("Event");
  const isPress = event === "click" || event === "template_card_event" || event === "template_card_menu_event";
  return isPress ? fields.get("EventKey") || null : null;
}
