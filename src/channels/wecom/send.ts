import type { ChatAddress } from "../../bot/message.ts";
import type { Going, Outgoing, SendResult } from "../channel.ts";
import { splitText } from "../split.ts";
import type { Api } from "./api.ts";
import { type App, type Content, sendToMember } from "./app-send.ts";
import { cardOf } from "./card.ts";
import type { Log } from "./options.ts";
import { type Media, mediaOf, showToMember } from "./picture-send.ts";
import { sendToWebhook, showToWebhook } from "./webhook-send.ts";

/** Text messages of the app and of the webhook. */
const TEXT_BYTES = 2_048;
/** Markdown on the long connection. */
const MARKDOWN_BYTES = 20_480;

export type Ways = {
  readonly api: Api;
  readonly app?: App;
  /** the long connection */
  readonly push?: (to: Outgoing["to"], content: Content) => Promise<SendResult>;
  readonly show?: (to: Outgoing["to"], media: Media) => Promise<SendResult>;
  readonly log: Log;
};

type Way = {
  readonly maxBytes: number;
  send(part: string, id: string): Promise<SendResult>;
  /** absent: it shows no buttons whose taps come back */
  sendCard?(card: object, id: string): Promise<SendResult>;
  show(media: Media, id: string): Promise<SendResult>;
};

/** Sends the next part of a text: one call is one message on the wire. */
export async function sendNextPart(ways: Ways, message: Outgoing): Promise<SendResult> {
  const way = wayTo(ways, message);
  if (way === null && (message.picture || message.file))
    return { outcome: "no-picture", error: "only an answer reaches this chat" };
  if (way === null) return { outcome: "not-first", error: "no way to speak first in this chat" };
  const media = await mediaOf(message);
  if (media) return noted(ways, message, await way.show(media, message.id));
  const card = way.sendCard ? cardOf(message) : null;
  if (card !== null && way.sendCard) return noted(ways, message, await way.sendCard(card, message.id));
  const parts = splitText(message.text, way.maxBytes);
  const done = message.done ?? 0;
  const part = parts[done];
  if (part === undefined) return done > 0 ? { outcome: "sent" } : { outcome: "refused", error: "empty text" };
  const result = noted(ways, message, await way.send(part, `${message.id}:${done}`));
  return result.outcome === "sent" && done + 1 < parts.length ? { outcome: "partly", done: done + 1 } : result;
}

function noted({ log }: Ways, { id }: Outgoing, result: SendResult): SendResult {
  if ("error" in result)
    log("warn", "wecom message not delivered", { id, outcome: result.outcome, error: result.error });
  return result;
}

type Route =
  | { readonly by: "app"; readonly app: App }
  | { readonly by: "webhook"; readonly secret: string }
  | ({ readonly by: "socket" } & Required<Pick<Ways, "push" | "show">>);

/** A member through the app, a group through its webhook, either through the long connection where that is all there is. */
export function routeOf({ app, push, show }: Ways, to: ChatAddress, { groupSecret }: Going): Route | null {
  if (to.kind === "direct" && app) return { by: "app", app };
  if (to.kind === "group" && groupSecret !== undefined) return { by: "webhook", secret: groupSecret };
  return push && show ? { by: "socket", push, show } : null;
}

function wayTo(ways: Ways, message: Outgoing): Way | null {
  const { to } = message;
  const route = routeOf(ways, to, message);
  if (route === null) return null;
  if (route.by === "app")
    return {
      maxBytes: TEXT_BYTES,
      send: (text, id) => sendToMember(route.app, to.id, { text }, id),
      sendCard: (card, id) => sendToMember(route.app, to.id, { card }, id),
      show: (media, id) => showToMember(route.app, to.id, media, id),
    };
  if (route.by === "webhook")
    return {
      maxBytes: TEXT_BYTES,
      send: (part) => sendToWebhook(ways.api, route.secret, part),
      show: (media) => showToWebhook(ways.api, route.secret, media),
    };
  const { push, show } = route;
  const way: Way = { maxBytes: MARKDOWN_BYTES, send: (text) => push(to, { text }), show: (media) => show(to, media) };
  // whether a card sent into a group is taken is not documented
  return to.kind === "direct" ? { ...way, sendCard: (card) => push(to, { card }) } : way;
}
