import { byName, gradesAlone, namedAmong } from "./appraisal-named.ts";
import type { Scale } from "./appraisal-templates.ts";

/** One thing a ballot grades; `number` is what stands in front of it. */
export type BallotLine = {
  readonly number: number;
  readonly calls: readonly string[];
  /** what it is made of, where several lines are about the same */
  readonly parts?: readonly string[];
};

/** What somebody typed with a ballot before them: lines by their index, each with its place on the scale or its number. */
export type Typed =
  | { readonly kind: "fills"; readonly grades: ReadonlyMap<number, number> }
  | { readonly kind: "cast" }
  /**
   * `said`: why not; nothing of what was chosen. `meant`: surely where a line of the ballot is graded in it, perhaps
   * where the same is said of other things
   */
  | { readonly kind: "wrong"; readonly said: string; readonly meant?: "surely" | "perhaps" };

const folded = (text: string): string =>
  text
    .normalize("NFKC")
    .trim()
    .replace(/[。.!~\s]+$/u, "");

/** How slips are typed: blanks, dashes and small letters do not matter. */
export function slipIn(words: string): string | null {
  const plain = folded(words)
    .replace(/[\s\-－—_]/gu, "")
    .toUpperCase();
  return /^[A-HJKMNP-Z2-9]{8}$/.test(plain) ? plain : null;
}

/** A slip that is typed with no word before it, or with what it is; one of figures alone is some number. */
export function slipAlone(words: string): string | null {
  const slip = slipIn(folded(words).replace(/^(?:我的?)?(?:票号|票)(?:是)?[\s:]*/u, ""));
  return slip !== null && /[A-Z]/.test(slip) && /\d|[\s\-－—_]/u.test(folded(words)) ? slip : null;
}
/** Without what can be read as something else. */
export const slipLetters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
export const slipWords = (slip: string): string => `${slip.slice(0, 4)}-${slip.slice(4)}`;

/** `投票`, `投票 K7M2-Q9XP`, `投票 A2`, `投票 2`: what stands behind the word; null: no such words. */
export function askedBallot(words: string): string | null {
  const match =
    /^[/／、!！]?\s*(?:我要|我来)?投票(?:[\s:：]*([A-Za-z0-9\-－—_\s]{1,16}?|\S{0,3}\s*[\u4e00-\u9fff]{2,10}[村社区]|[Aa]\d{1,6}\s+\S{2,12}))?[。.!！]*$/u.exec(
      words.normalize("NFKC").trim(),
    );
  return match ? (match[1] ?? "").trim() : null;
}

/** Null: nothing a ballot can be filled with. `shown`: the lines of the page, by index. */
export function readTyped(
  text: string,
  {
    lines,
    shown,
    scale,
  }: { readonly lines: readonly BallotLine[]; readonly shown: readonly number[]; readonly scale: Scale },
): Typed | null {
  if (casts.test(folded(text))) return { kind: "cast" };
  const words = plain(folded(text));
  const alike = everyLine(words, lines, scale);
  if (alike) return alike;
  return (
    inOrder(words, lines, shown, scale) ??
    byName(words, lines, scale) ??
    among(words, lines, scale) ??
    namedAmong(words, lines, scale) ??
    ofNobody(words, scale) ??
    bare(words, lines, scale) ??
    gradesAlone(words, lines, scale)
  );
}

/** What puts a ballot into the box. */
export const casts =
  /^(?:嗯|好的?|那|就|现在|可以|这样)*[,，\s]*投(?:了|吧|进去|出去)*[。.!！]*$|^(?:确认投票?|确定投票?|提交)[。.!！]*$/u;

/** `王大山 较好`, where no line is called so: it is meant for the ballot, and no message that could be kept. */
function ofNobody(words: string, scale: Scale): Typed | null {
  const [, name = "", word = ""] = /^(?!\d|[a-z]\d)(\S{2,8})[\s:]+(\S{1,6})$/iu.exec(words) ?? [];
  if (name === "" || grades.test(name) || gradeCalled(word, scale) === null) return null;
  return { kind: "wrong", said: "票上没有这个名字。写前面的号，或照票上的名字写。", meant: "perhaps" };
}

/** `我投 1213`, `1213 投` */
const plain = (words: string): string =>
  words.replace(/^我?(?:投|选|打)[\s:]*(?=\d)/u, "").replace(/(?<=\S)[\s,。]+投(?:了|吧)?$/u, "");

/** What is counted by them is no ballot: `112户没水`. */
const units = "户人天块元斤亩米台家口间年月岁点路";

/** A whole ballot with other words around it: it is no message that could be kept. */
function among(words: string, lines: readonly BallotLine[], scale: Scale): Typed | null {
  if (scale === null || lines.length < 3) return null;
  const run = new RegExp(
    `(?<![\\d.])[1-${scale.length}](?:[\\s、,]*[1-${scale.length}]){${lines.length - 1}}(?![\\d.]|\\s*[${units}])`,
    "u",
  );
  return run.test(words) ? { kind: "wrong", said: `没看懂。只连着写${lines.length}个数，别的字不写。` } : null;
}

const gradeCalled = (word: string, scale: Scale): number | null => {
  if (scale === null) return /^(?:\d{1,2}|100)分?$/.test(word) ? Number.parseInt(word, 10) : null;
  const found = scale.findIndex((grade) => grade.word === word);
  return found < 0 ? null : found;
};

/** Words that grade, whether the ballot has them or not. */
const grades =
  /^(?:很|非常|比较|较|挺|最|不|很不)?(?:好|满意|称职|合格|胜任|优秀|良好|优|良|一般|中等|差)(?:了|的|吧)?$/u;
const whichGrades = (scale: Scale): string => (scale === null ? "0到100" : scale.map(({ word }) => word).join("、"));

function everyLine(words: string, lines: readonly BallotLine[], scale: Scale): Typed | null {
  const [, word = ""] = /^(?:(?:全部|全|都|一律|统统|所有人?)(?:都|打|给|选|是)*)\s*(\S{1,6})$/u.exec(words) ?? [];
  if (word === "") return null;
  const grade = gradeCalled(word, scale);
  if (grade !== null) return { kind: "fills", grades: new Map(lines.map((_, at) => [at, grade])) };
  if (!grades.test(word)) return null;
  const wrong = { kind: "wrong" as const, said: `没听懂打哪一档，只有：${whichGrades(scale)}。` };
  return word.startsWith("好") ? { ...wrong, meant: "perhaps" } : wrong;
}

/** A grade and nobody's name: of the only line there is, else of none. 好 may be said to anything. */
function bare(words: string, lines: readonly BallotLine[], scale: Scale): Typed | null {
  const grade = scale === null ? null : gradeCalled(words, scale);
  if (grade !== null && lines.length === 1) return { kind: "fills", grades: new Map([[0, grade]]) };
  if (/^好(?:的|了|吧)?$/u.test(words) || (grade === null && !grades.test(words))) return null;
  const [first] = lines;
  const example = `${first?.number ?? 1}号${scale?.[0]?.word ?? " 88"}`;
  return { kind: "wrong", said: `给谁打的？写上号，如 ${example}。`, meant: "perhaps" };
}

/** `一二一三` as figures, where nothing else is said. */
const inFigures = (words: string): string =>
  /^[一二三四五六七八九\s、,]{2,}$/u.test(words)
    ? words.replace(/[一二三四五六七八九]/gu, (one) => String("一二三四五六七八九".indexOf(one) + 1))
    : words;

/** `1213`, `1 2 1 3`; `88 92`. */
function inOrder(words: string, lines: readonly BallotLine[], shown: readonly number[], scale: Scale): Typed | null {
  const said = scale === null ? words.replace(/(?<=\d)\s*分/gu, "").replaceAll("/", " ") : inFigures(words);
  if (!/^[\d\s、,;]+$/u.test(said)) return null;
  const numbers = scale === null ? (said.match(/\d+/g) ?? []) : [...said.replace(/\D/g, "")];
  const all = lines.map((_, at) => at);
  const meant = numbers.length === lines.length ? all : shown;
  if (numbers.length !== meant.length) {
    const from = lines[shown[0] ?? 0]?.number ?? 1;
    return {
      kind: "wrong",
      said: `有${meant.length}项，写了${numbers.length}个数。从第${from}项起${scale === null ? "" : "连着"}写${meant.length}个。`,
    };
  }
  const grades = numbers.map((one) => (scale === null ? Number(one) : Number(one) - 1));
  const most = scale === null ? 100 : scale.length - 1;
  const bad = grades.findIndex((grade) => grade < 0 || grade > most);
  if (bad >= 0)
    return { kind: "wrong", said: `第${bad + 1}个数不对，只有${scale === null ? "0到100" : `1到${scale.length}`}。` };
  return { kind: "fills", grades: new Map(meant.map((line, at) => [line, grades[at] ?? 0])) };
}

/** `1、2、4号` */
export const numbersWords = (numbers: readonly number[]): string => `${numbers.join("、")}号`;
