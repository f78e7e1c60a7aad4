import { clip } from "../../chinese/privacy/clip.ts";
import type { Filled } from "../../chinese/reader/index.ts";
import { dayOf, formatDay } from "../../chinese/time/index.ts";
import type { Context } from "../context.ts";
import { Ask, listChoices, type Order, type Question } from "../order.ts";
import { placeWords } from "../places.ts";
import { UserError } from "../user-error.ts";
import { type Declared, oneLine } from "./ask.ts";
import { argumentsOf } from "./declare.ts";
import type { Doubt } from "./doubts.ts";
import type { RecordValues } from "./sentence.ts";

type Situation = {
  readonly declared: Declared;
  readonly order: Order;
  readonly context: Context;
  readonly record: Filled;
  readonly values: RecordValues;
  readonly doubts: readonly Doubt[];
};

/** As many are asked about one record; the same once more is no new one. */
const mostQuestions = 2;
/** Slots of a question that reads a record back. */
export const readBackSlot = "yes";
export const mendSlot = "mend";
export const yesWord = "对";
export const mendWord = "改";

/** What must be asked before a record is written, all in one line; null when it can be written. */
export function askOf(situation: Situation): Error | null {
  const { order, declared } = situation;
  const asked = order.open ?? [];
  const open = [...situation.doubts, ...missing(situation)].filter(
    ({ slot }) => order.skipped?.includes(slot) !== true,
  );
  const isStill = (slot: string) => open.some((one) => one.slot === slot);
  const isReadBack = asked.includes(readBackSlot) || asked.includes(mendSlot);
  const isAnswered = asked.some((slot) => slot !== readBackSlot && slot !== mendSlot && !isStill(slot));
  if (asked.length === 0) return open.length > 0 || order.readBack ? question(situation, open) : null;
  // whatever is said to a record that was read back is read back again, until it is right
  if (isReadBack) return question(situation, open);
  if (!isAnswered) {
    if (order.isRepeated === undefined) return question(situation, open, true);
    return giveUp(open, declared);
  }
  // the content was asked for in the same line as the rest: whoever answered that has been asked
  const left = open.filter(({ slot, isNeeded }) => isNeeded || slot !== "text");
  if (left.length === 0) return null;
  return order.asked < mostQuestions ? question(situation, left) : giveUp(left, declared);
}

function giveUp(open: readonly Doubt[], declared: Declared): Error | null {
  const needed = open.find(({ isNeeded }) => isNeeded);
  return needed ? new UserError(`${needed.question}还是没弄清，没记。${oneLine({ declared })}`) : null;
}

/** What was not said at all. */
function missing({ declared, order, context, record, values, doubts }: Situation): readonly Doubt[] {
  const { problems, topics, next, spot, category, companions, promises, content, people } = record;
  const isClear = (slot: string) => doubts.every((one) => one.slot !== slot);
  const isBare = order.rest.trim() === "" && order.sayings === undefined;
  const hasMatter = [problems, topics, promises].some(({ length }) => length > 0) || content !== "" || next !== null;
  const isGroup = context.talkingIn.kind === "group";
  return argumentsOf(declared.args).flatMap((argument): Doubt[] => {
    const { name, asked, required, question = `${argument.title}是？` } = argument;
    const doubt = { slot: name, question, choices: [], isNeeded: required };
    if (name === "place") return values.place === undefined && isClear("person") && isClear("place") ? [doubt] : [];
    if (!asked) return [];
    if (name === "person") return people.length === 0 ? [doubt] : [];
    const isSaid = hasMatter || spot !== null || category !== null || companions.length > 0;
    return name === "text" && !isSaid && (!isGroup || isBare) ? [doubt] : [];
  });
}

function question(situation: Situation, open: readonly Doubt[], isRepeated = false): Error {
  const { declared, order, values, context } = situation;
  const blanks = open.filter(({ choices }) => choices.length === 0);
  const isAsked = open.length > 0;
  const slots = isAsked ? open.map(({ slot }) => slot) : [readBackSlot];
  const next: Order = {
    ...withoutQuestion(order),
    open: slots,
    asked: order.asked + (isRepeated ? 0 : 1),
    ...(isRepeated ? { isRepeated: true } : {}),
  };
  const offered = isAsked
    ? open.flatMap(({ slot, choices }) => choices.map((choice) => ({ slot, ...choice })))
    : [
        { slot: readBackSlot, label: yesWord, value: yesWord },
        { slot: readBackSlot, label: mendWord, value: mendWord },
      ];
  const choices = offered.slice(0, 9);
  const title = `${declared.name}${values.place ? `（${context.places.localName(values.place.id)}）` : ""}`;
  const asked: Question = { kind: "draft", order: next, choices, title };
  const text = `${kept(order, isRepeated)}${order.readBack ? `${line(situation)}。` : ""}${isAsked ? questions(open, choices) : `对吗？${listChoices(choices.map(({ label }) => label))}`}${mayBeLeft(situation, open)}${isAsked ? "" : coming(order)}`;
  const title1 = blanks.length === 0 && isAsked ? "说全一点：" : "";
  return new Ask(text, asked, `${title1}${oneLine({ declared })}`);
}

/** What else the same message tells is seen to come. */
const coming = ({ andThen = [] }: Order): string =>
  andThen.length === 0 ? "" : `（一共${andThen.length + 1}件，接下来：“${clip(andThen.join("；"))}”）`;

/** What did not answer the question is kept all the same. */
const kept = ({ sayings = [] }: Order, isRepeated: boolean): string =>
  isRepeated && sayings.length > 0 ? "内容我记着。" : "";

function questions(open: readonly Doubt[], offered: readonly { readonly slot: string }[]): string {
  const numbers = listChoices(offered.map(() => "")).split(" ");
  let at = 0;
  return open
    .map(({ question: words, choices }) => {
      const own = choices.flatMap(({ label }) => {
        const number = numbers[at++];
        return number ? [`${number}${label}`] : [];
      });
      return `${words}${own.join(" ")}`;
    })
    .join(" ")
    .replace(/？ (?=[^①-⑨]*？)/g, "？");
}

/** What it means to leave out what may be left out. */
function mayBeLeft({ values, context, order }: Situation, open: readonly Doubt[]): string {
  const optional = open.filter(({ isNeeded, choices }) => !isNeeded && choices.length === 0);
  if (optional.length === 0) return "";
  const isPlaceAssumed = order.rest.trim() === "" && order.sayings === undefined && values.place !== undefined;
  const place = isPlaceAssumed && values.place ? `不说村就记${context.places.localName(values.place.id)}，` : "";
  return `（${place}不想说回“跳过”${order.readBack ? `，不对回“${mendWord}”` : ""}）`;
}

/** `谈心：11月30日 东卧牛村 赫书记（主要是低保）` */
function line({ declared, values, context }: Situation): string {
  const { place, person, time, text, promises = [] } = values;
  const when = formatDay(time?.day ?? dayOf(context.message.sentAt), context.now);
  const where = place && placeWords(place, context.places);
  const what = [
    text && clip(text),
    ...promises.map((one) => `承诺“${clip(one.text)}”${one.due ? `${one.due.echo}前` : "没说日期"}`),
  ];
  const topic = what.filter(Boolean).join("；");
  return `${values.kind ?? declared.name}：${[when, where, person?.name].filter(Boolean).join(" ")}${topic ? `（${topic}）` : ""}`;
}

/** As it was before the question was put. */
export function withoutQuestion({ open: _open, isRepeated: _isRepeated, ...order }: Order): Order {
  return order;
}

export const mendQuestion = "改哪里？说对的就行，比如：昨天、西卧牛村、跟赫书记。";
