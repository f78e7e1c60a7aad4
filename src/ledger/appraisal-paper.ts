import type { Scale } from "./appraisal-templates.ts";

/** Totals of a count by hand; a line: whose, which grade, how many. */
export type Paper = {
  readonly out: number;
  readonly back: number;
  readonly lines: readonly (readonly [position: number, grade: number, count: number])[];
};
type Object = { readonly position: number; readonly name: string; readonly struck: number };

const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");

export const gradeNamed = (word: string, scale: Scale): number | null => {
  const at = scale === null ? -1 : scale.findIndex((grade) => grade.word === word);
  return at < 0 ? null : at;
};

/** `发36 收34 1：称职30 基本称职3 不称职1；2：34 0 0`: of each object how many of each grade, by their words or in their order. */
export function readPaper(
  text: string,
  { objects, scale }: { readonly objects: readonly Object[]; readonly scale: Scale },
): Paper | { readonly fault: string } {
  const plain = text.normalize("NFKC");
  const [sentOut, gotBack] = [/发出?\s*(\d{1,5})\s*张?/u, /收回?\s*(\d{1,5})\s*张?/u];
  const out = Number(sentOut.exec(plain)?.[1] ?? Number.NaN);
  const back = Number(gotBack.exec(plain)?.[1] ?? Number.NaN);
  if (!Number.isFinite(out) || !Number.isFinite(back) || back > out)
    return { fault: "发了几张、收了几张？收的不能比发的多。" };
  const lines: (readonly [number, number, number])[] = [];
  const seen = new Set<number>();
  for (const { position, said } of partsOf(plain.replace(sentOut, " ").replace(gotBack, " "), objects)) {
    if (!objects.some((object) => object.position === position)) return { fault: `没有${position}号。` };
    if (seen.has(position)) return { fault: `${position}号写了两次。` };
    seen.add(position);
    const counts = countsIn(said, scale);
    if (typeof counts === "string") return { fault: `${position}号${counts}` };
    const sum = counts.reduce((all, [, count]) => all + count, 0);
    if (sum > back) return { fault: `${position}号加起来${sum}张，比收回的${back}张多。` };
    for (const [grade, count] of counts) lines.push([position, grade, count]);
  }
  const missing = objects.filter(({ position, struck }) => !struck && !seen.has(position));
  if (missing.length > 0) return { fault: `还差${missing.map(({ position }) => position).join("、")}号。` };
  return { out, back, lines };
}

/** What is said of each, behind its number or its name. */
function partsOf(plain: string, objects: readonly Object[]): { position: number; said: string }[] {
  const names = objects
    .map(({ name }) => escaped(name.normalize("NFKC")))
    .filter(Boolean)
    .sort((one, other) => other.length - one.length);
  const name = names.length === 0 ? "(?!)" : names.join("|");
  const label = new RegExp(`(?:^|[;,。\\s])(?:(\\d{1,3})\\s*(?::|号:?|、|\\.)\\s*(?:${name})?:?|(${name}):?)`, "gu");
  const found = [...plain.matchAll(label)];
  return found.map(({ 0: whole, 1: digits, 2: called, index }, at) => ({
    position:
      digits === undefined
        ? (objects.find((object) => object.name.normalize("NFKC") === called)?.position ?? 0)
        : Number(digits),
    said: plain.slice(index + whole.length, found[at + 1]?.index).replace(/^[\s,;。]+|[\s,;。]+$/gu, ""),
  }));
}

/** How many of each grade; words: why not. */
function countsIn(said: string, scale: Scale): readonly (readonly [grade: number, count: number])[] | string {
  const words = scale?.map(({ word }) => word) ?? [];
  const example = words.map((word, at) => `${word}${at === 0 ? 30 : at}`).join(" ");
  const unclear = `没看懂“${said.slice(0, 12)}”：${scale === null ? "每张的分隔开写，如 88 92 75" : `每一档几张，如 ${example}`}。`;
  if (/^\d{1,5}(?:[\s,、/]+\d{1,5})*$/u.test(said)) {
    const numbers = (said.match(/\d+/gu) ?? []).map(Number);
    if (scale !== null) return numbers.length === words.length ? numbers.map((count, at) => [at, count]) : unclear;
    if (numbers.some((points) => points > 100)) return "的分只有0到100。";
    return [...new Set(numbers)].map((points) => [points, numbers.filter((one) => one === points).length]);
  }
  const pair = /([^\d\s:,、]+)\s*:?\s*(\d{1,5})\s*(?:票|张|人)?[\s,、]*/gu;
  if (scale === null || said === "" || said.replace(pair, "") !== "") return unclear;
  const counts: (readonly [number, number])[] = [];
  for (const [, word = "", count = ""] of said.matchAll(pair)) {
    const grade = gradeNamed(word, scale);
    if (grade === null) return `没有“${word.slice(0, 8)}”这一档，只有：${words.join("、")}。`;
    if (counts.some(([known]) => known === grade)) return `“${word}”写了两次。`;
    counts.push([grade, Number(count)]);
  }
  return counts;
}
