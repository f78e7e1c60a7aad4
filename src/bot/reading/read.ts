import type { z } from "zod";
import type { Context } from "../context.ts";
import type { Order } from "../order.ts";
import { UserError } from "../user-error.ts";
import { type Declared, example, missing, type Occasion, shouldAsk, type Taken } from "./ask.ts";
import { type Argument, argumentsOf, type PlaceValue } from "./declare.ts";
import { readNumbers } from "./number.ts";
import { readPerson } from "./person.ts";
import { readPlace, skippedPlace } from "./place.ts";
import { readSentence } from "./sentence.ts";
import { readTimeWords } from "./time.ts";
import { readWhom } from "./whom.ts";
import { readText, readWord } from "./words.ts";

/** What was read so far, by the arguments' names. */
type Values = Readonly<Record<string, unknown>>;

const nothingMore = /^\s*(?:的人?|人)?[\s\p{P}]*$/u;

/** Said with a word and no part of anything: 撤销吧, 回村了哈. */
const saysNothing = /^(?:[\s\p{P}\p{S}]|[的了吧啊呀呢哈嘛哦嗯啦嘞到]|为止|一下|谢谢|谢了|麻烦)*$/u;

/** `left`: what no argument took. */
type Read<Args extends z.ZodObject> = { readonly args: z.infer<Args>; readonly left: string };

/** Reads an order's words into the arguments of a declaration. @throws UserError or Ask */
export async function readArguments<Args extends z.ZodObject>(
  declared: Declared & { readonly args: Args },
  order: Order,
  context: Context,
): Promise<Read<Args>> {
  if (declared.sentence) {
    const { sentence } = declared;
    const values = await readSentence({ ...declared, sentence }, order, context);
    return { args: declared.args.parse(values) as z.infer<Args>, left: "" };
  }
  const isBare = order.rest.trim() === "" && Object.keys(order.fields).length === 0;
  const occasion: Occasion = { declared, order, context, isBare };
  const values: Record<string, unknown> = {};
  let line = order.rest;
  for (const argument of argumentsOf(declared.args)) {
    const { value, rest } = await take(argument, line, values, occasion);
    line = rest;
    if (value !== undefined) values[argument.name] = value;
    else if (argument.required || shouldAsk(argument, occasion)) throw missing(argument, occasion);
  }
  return { args: declared.args.parse(values) as z.infer<Args>, left: saysNothing.test(line) ? "" : line.trim() };
}

/** One argument, from its field, from the answer to its question or from the line, and what is left of the line. */
async function take(argument: Argument, line: string, values: Values, occasion: Occasion): Promise<Taken<unknown>> {
  const { label, name, reading } = argument;
  const { said, saidAt } = occasion.order;
  if (label !== undefined) return { value: await field(argument, label, values, occasion), rest: line };
  const answer = said[name];
  if (answer === undefined) return from(line, argument, values, occasion);
  if (answer === null)
    return { value: reading.kind === "place" ? skippedPlace(argument, occasion) : undefined, rest: line };
  // asked for and answered: read from the answer, not from the line; what else it says stands before the line
  const { value, rest } = await from(answer, argument, values, occasion, saidAt?.[name]);
  return { value, rest: value === undefined || nothingMore.test(rest) ? line : `${rest.trim()} ${line}` };
}

async function field(argument: Argument, label: string, values: Values, occasion: Occasion): Promise<unknown> {
  const given = occasion.order.fields[label];
  if (given === undefined) return undefined;
  const texts = typeof given === "string" ? [given] : given;
  if (argument.many) return texts;
  const { value } = await from(texts.at(-1) ?? "", argument, values, occasion);
  if (value === undefined) throw new UserError(`没听懂“${label}”。${example(occasion)}`);
  return value;
}

/** `saidAt`: when the text was said, where it is an answer. */
async function from(
  text: string,
  argument: Argument,
  values: Values,
  occasion: Occasion,
  saidAt = occasion.context.message.sentAt,
): Promise<Taken<unknown>> {
  switch (argument.reading.kind) {
    case "place":
      return readPlace(text, argument, occasion);
    case "person":
      return readPerson(text, argument, values.place as PlaceValue | undefined, occasion);
    case "whom":
      return readWhom(text, argument, occasion);
    case "time":
      return readTimeWords(text, argument, { use: argument.reading.use, sentAt: saidAt }, occasion);
    case "numbers":
      return readNumbers(text);
    case "word":
      return readWord(text);
    case "text":
      return readText(text);
  }
}
