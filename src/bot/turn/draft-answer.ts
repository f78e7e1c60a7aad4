import { fold } from "../../chinese/fold.ts";
import { besidesAnswering } from "../../chinese/reader/index.ts";
import type { Context } from "../context.ts";
import { choiceMeant, type Order, type Question } from "../order.ts";
import { mendSlot, mendWord, readBackSlot, yesWord } from "../reading/sentence-question.ts";

export type Draft = Extract<Question, { kind: "draft" }>;

/**
 * The order with this answer; `mend`: it is asked what is wrong. `leave`: a matter of its own comes first. `nothing`: not
 * for this question, which stands. `no such number`, `cannot skip`: it stands and that is said.
 */
export type DraftAnswer = Order | "mend" | "leave" | "nothing" | "no such number" | "cannot skip";

const yes = /^(?:对|是|好|行|嗯|可以|没错|没问题|正确|ok|yes)[的了呀啊嘞滴]*[。.!！~]*$/i;
const wrong = /^(?:不对|不是|错了|有错|改|改一下|要改|修改|不)[了的呀啊]*[。.!！~]*$/;
/** What a correction begins with. */
const mends = /^(?:不对|不是|错了|应该是|改成|改为|换成|改|[写记说弄搞]错了|是(?!的))/;
/** Said by whoever has lost the thread: the question is put again. */
const lost =
  /^(?:[?]+|(?:我|刚才|现在)?(?:记|说|问|讲)到(?:哪|啥地方)[儿里]?了?[呀啊?。]*|(?:啥|什么)意思[呀啊?。]*|(?:你)?(?:刚才)?问(?:的|我)?(?:是)?(?:啥|什么)[呀啊?。]*)$/;
/** Without these there is no record. */
const cannotBeSkipped = new Set(["place", "places", readBackSlot, mendSlot]);

/** Takes what somebody says as the answer to the question about a record. */
export function draftAnswer(question: Draft, words: string, context: Context): DraftAnswer {
  const { message, reader } = context;
  const isDirect = message.chat.kind === "direct";
  const { order, choices } = question;
  const open = order.open ?? [];
  const chosen = chosenBy(words, question, isDirect);
  if (chosen === "no such number") return chosen;
  const isReadBack = open.includes(readBackSlot);
  const said = fold(words).text.trim();
  if (isReadBack && isDirect && !chosen) {
    if (yes.test(said)) return confirmed(order);
    if (wrong.test(said)) return "mend";
  }
  if (chosen) {
    if (chosen[readBackSlot] === mendWord) return "mend";
    if (chosen[readBackSlot] === yesWord) return confirmed(order);
    return { ...order, chosen: { ...order.chosen, ...chosen } };
  }
  if (!isDirect) return "nothing";
  if (lost.test(said)) return putAgain(order);
  // 对 to what was read back with a question is no answer to the question, and all there is to say
  if (order.readBack && yes.test(said))
    return open.some((slot) => cannotBeSkipped.has(slot)) || choices.length > 0
      ? "nothing"
      : confirmed({ ...order, skipped: [...(order.skipped ?? []), ...open] });
  if (order.readBack && wrong.test(said)) return "mend";
  const beside = besidesAnswering(words, reader);
  if (beside === "anew") return "leave";
  if (beside === "meanwhile" && !open.includes("text")) return "nothing";
  const isMending = open.includes(mendSlot) || ((isReadBack || order.readBack === true) && mends.test(said));
  const saying = { text: words, at: message.sentAt, asked: open, ...(isMending ? { mends: true as const } : {}) };
  return choices.length > 0 && words.trim() === ""
    ? "nothing"
    : { ...order, sayings: [...(order.sayings ?? []), saying] };
}

/** What nobody wants to say is left out. */
export function draftSkipped({ order }: Draft): DraftAnswer {
  const slots = (order.open ?? []).filter((slot) => !cannotBeSkipped.has(slot));
  if (slots.length === 0) return "cannot skip";
  return { ...order, skipped: [...(order.skipped ?? []), ...slots] };
}

function putAgain({ open: _open, isRepeated: _isRepeated, ...order }: Order): Order {
  return { ...order, asked: Math.max(0, order.asked - 1) };
}

function confirmed({ open: _open, readBack: _readBack, isRepeated: _isRepeated, ...order }: Order): Order {
  return order;
}

const circled = "①②③④⑤⑥⑦⑧⑨";

/** `①③`, `1 3`, or the words of one choice. */
function chosenBy(
  words: string,
  { choices }: Draft,
  loosely: boolean,
): Record<string, string> | "no such number" | null {
  const numbers = [...words.normalize("NFC")].flatMap((char) => {
    const at = circled.indexOf(char);
    const digit = char.normalize("NFKC");
    return at >= 0 ? [at + 1] : /^[0-9]$/.test(digit) ? [Number(digit)] : [];
  });
  const isNumbers = /^[\s、,，.。和①-⑨0-9０-９]+$/u.test(words) && numbers.length > 0;
  if (isNumbers && choices.length > 0) {
    const picked = numbers.map((number) => choices[number - 1]);
    const found = picked.flatMap((choice) => choice ?? []);
    if (found.length < picked.length) return "no such number";
    return Object.fromEntries(found.map(({ slot, value }) => [slot, value]));
  }
  const at = choiceMeant(words, choices, loosely && choices.length > 1);
  const choice = choices[at];
  return choice ? { [choice.slot]: choice.value } : null;
}
