import type { Context } from "../../src/bot/context.ts";
import { Ask, listChoices, type Order } from "../../src/bot/order.ts";

const orderIn = ({ order }: Context): Order => {
  if (!order) throw new Error("something of a motion is asked outside a command");
  return order;
};

/** The order with what was said to the last question behind it, so that the next question leaves none of it. */
function grown(context: Context): Order {
  const order = orderIn(context);
  const { text: more, ...said } = order.said;
  const { of: _of, ...chosen } = order.chosen;
  const isReason = chosen.due === "own";
  const rest = more && !isReason ? `${order.rest} ${answerIn(more, context)}` : order.rest;
  return { ...order, rest, chosen, said: isReason ? order.said : said, asked: order.asked + 1 };
}

/** What was answered: bare numbers are of whom it was asked about. */
export const answerIn = (more: string, { order }: Context): string =>
  order?.chosen.of !== undefined && /^\s*[\d０-９]/u.test(more) ? `${order.chosen.of}${more}` : more;

/** Asks for what is missing, in words; `of`: whose numbers they are. @throws Ask */
export function askMore(question: string, inOneLine: string, context: Context, of?: string): never {
  const asked = grown(context);
  const order = of === undefined ? asked : { ...asked, chosen: { ...asked.chosen, of } };
  throw new Ask(question, { kind: "blank", argument: "text", order, standsAnyway: false }, inOneLine);
}

/** One of several; `null` leaves it all undone. @throws Ask */
export function askWhich(
  question: string,
  labels: readonly { readonly label: string; readonly chosen: Readonly<Record<string, string>> | null }[],
  inOneLine: string,
  context: Context,
): never {
  const order = grown(context);
  const choices = labels.map(({ label, chosen }) => ({
    label,
    order: chosen === null ? null : { ...order, chosen: { ...order.chosen, ...chosen } },
  }));
  const listed = listChoices(labels.map(({ label }) => label));
  throw new Ask(`${question}${listed}`, { kind: "choice", choices }, inOneLine);
}

/** Shown first, done when it is said once more. @throws Ask */
export function askProof(
  proof: string,
  word: string,
  chosen: Readonly<Record<string, string>>,
  context: Context,
): never {
  const order = grown(context);
  const also = [`${word}吧`, `${word}了`, `${word}出去`];
  const choices = [{ label: word, also, order: { ...order, chosen: { ...order.chosen, ...chosen } } }];
  throw new Ask(`${proof}\n回“${word}”就${word}。`, { kind: "choice", choices }, "请私聊我再发一遍。");
}
