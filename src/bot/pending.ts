import { normalise } from "../chinese/normalise.ts";
import { originalSlice } from "../chinese/original-slice.ts";
import type { Recognised } from "../chinese/recognise.ts";
import { runOrder } from "./carry-out.ts";
import type { Command } from "./command.ts";
import type { Context } from "./context.ts";
import { chatKey, type Message } from "./message.ts";
import { choiceMeant, type Order, type Pending, pendingLasts, pendingSchema } from "./order.ts";
import { here, privately, type Reply } from "./reply.ts";

export const skip = "跳过";
export const cancel = "取消";

/** The words of a message without what stands around them: mention, quotation, blanks. */
export function wordsOf(message: Message): string {
  const line = normalise(message.text, message.botNames);
  return originalSlice(message.text, line.folded, line.start, line.end);
}

/** Takes a message as the answer to the question that waits for one; null when it is something else. */
export async function answerPending(
  context: Context,
  dialog: string | null,
  heard: Recognised,
  commands: readonly Command[],
): Promise<readonly Reply[] | null> {
  if (dialog === null) return null;
  const pending = pendingSchema.parse(JSON.parse(dialog));
  const { message, tables } = context;
  const end = () => tables.dialogs.end(message.sender.account, chatKey(message.chat));
  if (heard.kind === "command" && heard.name === cancel) {
    await end();
    return [here("好，不记了。")];
  }
  if (heard.kind === "command" && heard.name === skip) {
    if (pending.kind === "choice") return null;
    await end();
    return fill(pending, null, context, commands);
  }
  if (pending.kind === "choice") {
    const choice =
      pending.choices[
        choiceMeant(
          wordsOf(message),
          pending.choices.map(({ label }) => label),
        )
      ];
    if (!choice) return null;
    await end();
    return runOrder(choice.order, context, commands);
  }
  if (heard.kind === "command" || message.chat.kind === "group") {
    await end();
    return null;
  }
  await end();
  return fill(pending, wordsOf(message), context, commands);
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
