import { setTimeout as sleep } from "node:timers/promises";
import type { Outgoing, SendResult } from "../channel.ts";
import { splitText } from "../split.ts";
import type { Call, Called, Parameters, Reply } from "./call.ts";
import type { Segment } from "./cq.ts";
import type { Log } from "./receive.ts";

/** About 1,500 Chinese characters. QQ takes more, but long messages are what its risk control looks at. */
const MAX_BYTES = 4_500;
/** The account is spared a machine's beat: each message waits up to this long, at random. */
const JITTER_MS = 300;
/** How often an execution error is met before it is taken for good: risk control refuses without saying so. */
const EXECUTION_ATTEMPTS = 5;
const OPERATOR_MS = 30_000;

export type SendOptions = { readonly call: (bot: string) => Call; readonly log: Log; readonly random: () => number };

/** One call sends one part of the text. */
export async function send({ call, log, random }: SendOptions, message: Outgoing): Promise<SendResult> {
  if (message.file) return sendFile(call, message, message.file);
  const parts = message.picture ? [await pictureOf(message.picture)] : splitText(message.text, MAX_BYTES).map(textOf);
  const done = message.done ?? 0;
  const part = parts[done];
  if (part === undefined) return { outcome: "refused", error: "nothing to send" };
  await sleep(random() * JITTER_MS);
  const called = await call(message.to.bot)(...toAction(message, part));
  const result = toResult(called, message.attempt);
  if (result.outcome !== "sent") log.warn({ channel: "onebot", outbox: message.id, ...result }, "not sent");
  return result.outcome === "sent" && done + 1 < parts.length ? { outcome: "partly", done: done + 1 } : result;
}

/**
 * By what go-cqhttp added and NapCat and LLBot know, with the bytes themselves. An implementation that has no such action,
 * or takes only paths of its own machine, says so at once.
 */
async function sendFile(
  call: SendOptions["call"],
  { to, attempt }: Outgoing,
  file: NonNullable<Outgoing["file"]>,
): Promise<SendResult> {
  const content = { file: `base64://${(await file.bytes()).toString("base64")}`, name: file.name };
  const called =
    to.kind === "group"
      ? await call(to.bot)("upload_group_file", { group_id: toId(to.id), ...content })
      : await call(to.bot)("upload_private_file", { user_id: toId(to.id), ...content });
  const result = toResult(called, attempt);
  const isUnknown = called.kind === "reply" && [404, 1404].includes(called.reply.retcode);
  return isUnknown || result.outcome === "refused"
    ? { outcome: "no-picture", error: "error" in result ? result.error : "no such action" }
    : result;
}

/** Text goes out as a text segment, never as a CQ string, so nothing people write becomes a code. */
const textOf = (text: string): Segment => ({ type: "text", data: { text } });

/** The bytes themselves: a file would be looked for on the machine of the implementation. */
const pictureOf = async (picture: NonNullable<Outgoing["picture"]>): Promise<Segment> => ({
  type: "image",
  data: { file: `base64://${(await picture.png()).toString("base64")}` },
});

function toAction({ to, replyTo }: Outgoing, segment: Segment): [action: string, parameters: Parameters] {
  const message = [segment];
  if (to.kind === "group") return ["send_group_msg", { group_id: toId(to.id), message }];
  // Only for an answer to a temporary session: where NapCat cannot resolve the user, it posts to this group instead.
  const session = replyTo === undefined ? {} : { group_id: toId(replyTo) };
  return ["send_private_msg", { user_id: toId(to.id), message, ...session }];
}

/** A number as the standard wants it, as long as a double holds it exactly. */
function toId(id: string): number | string {
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : id;
}

/** https://github.com/botuniverse/onebot-11/blob/master/communication/http.md and what NapCat and LLBot answer. */
function toResult(called: Called, attempt: number): SendResult {
  switch (called.kind) {
    case "reply":
      return fromReply(called.reply, attempt);
    case "status":
      return fromStatus(called.status, called.retryAfterMs);
    case "unreached":
      return { outcome: "retry", error: called.error };
    case "unanswered":
      return { outcome: "unknown", error: called.error };
  }
}

function fromReply({ status, retcode, data, wording, message }: Reply, attempt: number): SendResult {
  if (status === "ok" && retcode === 0)
    return { outcome: "sent", ...(data.message_id === undefined ? {} : { messageId: data.message_id }) };
  if (status === "async" || retcode === 1) return { outcome: "unknown", error: "queued by the implementation" };
  if (retcode === 1401 || retcode === 1403) return fromStatus(retcode - 1000);
  if (retcode === 404 || retcode === 1404) return fromStatus(404);
  if (retcode === 400 || retcode === 1400) return fromStatus(400);
  const error = `retcode ${retcode}`;
  // QQ did not confirm in time; the message may well be there
  if (/timeout|超时/i.test(`${wording ?? ""} ${message ?? ""}`))
    return { outcome: "unknown", error: `${error}: timeout` };
  return attempt < EXECUTION_ATTEMPTS ? { outcome: "retry", error } : { outcome: "refused", error };
}

function fromStatus(status: number, retryAfterMs?: number): SendResult {
  const error = `status ${status}`;
  if (status === 401 || status === 403)
    return {
      outcome: "retry",
      error: `${error}: ONEBOT_ACCESS_TOKEN is not the implementation's`,
      afterMs: OPERATOR_MS,
    };
  if (status === 404)
    return { outcome: "retry", error: `${error}: ONEBOT_API_URL is not the implementation's`, afterMs: OPERATOR_MS };
  if (status === 408 || status === 429 || status >= 500)
    return { outcome: "retry", error, ...(retryAfterMs === undefined ? {} : { afterMs: retryAfterMs }) };
  return { outcome: "refused", error };
}
