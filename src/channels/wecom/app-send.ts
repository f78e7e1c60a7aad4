import { z } from "zod";
import type { SendResult } from "../channel.ts";
import type { Api, Called } from "./api.ts";
import { outcomeOf } from "./outcome.ts";
import type { TokenSource } from "./token.ts";

/** WeCom drops the same content to the same member within this many seconds, so a repetition is harmless. */
const DUPLICATE_SECONDS = 1_800;
const STALE_TOKEN = new Set([40014, 42001, 40001]);

const receipt = z.object({
  msgid: z.string().optional(),
  invaliduser: z.string().default(""),
  unlicenseduser: z.string().default(""),
});

/** One authorised call: a token that turns out stale is renewed once and the call made again. */
export async function callWithToken(
  tokens: TokenSource,
  call: (accessToken: string) => Promise<Called>,
): Promise<Called | { readonly kind: "no-token"; readonly error: string; readonly afterMs: number }> {
  const token = await tokens.get();
  if (!token.ok) return { kind: "no-token", ...token };
  const first = await call(token.value);
  if (first.kind !== "answer" || !STALE_TOKEN.has(first.errcode)) return first;
  const newer = await tokens.renew(token.value);
  return newer.ok ? call(newer.value) : { kind: "no-token", ...newer };
}

/** One text of at most 2,048 bytes to one member. https://developer.work.weixin.qq.com/document/path/90236 */
export async function sendToMember(
  app: { readonly api: Api; readonly tokens: TokenSource; readonly agentId: number },
  userid: string,
  content: string,
): Promise<SendResult> {
  // `|` would address several members and `@all` everybody
  if (!/^[A-Za-z0-9][\w@.-]{0,63}$/.test(userid)) return { outcome: "refused", error: "not a userid" };
  const called = await callWithToken(app.tokens, (accessToken) =>
    app.api.post(
      "/cgi-bin/message/send",
      { access_token: accessToken },
      {
        touser: userid,
        agentid: app.agentId,
        msgtype: "text",
        text: { content },
        safe: 0,
        enable_duplicate_check: 1,
        duplicate_check_interval: DUPLICATE_SECONDS,
      },
    ),
  );
  if (called.kind === "no-token") return { outcome: "retry", error: called.error, afterMs: called.afterMs };
  if (called.kind !== "answer") return outcomeOf(called, "safe");
  if (STALE_TOKEN.has(called.errcode)) return { outcome: "retry", error: `errcode ${called.errcode}`, afterMs: 10_000 };
  const answer = receipt.safeParse(called.body).data;
  if (called.errcode === 0 && answer?.invaliduser) return { outcome: "dead", error: "invaliduser" };
  if (called.errcode === 0 && answer?.unlicenseduser) return { outcome: "refused", error: "unlicenseduser" };
  if (called.errcode === 0 && answer?.msgid) return { outcome: "sent", messageId: answer.msgid };
  return outcomeOf(called, "safe");
}
