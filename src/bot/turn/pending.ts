import type { Recognised } from "../../chinese/commands/recognise.ts";
import { normalise } from "../../chinese/normalise.ts";
import { originalSlice } from "../../chinese/original-slice.ts";
import type { Scene } from "../../store/tables/scene.ts";
import type { Command } from "../command/command.ts";
import type { Context } from "../context.ts";
import { chatKey, type Message } from "../message.ts";
import { choiceMeant, type Order, type Pending, pendingLasts, pendingSchema } from "../order.ts";
import { here, privately, type Reply } from "../reply.ts";
import { runOrder } from "./carry-out.ts";

export const skip = "跳过";
export const cancel = "取消";
const decline = /^(?:不是|不对|不用|不要|不记|算)了?[。.!！]*$/;

/** The words of a message without what stands around them: mention, quotation, blanks. */
export function wordsOf(message: Message): string {
  const line = normalise(message.text, message.botNames);
  return originalSlice(message.text, line.folded, line.start, line.end);
}

/** `isOver`: the message was the answer; else there is still to be done what it says. */
export type Answered = { readonly replies: readonly Reply[]; readonly isOver: boolean };

const not: Answered = { replies: [], isOver: false };
const over = (replies: readonly Reply[]): Answered => ({ replies, isOver: true });

/** Takes a message as the answer to the question that waits for one. */
export async function answerPending(
  context: Context,
  { dialog, lapsedDialog }: Pick<Scene, "dialog" | "lapsedDialog">,
  heard: Recognised,
  commands: readonly Command[],
): Promise<Answered> {
  if (lapsedDialog !== null) return leave(pendingSchema.parse(JSON.parse(lapsedDialog)), context, commands);
  if (dialog === null) return not;
  const pending = pendingSchema.parse(JSON.parse(dialog));
  const { message, tables } = context;
  const end = () => tables.dialogs.end(message.sender.account, chatKey(message.chat));
  const declines = message.chat.kind === "direct" && decline.test(wordsOf(message));
  if (declines || (heard.kind === "command" && heard.name === cancel && heard.rest === "")) {
    await end();
    return over([here("好，不记了。")]);
  }
  if (heard.kind === "command" && heard.name === skip) {
    if (pending.kind === "choice") return over([here("这个跳不过，请回前面的数字。不记了回“取消”。")]);
    await end();
    return over(await fill(pending, null, context, commands));
  }
  if (pending.kind === "choice") {
    const choice =
      pending.choices[
        choiceMeant(
          wordsOf(message),
          pending.choices.map(({ label }) => label),
          message.chat.kind === "direct",
        )
      ];
    if (!choice) return not;
    await end();
    return over(await runOrder(choice.order, context, commands));
  }
  if (heard.kind === "command" || message.chat.kind === "group") return leave(pending, context, commands);
  await end();
  return over(await fill(pending, wordsOf(message), context, commands));
}

/** The question is left; what was said before it is kept where that needs no answer. */
async function leave(pending: Pending, context: Context, commands: readonly Command[]): Promise<Answered> {
  const { message, tables } = context;
  await tables.dialogs.end(message.sender.account, chatKey(message.chat));
  if (pending.kind !== "blank" || !pending.standsAnyway) return not;
  // a record apart from the one that this message itself may make
  const apart = { ...context, message: { ...message, key: `${message.key}#left` } };
  return { replies: await fill(pending, null, apart, commands), isOver: false };
}

function fill(
  pending: Extract<Pending, { kind: "blank" }>,
  said: string | null,
  context: Context,
  commands: readonly Command[],
) {
  const order = { ...pending.order, said: { ...pending.order.said, [pending.argument]: said } };
  return runOrder(order, context, commands);
}

/** `是要 /谈心 吗？回“。”就是` */
export async function suggestCommand(order: Order, context: Context): Promise<readonly Reply[]> {
  const { message, tables, now } = context;
  const pending: Pending = { kind: "choice", choices: [{ label: "。", order }] };
  const chat = message.privately ?? message.chat;
  await tables.dialogs.ask(message.sender.account, chatKey(chat), JSON.stringify(pending), now + pendingLasts);
  const question = `是要 /${order.command} 吗？回“。”就是。`;
  return [message.privately ? privately(question) : here(question)];
}
