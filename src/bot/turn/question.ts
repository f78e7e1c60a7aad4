import { clip } from "../../chinese/privacy/clip.ts";
import type { Context } from "../context.ts";
import { chatKey } from "../message.ts";
import { Ask, lastsOf, type Order, type Pending, type Question, readPending } from "../order.ts";
import { asSaidAt, type Origin, originOf } from "../origin.ts";
import { mendQuestion, mendSlot, withoutQuestion } from "../reading/sentence-question.ts";
import { here, privately, type Reply, recorded } from "../reply.ts";
import { putAside, saidFor } from "./aside.ts";
import { runOrder } from "./carry-out.ts";
import { spokenIn } from "./spoken.ts";

/** Carries out a command as far as it is understood: its answer, a refusal, or a question. */
export async function carryOut(order: Order, context: Context): Promise<readonly Reply[]> {
  const places = order.chosen.places?.split(" ") ?? [];
  if (places.length > 1) return carryOutEach(order, places, context);
  try {
    const replies = await runOrder(order, doing(order, context));
    return [...replies, ...(await goOn(order, context))];
  } catch (error) {
    if (!(error instanceof Ask)) throw error;
    return askFor(error, context);
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

type Asking = { readonly ask: Ask; readonly order: Order };

/** Several matters of one message, in one answer. What only one of them can be asked about, the others are to be sent again for. */
export async function carryOutAll(orders: readonly Order[], context: Context): Promise<readonly Reply[]> {
  const { done, asks } = await runAll(orders, context);
  const [first, ...more] = asks;
  const left = more.map(({ ask: { inOneLine }, order: { rest } }) =>
    privately(`这条没说全，没记：“${clip(rest)}”。${inOneLine}`, inOneLine),
  );
  return [...together(done), ...left, ...(first ? await askFor(first.ask, context) : [])];
}

/** One record for each of several places: what must still be known of all is asked once. */
async function carryOutEach(order: Order, places: readonly string[], context: Context): Promise<readonly Reply[]> {
  const orders = places.map((id) => ({ ...order, chosen: { ...order.chosen, places: id } }));
  const { done, asks } = await runAll(orders, context);
  const [first] = asks;
  const asked = first?.ask.asked;
  if (!first || asked?.kind !== "draft") return [...together(done), ...(first ? await askFor(first.ask, context) : [])];
  const left = asks.map(({ order: { chosen } }) => chosen.places).join(" ");
  const next = { ...asked.order, chosen: { ...asked.order.chosen, places: left } };
  // what is made then must not hang on the keys of what is made already
  const whole = done.length === 0 ? next : { ...next, part: (order.part ?? 1) + places.length };
  const question = `${first.ask.question}${asks.length > 1 ? `（${asks.length}条都记）` : ""}`;
  const ask = new Ask(question, { ...asked, order: whole }, first.ask.inOneLine);
  return [...together(done), ...(await askFor(ask, context))];
}

async function runAll(orders: readonly Order[], context: Context): Promise<{ done: Reply[]; asks: Asking[] }> {
  const done: Reply[] = [];
  const asks: Asking[] = [];
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
  return { done, asks };
}

const askFor = async ({ asked, question, inOneLine }: Ask, context: Context): Promise<readonly Reply[]> =>
  context.talkingIn.kind === "group" && wantsWords(asked)
    ? [privately(inOneLine, inOneLine)]
    : putQuestion(asked, question, context);

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
      made.flatMap(({ subject }) => subject ?? []),
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
  const pending: Pending = { question, origin: originOf(message), text };
  const before = await tables.dialogs.ask(account, chat, JSON.stringify(pending), until);
  const left =
    before === undefined
      ? []
      : await keepLeft(readPending(before, { account, chat, expires_at: until }), chat, context);
  return [...left, message.privately ? privately(text) : here(text)];
}

/** A question is left; what was said before it is kept where that needs no answer. */
export async function keepLeft(pending: Pending, chat: string, context: Context): Promise<readonly Reply[]> {
  const { question, origin, text } = pending;
  if (question.kind === "blank" && question.standsAnyway)
    return carryOn(withSaid(question, null, context.message.sentAt), origin, context);
  const said = saidFor(question);
  if (said === "" || onlyLooksUp(question, context)) return [];
  const { message, talkingIn, tables, now } = context;
  if (question.kind !== "draft" && text === undefined && !("question" in question))
    return talkingIn.kind === "group" ? [] : [here(`刚才那句“${clip(said)}”没记。要记请再发一次。`)];
  const line = await putAside(pending, said, { account: message.sender.account, chat }, tables, now);
  return talkingIn.kind === "group" ? [] : [here(line)];
}

/** What is asked about was to be shown, and nothing of it was to be written. */
export function onlyLooksUp(question: Question, { commands }: Pick<Context, "commands">): boolean {
  const order = question.kind === "choice" ? question.choices[0]?.order : question.order;
  return commands.some(({ name, looksUp }) => looksUp === true && name === order?.command);
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
