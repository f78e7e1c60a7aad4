import { clip } from "../../chinese/privacy/clip.ts";
import type { Context } from "../context.ts";
import { chatKey } from "../message.ts";
import { Ask, type Order, type Pending, pendingLasts, type Question, readPending } from "../order.ts";
import { asSaidAt, type Origin, originOf } from "../origin.ts";
import { here, privately, type Reply } from "../reply.ts";
import { runOrder } from "./carry-out.ts";

/** Carries out a command as far as it is understood: its answer, a refusal, or a question. */
export async function carryOut(order: Order, context: Context): Promise<readonly Reply[]> {
  try {
    return await runOrder(order, context);
  } catch (error) {
    if (!(error instanceof Ask)) throw error;
    if (context.talkingIn.kind === "group" && error.asked.kind === "blank")
      return [privately(error.inOneLine, error.inOneLine)];
    return putQuestion(error.asked, error.question, context);
  }
}

/**
 * A question waits where it is asked: one-to-one if the sender can be reached so. Where another one waited, what that
 * would have kept is kept first.
 */
export async function putQuestion(question: Question, text: string, context: Context): Promise<readonly Reply[]> {
  const { message, talkingIn, tables, now } = context;
  const { account } = message.sender;
  const chat = chatKey(message.privately ?? talkingIn);
  const until = now + pendingLasts;
  const pending: Pending = { question, origin: originOf(message) };
  const before = await tables.dialogs.ask(account, chat, JSON.stringify(pending), until);
  const left =
    before === undefined ? [] : await keepLeft(readPending(before, { account, chat, expires_at: until }), context);
  return [...left, message.privately ? privately(text) : here(text)];
}

/** A question is left; what was said before it is kept where that needs no answer. */
export async function keepLeft({ question, origin }: Pending, context: Context): Promise<readonly Reply[]> {
  if (question.kind !== "blank" || !question.standsAnyway) return lost(question, context);
  return carryOn(withSaid(question, null, context.message.sentAt), origin, context);
}

/** Nothing that was said ends without a word, where a word disturbs nobody. */
function lost(question: Question, { talkingIn }: Context): Reply[] {
  const order = question.kind === "blank" ? question.order : question.choices[0]?.order;
  const said = order ? [order.rest.trim(), ...Object.values(order.said)].filter(Boolean).join(" ") : "";
  if (said === "" || talkingIn.kind === "group") return [];
  return [here(`刚才那句“${clip(said)}”没记。要记请再发一次。`)];
}

/** The order with one more argument said; null: skipped. */
export function withSaid(
  { order, argument }: Extract<Question, { kind: "blank" }>,
  said: string | null,
  at: number,
): Order {
  return { ...order, said: { ...order.said, [argument]: said }, saidAt: { ...order.saidAt, [argument]: at } };
}

/** Carries out what was ordered elsewhere or before, as if nothing had had to be asked. */
export async function carryOn(order: Order, origin: Origin, context: Context): Promise<readonly Reply[]> {
  const message = asSaidAt(origin, context.message);
  const chat = chatKey(origin.chat);
  if (chat === chatKey(context.talkingIn)) return carryOut(order, { ...context, message });
  const { account, shortAccount: short } = message.sender;
  const { group } = await context.tables.scene.load({
    account,
    short,
    chat,
    key: origin.key,
    alsoKey: null,
    now: context.now,
  });
  const replies = await carryOut(order, { ...context, message, group });
  // only the response to a delivery reaches such a group, unless it has a key
  const isDeaf = origin.answerOnly === true && !group?.hasWebhook;
  return replies.flatMap((reply) => apart(reply, isDeaf ? null : origin));
}

/** What is said privately is said here; what the group is to hear goes there. */
function apart(reply: Reply, there: Origin | null): Reply[] {
  if (typeof reply.to === "object") return [reply];
  if (reply.to === "private") return [here(reply.text)];
  const [text, line] = reply.to === "both" ? [reply.text, reply.line] : [`群里：${reply.text}`, reply.text];
  return [here(text), ...(there === null ? [] : [{ text: line, to: { origin: there } }])];
}
