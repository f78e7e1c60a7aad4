import type { Recognised } from "../../chinese/commands/recognise.ts";
import { normalise } from "../../chinese/normalise.ts";
import { originalSlice } from "../../chinese/original-slice.ts";
import type { Scene } from "../../store/tables/scene.ts";
import type { Context } from "../context.ts";
import { chatKey, type Message } from "../message.ts";
import { choiceMeant, type Order, type Question, readPending } from "../order.ts";
import { here, type Reply } from "../reply.ts";
import { carryOn, keepLeft, putQuestion, withSaid } from "./question.ts";

export const skip = "跳过";
export const cancel = "取消";
const decline = /^(?:不是|不对|不用|不要|不记|算)了?[。.!！]*$/;

/** The words of a message without what stands around them: mention, quotation, blanks. */
export function wordsOf(message: Message): string {
  const line = normalise(message.text, message.botNames);
  return originalSlice(message.text, line.folded, line.start, line.end);
}

/** `isOver`: the message was the answer; else there is still to be done what it says. */
export type Answered = {
  readonly replies: readonly Reply[];
  readonly isOver: boolean;
  /** the message whose order this one went on with */
  readonly originKey?: string;
};

const not: Answered = { replies: [], isOver: false };

/** Takes a message as the answer to the question that waits for one. */
export async function answerPending(context: Context, { dialog }: Scene, heard: Recognised): Promise<Answered> {
  if (dialog === null) return not;
  const { message, tables } = context;
  const key = { account: message.sender.account, chat: chatKey(message.chat), expires_at: dialog.expiresAt };
  const pending = readPending(dialog.state, key);
  const meant = dialog.isOpen ? meaningOf(message, heard, pending.question) : "leave";
  if (meant === "nothing") return not;
  if (meant === "cannot skip") return { replies: [here("这个跳不过，请回前面的数字。不记了回“取消”。")], isOver: true };
  // of messages that come at once, and the job that takes away what nobody answered, one has the question
  if ((await tables.dialogs.take(key)) === undefined) return not;
  const originKey = pending.origin.key;
  if (meant === "leave") return { replies: await keepLeft(pending, context), isOver: false };
  if (meant === "decline") return { replies: [here("好，不记了。")], isOver: true, originKey };
  return { replies: await carryOn(meant, pending.origin, context), isOver: true, originKey };
}

/** What a message is to the question: the order as it stands with this answer, or what else becomes of the question. */
function meaningOf(
  message: Message,
  heard: Recognised,
  question: Question,
): Order | "nothing" | "leave" | "decline" | "cannot skip" {
  const isDirect = message.chat.kind === "direct";
  const words = wordsOf(message);
  const name = heard.kind === "command" ? heard.name : null;
  if ((isDirect && decline.test(words)) || (heard.kind === "command" && name === cancel && heard.rest === ""))
    return "decline";
  if (question.kind === "choice") {
    if (name === skip) return "cannot skip";
    const labels = question.choices.map(({ label }) => label);
    return question.choices[choiceMeant(words, labels, isDirect)]?.order ?? "nothing";
  }
  if (name === skip) return withSaid(question, null, message.sentAt);
  if (name !== null || !isDirect) return "leave";
  return withSaid(question, words, message.sentAt);
}

/** `是要 /谈心 吗？回“。”就是` */
export const suggestCommand = (order: Order, context: Context): Promise<readonly Reply[]> =>
  putQuestion(
    { kind: "choice", choices: [{ label: "。", order }] },
    `是要 /${order.command} 吗？回“。”就是。`,
    context,
  );
