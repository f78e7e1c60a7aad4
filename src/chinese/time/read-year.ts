import { readNumeral } from "./numeral.ts";
import type { YearRef } from "./phrase.ts";
import { type Hit, lexicon, skipBlanks } from "./scan.ts";

const readWord = lexicon<number>([
  ["今年 本年 当年", 0],
  ["明年 来年", 1],
  ["后年", 2],
  ["去年", -1],
  ["前年", -2],
]);

/** The words a year can begin with, besides numbers. */
export const yearFirsts = readWord.firsts;

/** 明年, 2026年, 26年, 二〇二六年. A year alone is no time: something must follow. */
export function readYear(text: string, at: number): Hit<YearRef> | null {
  const word = readWord(text, at);
  if (word) return { value: { years: word.value }, end: afterOf(text, word.end) };
  const number = readNumeral(text, at);
  if (!number?.value.exact) return null;
  const mark = skipBlanks(text, number.end);
  if (text.charAt(mark) !== "年") return null;
  const year = fullYear(number.value.n, number.end - at);
  return year === null ? null : { value: { year }, end: afterOf(text, mark + 1) };
}

export function fullYear(n: number, digits: number): number | null {
  if (digits === 4 && n >= 1950 && n <= 2150) return n;
  return digits === 2 && n >= 20 && n <= 60 ? 2000 + n : null;
}

function afterOf(text: string, at: number): number {
  const end = skipBlanks(text, at);
  return text.charAt(end) === "的" ? end + 1 : end;
}
