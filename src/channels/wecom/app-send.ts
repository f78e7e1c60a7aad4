import { z } from "zod";
import type { SendResult } from "../channel.ts";
import type { Api } from "./api.ts";
import { callWithToken } from "./authorised.ts";
import { outcomeOf } from "./outcome.ts";
import type { TokenSource } from "./token.ts";

/** WeCom drops the same content to the same member within this many seconds, so a repetition is harmless. */
export const DUPLICATE_SECONDS = 1_800;

const receipt = z.object({
  msgid: z.string().optional(),
  invaliduser: z.string().default(""),
  unlicenseduser: z.string().default(""),
});

export type App = {
  readonly api: Api;
  readonly tokens: TokenSource;
  readonly agentId: number;
  /** whether no other message has brought this content to this member lately: see `repeats` */
  isFirst(userid: string, content: string, id: string): boolean;
};

/** A text of at most 2,048 bytes, a card, or a picture or file by the id of what was uploaded. */
export type Content =
  | { readonly text: string }
  | { readonly card: object }
  | { readonly image: string }
  | { readonly file: string };

/**
 * One message to one member; `id` is the same on every attempt.
 * https://developer.work.weixin.qq.com/document/path/90236
 */
export async function sendToMember(app: App, userid: string, content: Content, id: string): Promise<SendResult> {
  // `|` would address several members and `@all` everybody
  if (!/^[A-Za-z0-9][\w@.-]{0,63}$/.test(userid)) return { outcome: "refused", error: "not a userid" };
  const { kind, body } = bodyOf(content);
  // what is uploaded anew on each attempt has another id then
  const isChecked = kind !== "image" && kind !== "file" && app.isFirst(userid, JSON.stringify(body), id);
  const message = {
    touser: userid,
    agentid: app.agentId,
    msgtype: kind,
    [kind]: body,
    safe: 0,
    enable_duplicate_check: isChecked ? 1 : 0,
    duplicate_check_interval: DUPLICATE_SECONDS,
  };
  const called = await callWithToken(app.tokens, (accessToken) =>
    app.api.post("/cgi-bin/message/send", { access_token: accessToken }, message),
  );
  if (called.kind === "no-token") return { outcome: "retry", error: called.error, afterMs: called.afterMs };
  const result = outcomeOf(called, isChecked ? "safe" : "unsafe");
  return result.outcome === "sent" && called.kind === "answer" ? received(called.body) : result;
}

function bodyOf(content: Content): { readonly kind: string; readonly body: object } {
  if ("text" in content) return { kind: "text", body: { content: content.text } };
  if ("file" in content) return { kind: "file", body: { media_id: content.file } };
  return "image" in content
    ? { kind: "image", body: { media_id: content.image } }
    : { kind: "template_card", body: content.card };
}

/** Success may still say that the one receiver was none. */
function received(body: unknown): SendResult {
  const answer = receipt.safeParse(body).data;
  if (answer?.invaliduser) return { outcome: "dead", error: "invaliduser" };
  if (answer?.unlicenseduser) return { outcome: "refused", error: "unlicenseduser" };
  return { outcome: "sent", ...(answer?.msgid && { messageId: answer.msgid }) };
}
