import { clip } from "../../chinese/privacy/clip.ts";
import type { Context } from "../context.ts";
import { chatKey } from "../message.ts";
import { Ask, lastsOf, type Order, type Pending, type Question, readPending } from "../order.ts";
import { asSaidAt, type Origin, originOf } from "../origin.ts";
import { mendQuestion, mendSlot, withoutQuestion } from "../reading/sentence-question.ts";
import { here, privately, type Reply, recorded } from "../reply.ts";
import { putAside } from "./aside.ts";
import { runOrder } from "./carry-out.ts";
import { spokenIn } from "./spoken.ts";

/** Carries out a command as far as it is understood: its answer, a refusal, or a question. */
export async function carryOut(order: Order, context: Context): Promise<readonly Reply[]> {
  const places = order.chosen.places?.split(" ") ?? [];
  if (places.length > 1)
    return carryOutAll(
      places.map((id) => ({ ...order, chosen: { ...order.chosen, places: id } })),
      context,
    );
  try {
    const replies = await runOrder(order, doing(order, context));
    return [...replies, ...(await goOn(order, context))];
  } catch (error) {
    if (!(error instanceof Ask)) throw error;
    if (context.talkingIn.kind === "group" && wantsWords(error.asked))
      return [privately(error.inOneLine, error.inOneLine)];
    return putQuestion(error.asked, error.question, context);
  }
}

/** One of several matters of a message makes what it makes under a key of its own below the message's. */
const doing = ({ part }: Order, context: Context): Context =>
  part === undefined
    ? context
    : { ...context, message: { ...context.message, key: `${context.message.key}#+${part}` } };

/** What else the same message tells is read back next. */
export async function goOn({ andThen = [], part = 1 }: Order, context: Context): Promise<readonly Reply[]> {
  if (andThen.length === 0) return [];
  const spoken = await spokenIn(andThen.join("\n"), context);
  return "order" in spoken
    ? carryOut({ ...spoken.order, part: part + 1 }, context)
    : [here(`后面这句没记，要记请单独发：“${clip(andThen.join("\n"))}”。`)];
}

/** Several matters of one message, in one answer. What only one of them can be asked about, the others are to be sent again for. */
export async function carryOutAll(orders: readonly Order[], context: Context): Promise<readonly Reply[]> {
  const done: Reply[] = [];
  const asks: { readonly ask: Ask; readonly order: Order }[] = [];
  for (const [at, order] of orders.entries()) {
    const part = (order.part ?? 1) + at;
    const own = part === 1 ? order : { ...order, part };
    try {
      done.push(...(await runOrder(own, doing(own, context))));
    } catch (error) {
      if (!(error instanceof Ask)) throw error;
      asks.push({ ask: error, order });
    }
  }
  const [first, ...more] = asks;
  const left = more.map(({ ask: { inOneLine }, order: { rest } }) =>
    privately(`这条没说全，没记：“${clip(rest)}”。${inOneLine}`, inOneLine),
  );
  const told = [...together(done), ...left];
  if (!first) return told;
  const { asked, question, inOneLine } = first.ask;
  if (context.talkingIn.kind === "group" && wantsWords(asked)) return [...told, privately(inOneLine, inOneLine)];
  return [...told, ...(await putQuestion(asked, question, context))];
}

const undoWords = "错了回“撤销”。";

/** Records made at once are said in one answer. */
function together(replies: readonly Reply[]): readonly Reply[] {
  const made = replies.filter((reply) => reply.to === "both");
  if (made.length < 2) return replies;
  const each = (text: string) => text.replace(undoWords, "");
  const end = `错了回“撤销”，${made.length}条一起撤。`;
  return [
    ...replies.filter((reply) => reply.to !== "both"),
    recorded(
      [...made.map(({ text }) => each(text)), end].join("\n"),
      [...made.map(({ line }) => each(line)), end].join("\n"),
    ),
  ];
}

/** In a group nothing is asked that needs words. */
const wantsWords = (asked: Question): boolean =>
  asked.kind === "blank" ||
  (asked.kind === "draft" && (asked.order.open ?? []).some((slot) => asked.choices.every((one) => one.slot !== slot)));

/** What is wrong with a record that was read back is asked. */
export async function askMending({ question, origin }: Pending, context: Context): Promise<readonly Reply[]> {
  if (question.kind !== "draft") return [];
  const order = { ...withoutQuestion(question.order), open: [mendSlot] };
  const said = { ...context, message: asSaidAt(origin, context.message) };
  return putQuestion({ ...question, order, choices: [] }, mendQuestion, said);
}

/**
 * A question waits where it is asked: one-to-one if the sender can be reached so. Where another one waited, what that
 * would have kept is kept first.
 */
export async function putQuestion(question: Question, text: string, context: Context): Promise<readonly Reply[]> {
  const { message, talkingIn, tables, now } = context;
  const { account } = message.sender;
  const chat = chatKey(message.privately ?? talkingIn);
  const until = now + lastsOf(question);
  const pending: Pending = { question, origin: originOf(message) };
  const before = await tables.dialogs.ask(account, chat, JSON.stringify(pending), until);
  const left =
    before === undefined
      ? []
      : await keepLeft(readPending(before, { account, chat, expires_at: until }), chat, context);
  return [...left, message.privately ? privately(text) : here(text)];
}

/** A question is left; what was said before it is kept where that needs no answer. */
export async function keepLeft(pending: Pending, chat: string, context: Context): Promise<readonly Reply[]> {
  const { question, origin } = pending;
  const { tables, now } = context;
  if (question.kind === "draft" || (question.kind === "choice" && question.question !== undefined)) {
    const line = await putAside(pending, { account: context.message.sender.account, chat }, tables, now);
    return context.talkingIn.kind === "group" ? [] : [here(line)];
  }
  if (question.kind !== "blank" || !question.standsAnyway) return lost(question, context);
  return carryOn(withSaid(question, null, context.message.sentAt), origin, context);
}

/** Nothing that was said ends without a word, where a word disturbs nobody. */
function lost(question: Question, { talkingIn }: Context): Reply[] {
  const order = question.kind === "choice" ? question.choices[0]?.order : question.order;
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
