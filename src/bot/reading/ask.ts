import type { z } from "zod";
import { clip } from "../../chinese/privacy/clip.ts";
import type { Context } from "../context.ts";
import { Ask, besides, listChoices, type Order } from "../order.ts";
import { UserError } from "../user-error.ts";
import type { Argument } from "./declare.ts";

/** A command, or one of its forms, as far as reading goes. */
export type Declared = {
  readonly name: string;
  readonly args: z.ZodObject;
  readonly examples: readonly [string, ...string[]];
  readonly sentence?: "谈心" | "走访";
};

/** What an argument is read for: an order, by whom and where. */
export type Occasion = {
  readonly declared: Declared;
  readonly order: Order;
  readonly context: Context;
  /** nothing but the name was said: everything is asked for, one question after the other */
  readonly isBare: boolean;
};

/** What an argument was read as, and what of the text is left. */
export type Taken<Value> = { readonly value: Value | undefined; readonly rest: string };

const mostQuestions = 3;

export const example = ({ declared }: Pick<Occasion, "declared">): string => `例：${declared.examples[0]}`;

/** How to write it in one line, for a group, where nothing is asked. */
export const oneLine = (occasion: Pick<Occasion, "declared">): string => `一行写完，${example(occasion)}`;

/** Several are meant equally well: which one? `value` is what `order.chosen` will hold. */
export function whichOf(
  choices: readonly { readonly value: string; readonly label: string }[],
  question: string,
  { name, title }: Argument,
  occasion: Occasion,
): Error {
  const { order } = occasion;
  if (order.asked >= mostQuestions) return new UserError(`还是没弄清${title}。${example(occasion)}`);
  const offered = choices.slice(0, 9).map(({ value, label }) => ({
    label,
    order: { ...order, asked: order.asked + 1, chosen: { ...order.chosen, [name]: value } },
  }));
  const text = `${question}${listChoices(offered.map(({ label }) => label))}`;
  return new Ask(text, { kind: "choice", choices: offered }, `${title}说全一点：${oneLine(occasion)}`);
}

/** Whether something that may be left out is asked for all the same. */
export function shouldAsk({ name, asked, reading }: Argument, { order, context, isBare }: Occasion): boolean {
  // in a group nothing can be asked: who was met, and where, is a record also without words
  if (context.talkingIn.kind === "group" && !isBare && reading.kind !== "person") return false;
  return (
    asked === true &&
    order.asked < mostQuestions &&
    order.said[name] === undefined &&
    Object.keys(order.fields).length === 0
  );
}

/** Something was not said. `because`: what was wrong with the last answer. */
export function missing({ name, title, question, fallback }: Argument, occasion: Occasion, because = ""): Error {
  const { order } = occasion;
  const how = oneLine(occasion);
  const said = order.said[name];
  if (order.asked >= mostQuestions || said === null) return new UserError(`${because}缺${title}，没记。${how}`);
  const again = fallback === "own" && said !== undefined;
  const asked = { ...order, asked: order.asked + 1, ...(again ? { beside: besides(order, said) } : {}) };
  const what = question ?? `${title}是？`;
  const why = because || (said === undefined ? "" : `没听懂“${clip(said)}”。`);
  const text = again ? `没听出是哪个${title}。${what}不想说回“跳过”。` : `${why}${what}`;
  return new Ask(text, { kind: "blank", argument: name, order: asked, standsAnyway: fallback === "own" }, how);
}
