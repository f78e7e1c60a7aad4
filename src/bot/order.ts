import { z } from "zod";
import { fold } from "../chinese/fold.ts";
import type { DialogKey } from "../store/tables/dialogs.ts";
import { parseChatKey } from "./message.ts";
import { originSchema } from "./origin.ts";

/** A command as it was understood so far: what was typed, and what was chosen or said since. */
export const orderSchema = z.object({
  command: z.string(),
  /** the alias, where it says more than the name */
  calledAs: z.string().optional(),
  /** the form that was chosen by its word, which `rest` holds no more */
  form: z.string().optional(),
  rest: z.string(),
  fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  /** argument name to the id that was chosen among several */
  chosen: z.record(z.string(), z.string()),
  /** argument name to what was said when it was asked for; null was skipped */
  said: z.record(z.string(), z.string().nullable()),
  /** argument name to when that was said: an answer's own 半小时后 counts from the answer */
  saidAt: z.record(z.string(), z.number()).optional(),
  /** what was said instead of answers, in order: it belongs to the matter */
  beside: z.array(z.string()).optional(),
  /** of a list, from 1 */
  page: z.number().int().positive().optional(),
  /** questions asked so far */
  asked: z.number(),
  /** of a record that is read as a sentence: the words that tell it stand in `rest` */
  spoken: z.literal(true).exactOptional(),
  /** nothing is written before a yes */
  readBack: z.literal(true).exactOptional(),
  /** what was said of it since, and what it was to answer; `mends`: it takes the place of what was there */
  sayings: z
    .array(
      z.object({
        text: z.string(),
        at: z.number(),
        asked: z.array(z.string()),
        mends: z.literal(true).exactOptional(),
      }),
    )
    .exactOptional(),
  /** which of several that came of one message, from 2 on */
  part: z.number().exactOptional(),
  /** sentences of the same message that are still to be read back */
  andThen: z.array(z.string()).exactOptional(),
  /** slots that somebody would not say */
  skipped: z.array(z.string()).exactOptional(),
  /** slots that the last question asked for */
  open: z.array(z.string()).exactOptional(),
  /** the last question came once more, because nothing had answered it */
  isRepeated: z.literal(true).exactOptional(),
});
export type Order = z.infer<typeof orderSchema>;

export const newOrder = (command: string, rest: string, fields: Order["fields"] = {}, calledAs?: string): Order => ({
  command,
  ...(calledAs === undefined ? {} : { calledAs }),
  rest,
  fields,
  chosen: {},
  said: {},
  asked: 0,
});

/** All that was said of an order, over all its questions, as one text. */
export const sayingOf = ({ command, form, rest, fields, chosen, said, sayings = [] }: Order): string =>
  JSON.stringify([command, form, rest, fields, chosen, said, sayings.map(({ text }) => text)]);

/** `also`: by which words it goes too, where somebody is asked one-to-one */
const choice = { label: z.string(), also: z.array(z.string()).exactOptional() };

/** A question for its answer: one of several choices, or whatever is said next. */
const questionSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("choice"),
    /** `order` null: nothing is to be done */
    choices: z.array(z.object({ ...choice, order: orderSchema.nullable() })),
    /** said with the choices; then what is no answer goes with the matter, and this is asked again */
    question: z.string().exactOptional(),
    /** it was asked again once */
    isRepeated: z.literal(true).exactOptional(),
  }),
  z.object({
    kind: z.literal("blank"),
    argument: z.string(),
    order: orderSchema,
    /** what was said so far is kept also when this is never answered */
    standsAnyway: z.boolean(),
  }),
  z.object({
    kind: z.literal("draft"),
    order: orderSchema,
    /** offered under one row of numbers: which slot, what is said of it, what `order.chosen` will hold */
    choices: z.array(z.object({ ...choice, slot: z.string(), value: z.string() })),
    /** what it is, where a line speaks of it: `谈心（东卧牛村）` */
    title: z.string(),
  }),
]);
export type Question = z.infer<typeof questionSchema>;

/** A question that waits, with the message whose order it belongs to, and as it was put. */
const pendingSchema = z.object({ question: questionSchema, origin: originSchema, text: z.string().exactOptional() });
export type Pending = z.infer<typeof pendingSchema>;

const minute = 60_000;
/** Ten minutes, then a question is forgotten. */
export const pendingLasts = 10 * minute;
/** What is told of a record waits longer: people are called away. */
export const lastsOf = ({ kind }: Question): number => (kind === "draft" ? 30 * minute : pendingLasts);

/** 0.1.0 called the alias `as`. */
const inOwnWords = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && "as" in value ? { ...value, calledAs: value.as } : value;

/** Opens what lies in `dialogs`. */
export function readPending(state: string, { account, chat, expires_at }: DialogKey): Pending {
  const stored: unknown = JSON.parse(state);
  const whole = pendingSchema.safeParse(stored);
  if (whole.success) return whole.data;
  // 0.1.0 wrote the question alone; one may be open while the program is renewed
  const key = `unanswered:${account}:${chat}:${expires_at}`;
  const said = { key, chat: parseChatKey(chat), sentAt: expires_at - pendingLasts, quote: null };
  return {
    question: questionSchema.parse(JSON.parse(state, inOwnWords)),
    origin: { ...said, answers: "push", hears: "unknown" },
  };
}

const circled = "①②③④⑤⑥⑦⑧⑨";

/** `①东卧牛村 ②西卧牛村` */
export const listChoices = (labels: readonly string[]): string =>
  labels
    .slice(0, circled.length)
    .map((label, index) => `${circled[index]}${label}`)
    .join(" ");

/** With one more thing that was said and is no answer. */
export const besides = ({ beside = [] }: Order, said: string): string[] => [...beside, said];

const numerals = "一二三四五六七八九";
/** UTF-16 units; what is longer names no choice, and is not looked through for one */
const longestChoice = 200;
const yes = /^(?:是的?|对的?|好的?|嗯|行|可以|要)$/;

/**
 * Which choice an answer means: its sign, its number or its words; -1 for none. `loosely`, where every message is
 * meant for the bot, also 第二个, a part that only one choice has, and 是 to a question with one.
 */
export function choiceMeant(
  answer: string,
  choices: readonly { readonly label: string; readonly also?: readonly string[] }[],
  loosely: boolean,
): number {
  if (answer.length > longestChoice) return -1;
  const plain = (text: string) => fold(text).text.replace(/\s/g, "");
  const said = plain(answer);
  const names = choices.map(({ label }) => plain(label));
  if (names.includes(said)) return names.indexOf(said);
  if (/^[1-9]$/.test(said)) return Number(said) <= choices.length ? Number(said) - 1 : -1;
  if (!loosely) return -1;
  const words = said.replace(/[\p{P}\p{S}]+$/u, "");
  const alike = choices.findIndex(
    ({ also = [] }) => also.includes(words) || also.includes(words.replace(/[吧了的啊呀]+$/u, "")),
  );
  if (alike >= 0) return alike;
  // a yes-or-no question
  if (choices.length === 1) return yes.test(words) || ([...words].length > 1 && names[0]?.startsWith(words)) ? 0 : -1;
  const [, digit = "", more = ""] = /^(?:第|选)?([1-9一二三四五六七八九])(?:个|位|号)?[、.,]?(.*)$/u.exec(words) ?? [];
  const index = digit === "" ? -1 : numerals.includes(digit) ? numerals.indexOf(digit) : Number(digit) - 1;
  if (index >= 0 && index < names.length && (more === "" || names[index]?.includes(more))) return index;
  if ([...words].length < 2) return -1;
  const holding = names.filter((name) => name.includes(words));
  return holding.length === 1 ? names.indexOf(holding[0] ?? "") : -1;
}

/** Something must be asked before the order can be carried out. */
export class Ask extends Error {
  override readonly name = "Ask" as const;
  readonly question: string;
  readonly asked: Question;
  /** how to write it in one line, for a group where nothing can be asked */
  readonly inOneLine: string;

  constructor(question: string, asked: Question, inOneLine: string) {
    super("a question must be asked first");
    this.question = question;
    this.asked = asked;
    this.inOneLine = inOneLine;
  }
}
