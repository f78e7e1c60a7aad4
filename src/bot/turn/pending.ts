import type { Recognised } from "../../chinese/commands/recognise.ts";
import { normalise } from "../../chinese/normalise.ts";
import { originalSlice } from "../../chinese/original-slice.ts";
import { besidesAnswering, goesOn } from "../../chinese/reader/index.ts";
import type { Scene } from "../../store/tables/scene.ts";
import type { Context } from "../context.ts";
import { chatKey, type Message } from "../message.ts";
import { choiceMeant, lastsOf, type Order, type Pending, type Question, readPending } from "../order.ts";
import { asSaidAt } from "../origin.ts";
import { here, type Reply } from "../reply.ts";
import { isAnotherMatter } from "./another-matter.ts";
import { liesAside, resumeWord, saidFor } from "./aside.ts";
import { type DraftAnswer, draftAnswer, draftSkipped } from "./draft-answer.ts";
import type { Ear, Heard } from "./ear.ts";
import { askMending, carryOn, goOn, keepLeft, onlyLooksUp, putQuestion, withSaid } from "./question.ts";
import { spokenIn } from "./spoken.ts";

export const skip = "跳过";
export const cancel = "取消";
/** Words after which a record that is still being asked about is not written. */
const gives: ReadonlySet<string> = new Set([cancel, "撤销"]);
const forget = /^(?:不用|不要|不记|别记|算)了?[。.!！]*$/;
const decline = /^(?:不是|不对|不用|不要|不记|算)了?[。.!！]*$/;

/** The words of a message without what stands around them: mention, quotation, blanks. */
export function wordsOf(message: Message): string {
  const line = normalise(message.text, message.botNames, message.mentioned);
  return originalSlice(message.text, line.folded, line.start, line.end);
}

/** `isOver`: the message was the answer; else there is still to be done what it says. */
export type Answered = {
  readonly replies: readonly Reply[];
  readonly isOver: boolean;
  /** the message whose order this one went on with */
  readonly originKey?: string;
};

/** A message by its form, and who listens to it. */
type Said = { readonly recognised: Recognised; readonly heard: Heard | null; readonly ears: readonly Ear[] };

const not: Answered = { replies: [], isOver: false };

/** Takes a message as the answer to the question that waits for one. */
export async function answerPending(context: Context, { dialog }: Scene, said: Said): Promise<Answered> {
  if (dialog === null) return not;
  const { message, tables } = context;
  const key = { account: message.sender.account, chat: chatKey(message.chat), expires_at: dialog.expiresAt };
  const pending = readPending(dialog.state, key);
  // what lies aside comes forth for what is asked now, which then lies aside
  const { recognised } = said;
  const isResuming = recognised.kind === "command" && recognised.name === resumeWord && recognised.rest === "";
  if (dialog.isOpen && isResuming && (await liesAside(key.account, key.chat, tables))) return not;
  const meant = dialog.isOpen ? await meaningNow(context, said, pending.question) : "leave";
  if (meant === "nothing") return not;
  if (meant === "no such number")
    return { replies: [here("没有这个数，请回前面给的数字。不记了回“取消”。")], isOver: true };
  if (meant === "cannot skip") {
    const what = pending.question.kind === "draft" ? "这个跳不过，少了它没法记" : "这个跳不过，请回前面的数字";
    return { replies: [here(`${what}。不记了回“取消”。`)], isOver: true };
  }
  // a bare number answers the question that stands last in the chat, and none that others have been said after
  const isNumber = /^\s*[0-9０-９①-⑨]\s*$/u.test(wordsOf(message));
  if (isNumber && typeof meant === "object" && !("more" in meant)) {
    const asked = dialog.expiresAt - lastsOf(pending.question);
    if (await tables.outbox.saidSince(key.chat, asked)) {
      const again = await askAgain(pending, context);
      if (again) return { replies: again, isOver: true };
    }
  }
  // of messages that come at once, and the job that takes away what nobody answered, one has the question
  if ((await tables.dialogs.take(key)) === undefined) return not;
  const originKey = pending.origin.key;
  if (meant === "leave") return { replies: await keepLeft(pending, key.chat, context), isOver: false };
  if (meant === "decline") {
    const order = pending.question.kind === "draft" ? pending.question.order : null;
    const next = order ? await goOn(order, { ...context, message: asSaidAt(pending.origin, message) }) : [];
    // where nothing waits to be written, nothing is left unwritten
    const isNothing =
      onlyLooksUp(pending.question, context) ||
      (pending.question.kind === "choice" && saidFor(pending.question) === "");
    return { replies: [here(isNothing ? "好。" : "好，不记了。"), ...next], isOver: true, originKey };
  }
  if (meant === "just talk") return { replies: [here("好，没记，只是说说。")], isOver: true, originKey };
  if (meant === "mend") return { replies: await askMending(pending, context), isOver: true, originKey };
  if ("more" in meant) {
    const isAgain = pending.question.kind === "choice" && pending.question.isRepeated === true;
    const text = isAgain ? "这句也记着。放哪里，回前面的数字。" : `内容我记着。${meant.more.question}`;
    const replies = await putQuestion(meant.more, text, { ...context, message: asSaidAt(pending.origin, message) });
    return { replies, isOver: true, originKey };
  }
  return { replies: await carryOn(meant, pending.origin, context), isOver: true, originKey };
}

/** As below; what is said to the bot beside the question, or is a matter of its own by all that can be known, is no answer. */
async function meaningNow(context: Context, { recognised, heard, ears }: Said, question: Question) {
  // the very words that were offered are the answer, whatever else they mean
  const isOffered = question.kind === "choice" && choiceMeant(wordsOf(context.message), question.choices, false) >= 0;
  if (heard && !isOffered && ears.some((ear) => ear.meanwhile?.(heard))) return "nothing";
  const meant = meaningOf(context, recognised, question);
  if (typeof meant !== "object") return meant;
  const words = wordsOf(context.message);
  if (question.kind === "draft") {
    const saying = "sayings" in meant && meant.sayings?.length !== question.order.sayings?.length;
    const isMending = "sayings" in meant && meant.sayings?.at(-1)?.mends === true;
    return saying && !isMending && (await isAnotherMatter(words, question.order, context)) ? "leave" : meant;
  }
  if (question.kind === "choice" && !("more" in meant)) return meant;
  // asked for words, whatever is said is them
  if (question.kind === "blank" && question.argument === "text") return meant;
  const spoken = await spokenIn(words, context);
  return "order" in spoken && (question.kind === "choice" || spoken.order.readBack) ? "leave" : meant;
}

/** What a message is to the question: the order as it stands with this answer, or what else becomes of the question. */
function meaningOf(
  context: Context,
  heard: Recognised,
  question: Question,
): DraftAnswer | More | "decline" | "just talk" {
  const { message } = context;
  const isDirect = message.chat.kind === "direct";
  const words = wordsOf(message);
  const name = heard.kind === "command" ? heard.name : null;
  if (question.kind === "draft") {
    if (heard.kind === "command" && gives.has(heard.name) && heard.rest === "") return "decline";
    if (isDirect && forget.test(words)) return "decline";
    if (name === skip) return draftSkipped(question);
    return name !== null ? "leave" : draftAnswer(question, words, context);
  }
  if ((isDirect && decline.test(words)) || (heard.kind === "command" && name === cancel && heard.rest === ""))
    return "decline";
  if (question.kind === "choice") {
    if (name === skip) return "cannot skip";
    const choice = question.choices[choiceMeant(words, question.choices, isDirect)];
    if (choice) return choice.order ?? "just talk";
    // another order comes first: a number said after it answers nothing
    if (name !== null && isDirect) return "leave";
    return isDirect && question.question !== undefined ? beside(words, question, context) : "nothing";
  }
  if (name === skip) return withSaid(question, null, message.sentAt);
  if (name !== null || !isDirect) return "leave";
  // asked for words, whatever is said is them
  const is = question.argument === "text" ? null : besidesAnswering(words, context.reader);
  if (is === "anew") return "leave";
  if (is === "meanwhile" && !question.standsAnyway) return "nothing";
  return withSaid(question, words, message.sentAt);
}

type More = { readonly more: Choice };
type Choice = Extract<Question, { kind: "choice" }>;

/** What chooses nothing and only goes on goes with the words that are to be put somewhere. */
function beside(words: string, question: Choice, { reader }: Context): More | "nothing" | "leave" {
  const is = besidesAnswering(words, reader);
  if (is !== null) return is === "anew" ? "leave" : "nothing";
  // a sentence of its own is one
  if (!goesOn(words)) return "leave";
  const choices = question.choices.map(({ label, order }) => ({
    label,
    order: order && { ...order, rest: `${order.rest}\n${words}` },
  }));
  return { more: { ...question, choices, isRepeated: true } };
}

/** The same question, as the last thing in the chat. */
async function askAgain({ question, origin }: Pending, context: Context): Promise<readonly Reply[] | null> {
  if (question.kind !== "draft") return null;
  const { isRepeated: _isRepeated, open: _open, ...order } = question.order;
  return carryOn({ ...order, asked: Math.max(0, order.asked - 1) }, origin, context);
}

/** `是要 /谈心 吗？回“。”就是` */
export const suggestCommand = (order: Order, context: Context): Promise<readonly Reply[]> =>
  putQuestion(
    { kind: "choice", choices: [{ label: "。", order }] },
    `是要 /${order.command} 吗？回“。”就是。`,
    context,
  );
