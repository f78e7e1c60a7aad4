import { type Hit, sticky } from "./scan.ts";

/** A number as written. `exact` is false for 几, 三四, 十来; `han` for Chinese characters; `padded` for `03`. */
export type Numeral = {
  readonly n: number;
  readonly exact: boolean;
  readonly han: boolean;
  readonly padded: boolean;
  /** 七八点: the other of two neighbouring numbers */
  readonly or?: number;
};

const ONES = "一二三四五六七八九";
/** Two neighbouring numbers: somewhere between them. */
const PAIRS = "一二|一两|两三|二三|三四|三五|四五|五六|六七|七八|八九";
const UNIT = " ?[个天日周年月分小刻十礼星点号时]";
const DIGIT = "〇零一二两三四五六七八九";
/** Every character a number can begin with. */
export const NUMERAL_FIRSTS = "0123456789十几好数一二三四五六七八九两百廿卅俩仨〇零";

const numeral = sticky(
  new RegExp(
    [
      "(\\d{1,12}(?:\\.\\d{1,4})?)",
      `(十?几(?:十|百)?|[${ONES}]十几|好几|数十?|[${ONES}]?[十廿](?:${PAIRS})(?=${UNIT})|[${ONES}两]?(?:${PAIRS})(?=${UNIT})十?|[${ONES}]?十[来多])`,
      `([${ONES}两]?百(?:零[${ONES}]|[${ONES}]十[${ONES}]?)?)`,
      `([${ONES}]?十[${ONES}]?|廿[${ONES}]?|卅一?)`,
      `(俩|仨)`,
      `([${DIGIT}]{1,8})`,
    ].join("|"),
  ),
  NUMERAL_FIRSTS,
);

let last: { readonly text: string; readonly at: number; readonly hit: Hit<Numeral> | null } | undefined;

/** Reads the number that begins at a position: Arabic (with decimals) or Chinese up to the hundreds. */
export function readNumeral(text: string, at: number): Hit<Numeral> | null {
  // every reader of dates, clocks and lengths asks for the same number
  if (last?.at === at && last.text === text) return last.hit;
  const hit = numeralAt(text, at);
  last = { text, at, hit };
  return hit;
}

function numeralAt(text: string, at: number): Hit<Numeral> | null {
  const match = numeral(text, at);
  if (!match) return null;
  const [, digits, vague, hundred, ten, pair, string] = match;
  const end = at + match[0].length;
  const han = digits === undefined;
  const exact = vague === undefined;
  const padded = digits !== undefined && digits.length > 1 && digits.startsWith("0");
  let n = Number.NaN;
  if (digits) n = Number(digits);
  else if (vague) n = vague === "几" ? 3 : hanValue(firstOf(vague));
  else if (pair) n = pair === "俩" ? 2 : 3;
  else if (string) n = digitString(string);
  else n = hanValue(hundred ?? ten ?? "");
  const or = vague && neighbour(vague);
  return { value: { n, exact, han, padded, ...(or ? { or } : {}) }, end };
}

function neighbour(text: string): number | undefined {
  const pair = /^(.?[十廿]?)([一二两三四五六七八九])([一二两三四五六七八九])$/.exec(text);
  return pair ? hanValue(`${pair[1]}${pair[3]}`) : undefined;
}

function firstOf(vague: string): string {
  const plain = vague.replace(/[几来多好数]/g, "");
  return neighbour(plain) === undefined ? plain : plain.slice(0, -1);
}

/** 一百二十三 → 123, 二十 → 20, 廿三 → 23; at least 1. */
function hanValue(text: string): number {
  const hundred = /^(.?)百零?(.*)$/.exec(text);
  if (hundred) return (hundred[1] ? one(hundred[1]) : 1) * 100 + (hundred[2] ? hanValue(hundred[2]) : 0);
  const ten = /^(.?)[十廿卅](.?)$/.exec(text);
  if (!ten) return one(text.charAt(0)) || 1;
  const tens = text.startsWith("廿") ? 2 : text.startsWith("卅") ? 3 : ten[1] ? one(ten[1]) : 1;
  return tens * 10 + (ten[2] ? one(ten[2]) : 0);
}

function digitString(text: string): number {
  let n = 0;
  for (const digit of text) n = n * 10 + one(digit);
  return n;
}

function one(digit: string): number {
  if (digit === "两") return 2;
  return ONES.indexOf(digit) + 1;
}

/** 1 for 一 and 1, 7 for 日, 天 and 7. */
export function dayOfWeek(written: string): number {
  return "一二三四五六日".indexOf(written) + 1 || (written === "天" ? 7 : Number(written));
}
