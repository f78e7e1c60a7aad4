import type { Scale } from "./appraisal-templates.ts";
import type { BallotLine, Typed } from "./appraisal-words.ts";

/** What is hardly a grade and no sentence either. */
const shortest = 4;
const between = /^[\s,;、。.!和跟]+/u;
const figures = "一二三四五六七八九十";
const numbered = new RegExp(`^第?(\\d{1,3}|[${figures}]{1,3})\\s*(号|项|位|个|:|\\)|\\.\\s)?`, "u");

const numberIn = (word: string): number => {
  if (/^\d/u.test(word)) return Number(word);
  const [tens, ones] = word.includes("十") ? word.split("十") : ["", word];
  const of = (figure: string | undefined, otherwise: number) => (figure ? [...figures].indexOf(figure) + 1 : otherwise);
  return (word.includes("十") ? of(tens, 1) * 10 : 0) + of(ones, 0);
};

/** What is said of somebody as a grade, whether the ballot has it or not. */
const graded =
  /^(?:很|非常|比较|较|挺|最|还|特别|太|真|蛮|算|基本|不)*(?:好|行|可以|不错|满意|称职|[合及]格|胜任|优秀|优|良好|良|中等|中|一般|差|坏|低|高|给|凑合|了解|[a-d甲乙丙丁]|[\d一二三四五六七八九十百]+)(?:[了的吧啊分票档等级])*$/iu;
const tokenOf = (text: string): string => /^[^\s,;、。]*/u.exec(text)?.[0] ?? "";
/** `3号好`, and not `3号开会`. */
const mayGrade = (text: string, scale: Scale): boolean =>
  scale === null
    ? /^\d/u.test(text) || graded.test(tokenOf(text))
    : scale.some(({ word }) => text.startsWith(word)) || graded.test(tokenOf(text));

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
    return at < 0 || !mayGrade(rest(whole.length), scale) ? null : { at, rest: rest(whole.length) };
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
  const behind = text.slice(found.word.length);
  const ends = (rest: string) => rest === "" || between.test(rest) || lineCalled(rest, lines, scale) !== null;
  const rest = [behind.replace(/^(?:分|的|了|吧|票)/u, ""), behind].find(ends);
  return rest === undefined ? null : { at: found.at, rest };
}

/** `王建国 较好`, `3号好`, several of them with or without commas between. Null: no line is named. */
export function byName(words: string, lines: readonly BallotLine[], scale: Scale): Typed | null {
  const grades = new Map<number, number>();
  let unclear: BallotLine | null = null;
  let isGraded = false;
  for (let rest = words.replace(between, ""); rest !== ""; rest = rest.replace(between, "")) {
    const called = lineCalled(rest, lines, scale);
    const grade = called && gradeFirst(called.rest, lines, scale);
    if (called && grade) {
      grades.set(called.at, grade.at);
      rest = grade.rest;
      continue;
    }
    const word = called ? tokenOf(called.rest) : "";
    if (!called || [...word].length > shortest) return grades.size > 0 ? mixed : null;
    unclear ??= lines[called.at] ?? null;
    isGraded ||= graded.test(word);
    rest = called.rest.slice(word.length);
  }
  if (unclear)
    return {
      kind: "wrong",
      ...(grades.size > 0 ? { meant: "surely" } : isGraded ? {} : { meant: "perhaps" }),
      said: `${unclear.number}号没听懂打哪一档，只有：${scale === null ? "0到100" : scale.map(({ word }) => word).join("、")}。`,
    };
  return grades.size === 0 ? null : { kind: "fills", grades };
}

const mixed: Typed = { kind: "wrong", said: "没看懂，也没留。打分单独发一条，别的话另发。", meant: "surely" };

/** A grade of somebody among other words: those are no message that could be kept. */
export const namedAmong = (words: string, lines: readonly BallotLine[], scale: Scale): Typed | null =>
  words.split(/[,;。\n!]/u).some((part) => byName(part.trim(), lines, scale)?.kind === "fills") ? mixed : null;

/** What people say around grades, and grades that the ballot may not have. */
const around =
  /很不|非常|比较|满意|称职|合格|优秀|良好|一般|全部|除了|除去|去掉|其余|其他|别的|投票|[很较挺好差优良不给全都打选是外也和跟的了吧我投嗯]/gu;
const wholes = /全|都|除|其余|其他|别的/u;
const counted = new RegExp(`\\d+|[${figures}百]+`, "gu");
const marks = new RegExp(`[\\d${figures}百点分号项位个第户张颗星\\s,、;:/。.!~()-]+`, "gu");

/**
 * Grades as no ballot is filled: nothing is left of it but what a ballot has and what is said around. It is no message
 * that could be kept, however it was meant.
 */
export function gradesAlone(words: string, lines: readonly BallotLine[], scale: Scale): Typed | null {
  const own = lines.flatMap(({ calls, parts = [] }) => [...calls, ...parts]).filter(Boolean);
  const without = (text: string, all: readonly string[]) =>
    all.toSorted((one, other) => other.length - one.length).reduce((rest, word) => rest.replaceAll(word, " "), text);
  const unnamed = without(words, own);
  const ungraded = without(unnamed, scale?.map(({ word }) => word) ?? []).replace(around, " ");
  if (ungraded.replace(marks, "") !== "") return null;
  const numbers = words.match(counted)?.length ?? 0;
  const isNamed = unnamed !== words;
  const isGraded = unnamed.replace(/[\s,、;:。]/gu, "") !== "" && (ungraded !== unnamed || numbers > 0);
  const isWhole = wholes.test(unnamed) && (ungraded !== unnamed.replace(wholes, " ") || numbers > 0);
  if (numbers < 2 && !(isGraded && (isNamed || (isWhole && scale !== null))) && !(numbers > 0 && lines.length === 1))
    return null;
  const [first] = lines;
  const example = scale === null ? "88 92 75，或 1号 88" : `${first?.number ?? 1}号${scale[0]?.word ?? ""}`;
  const wrong = { kind: "wrong" as const, said: `没看懂，也没留。照票上的写法写，如 ${example}；别的话另发。` };
  if (isGraded && isNamed) return { ...wrong, meant: "surely" };
  return (isGraded && isWhole) || numbers === lines.length ? wrong : { ...wrong, meant: "perhaps" };
}
