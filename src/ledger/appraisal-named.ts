import type { Scale } from "./appraisal-templates.ts";
import type { BallotLine, Typed } from "./appraisal-words.ts";

/** What is hardly a grade and no sentence either. */
const shortest = 4;
const between = /^[\s,;、。.!和跟]+/u;
const figures = "一二三四五六七八九十";
const numbered = new RegExp(`^第?(\\d{1,3}|[${figures}]{1,3})\\s*(号|项|位|个)?`, "u");

const numberIn = (word: string): number => {
  if (/^\d/u.test(word)) return Number(word);
  const [tens, ones] = word.includes("十") ? word.split("十") : ["", word];
  const of = (figure: string | undefined, otherwise: number) => (figure ? [...figures].indexOf(figure) + 1 : otherwise);
  return (word.includes("十") ? of(tens, 1) * 10 : 0) + of(ones, 0);
};

type Called = { readonly at: number; readonly rest: string };

/** The line whose number or name a text begins with. */
function lineCalled(text: string, lines: readonly BallotLine[], scale: Scale): Called | null {
  // 给 may be the grade itself
  const rest = (length: number) =>
    text.slice(length).replace(/^(?:(?:的|同志|书记|主任|支书|村长)?[\s:、.是打给选])*(?:同志|书记|主任)?(?=\S)/u, "");
  const [whole = "", word = "", unit] = numbered.exec(text) ?? [];
  const isSpelt = word !== "" && !/^\d/u.test(word);
  if (word !== "" && (unit !== undefined || (scale !== null && !isSpelt))) {
    const at = lines.findIndex(({ number }) => number === numberIn(word));
    return at < 0 ? null : { at, rest: rest(whole.length) };
  }
  const calls = lines
    .flatMap((line, at) => line.calls.map((call) => ({ call, at })))
    .filter(({ call }) => call.length > 1 && text.startsWith(call))
    .sort((one, other) => other.call.length - one.call.length);
  const [first] = calls;
  if (!first) return null;
  // two of one name are told apart by their numbers
  if (calls.some(({ call, at }) => call === first.call && at !== first.at)) return null;
  return { at: first.at, rest: rest(first.call.length) };
}

/** The grade a text begins with, where nothing that belongs to it stands behind. */
function gradeFirst(text: string, lines: readonly BallotLine[], scale: Scale): Called | null {
  const words = scale?.map(({ word }, at) => ({ word, at })) ?? [];
  const number = /^(?:100|\d{1,2})(?!\d)/u.exec(text)?.[0];
  const found =
    scale === null
      ? number !== undefined && { word: number, at: Number(number) }
      : words.filter(({ word }) => text.startsWith(word)).sort((one, other) => other.word.length - one.word.length)[0];
  if (!found) return null;
  const rest = text.slice(found.word.length).replace(/^(?:分|的|了|吧|票)?(?=$|[\s,;、。.!])/u, "");
  const ends = rest === "" || between.test(rest) || lineCalled(rest, lines, scale) !== null;
  return ends ? { at: found.at, rest } : null;
}

/** `王建国 较好`, `3号好`, several of them with or without commas between. Null: no line is named. */
export function byName(words: string, lines: readonly BallotLine[], scale: Scale): Typed | null {
  const grades = new Map<number, number>();
  let unclear: BallotLine | null = null;
  for (let rest = words.replace(between, ""); rest !== ""; rest = rest.replace(between, "")) {
    const called = lineCalled(rest, lines, scale);
    const grade = called && gradeFirst(called.rest, lines, scale);
    if (called && grade) {
      grades.set(called.at, grade.at);
      rest = grade.rest;
      continue;
    }
    const [word = ""] = (called && /^[^\s,;、。]*/u.exec(called.rest)) ?? [];
    if (!called || [...word].length > shortest) return grades.size > 0 ? mixed : null;
    unclear ??= lines[called.at] ?? null;
    rest = called.rest.slice(word.length);
  }
  if (unclear)
    return {
      kind: "wrong",
      said: `${unclear.number}号没听懂打哪一档，只有：${scale === null ? "0到100" : scale.map(({ word }) => word).join("、")}。`,
    };
  return grades.size === 0 ? null : { kind: "fills", grades };
}

const mixed: Typed = { kind: "wrong", said: "没看懂，也没留。打分单独发一条，别的话另发。" };

/** A grade of somebody among other words: those are no message that could be kept. */
export const namedAmong = (words: string, lines: readonly BallotLine[], scale: Scale): Typed | null =>
  words.split(/[,;。\n!]/u).some((part) => byName(part.trim(), lines, scale)?.kind === "fills") ? mixed : null;
