import { isLatin, type KnownWord, type PreparedNames, wordAt } from "../commands/prepared-names.ts";
import { skipBlanks } from "../normalise.ts";

export type Head = { readonly known: KnownWord; readonly end: number; readonly signed: boolean };

/** A sign and a known name at the beginning, blanks allowed before and inside the name. */
export function signedHead(text: string, at: number, names: PreparedNames): Head | null {
  if (!/[/\\、!]/.test(text.charAt(at))) return null;
  const start = skipBlanks(text, at + 1);
  const known = wordAt(names, text, start);
  const parted = partedWord(text, start, names);
  const found =
    parted && parted.known.word.length > (known?.word.length ?? 0)
      ? parted
      : known && { known, end: start + known.word.length };
  return found && { signed: true, ...found };
}

/** 谈 心: the characters one by one, and then a blank. */
function partedWord(text: string, start: number, names: PreparedNames): { known: KnownWord; end: number } | null {
  const match = /^\p{Script=Han}(?: {1,2}\p{Script=Han}){1,3}(?=[\s:,]|$)/u.exec(text.slice(start, start + 12));
  for (let words = match?.[0] ?? ""; words.length > 2; words = words.slice(0, -1).trimEnd()) {
    const known = names.words.get(words.replace(/\s/g, ""));
    if (known && /^[\s:,]?$/.test(text.charAt(start + words.length))) return { known, end: start + words.length };
  }
  return null;
}

/** Names of records, which may be said as part of a sentence. */
export const RECORDS: ReadonlySet<string> = new Set(["谈心", "走访", "接访", "现场", "调研", "宣讲"]);

/** A name without a sign: before a blank, a sign or the end. */
export function plainHead(text: string, at: number, to: number, names: PreparedNames): Head | null {
  const known = wordAt(names, text.slice(0, to), at);
  if (!known || isLatin(known.word)) return null;
  const end = at + known.word.length;
  if (end < to && !/[\s:,。.!~]/.test(text.charAt(end))) return null;
  return { known, end, signed: false };
}
