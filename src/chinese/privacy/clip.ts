import { maskSensitive } from "./sensitive.ts";

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
const usualLength = 20;
/** Figures and Latin letters with what joins them, the stars of a masked number among them: one word. */
const pieces = /[A-Za-z0-9*]+(?:[-._:/][A-Za-z0-9*]+)*|[^A-Za-z0-9*]+/g;

/**
 * The only way to shorten what people wrote: numbers are masked while they are still whole; then the first sentence is
 * kept, up to `most` characters, and cut between words. What was cut ends in `…`.
 */
export function clip(text: string, most = usualLength): string {
  const sentence = (maskSensitive(text).split(/[。；;\n]/)[0] ?? "").replace(/\s+/g, " ").trim();
  const characters = [...sentence];
  if (characters.length <= most) return sentence;
  // whatever the length, no more is looked at than could be shown
  const beginning = characters.slice(0, 2 * most).join("");
  let kept = "";
  let length = 0;
  for (const word of wordsOf(beginning)) {
    length += [...word].length;
    if (length >= most) break;
    kept += word;
  }
  const whole = kept.trim() ? kept : characters.slice(0, most - 1).join("");
  return `${whole.replace(/[\s，,、：:（(“]+$/, "")}…`;
}

/** A text of several lines within `most` characters, cut between words and marked where it was cut. */
export function bound(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  // a number of somebody's that lies across the cut is masked while it is whole
  const beginning = [...maskSensitive(characters.slice(0, most + longestNumber).join(""))].slice(0, most).join("");
  const words = wordsOf(beginning);
  const whole = words.length > 1 ? words.slice(0, -1).join("") : beginning;
  return `${whole.trimEnd()}…（太长，后面略）`;
}

const longestNumber = 40;

function wordsOf(text: string): string[] {
  return [...text.matchAll(pieces)].flatMap(([piece]) =>
    /^[A-Za-z0-9*]/.test(piece) ? [piece] : [...segmenter.segment(piece)].map(({ segment }) => segment),
  );
}
