import { type Folded, fold } from "./fold.ts";
import { originalSlice } from "./original-slice.ts";

/** A message as it is matched: what was said lies in `folded.text[start, end)`. */
export type Normalised = {
  readonly original: string;
  readonly folded: Folded;
  readonly start: number;
  readonly end: number;
  /** one of the bot's names stood at an end of the text, as a mention */
  readonly mentioned: boolean;
  /** the words of a quotation that the app wrote in front, in original characters */
  readonly quoted: string | null;
};

/** Strips what stands around the words: blanks, a quotation the app wrote in front, mentions of the bot. */
export function normalise(original: string, botNames: readonly string[]): Normalised {
  const folded = fold(original);
  const { text } = folded;
  const quotation = leadingQuotation(text);
  const quoted = quotation && originalSlice(original, folded, quotation.from, quotation.to);
  let start = skipBlanks(text, quotation ? quotation.end : 0);
  let end = trimEnd(text, start, text.length);
  if (!text.includes("@")) return { original, folded, start, end, mentioned: false, quoted };

  const names = botNames.map((name) => [...fold(name).text.toLowerCase()].filter((c) => c.trim()).join(""));
  let mentioned = false;
  for (let after = mentionAt(text, start, names); after > start; after = mentionAt(text, start, names)) {
    mentioned = true;
    start = skipBlanks(text, /[:,]/.test(text.charAt(after)) ? after + 1 : after);
  }
  for (let at = text.lastIndexOf("@", end - 1); at >= start; at = text.lastIndexOf("@", end - 1)) {
    if (mentionAt(text, at, names) !== end) break;
    mentioned = true;
    end = trimEnd(text, start, at);
  }
  return { original, folded, start, end: Math.max(start, end), mentioned, quoted };
}

/** `「某人：…」` or `“某人：…”` and a line of dashes, as WeCom and WeChat write a quotation into the text. */
function leadingQuotation(text: string): { from: number; to: number; end: number } | null {
  const open = skipBlanks(text, 0);
  if (!/[「“"]/.test(text.charAt(open))) return null;
  const colon = text.indexOf(":", open);
  const close = /[」”"][^\S\n]*\n[^\S\n]*[-—–─](?:[-—–─]|[^\S\n](?=[-—–─\s])){2,}(?:\n|$)/.exec(text.slice(open));
  if (!close || colon < 0 || colon > open + close.index) return null;
  return { from: colon + 1, to: open + close.index, end: open + close.index + close[0].length };
}

/** Where the mention of the bot that begins at `at` ends, or -1. The longest name that fits wins. */
function mentionAt(text: string, at: number, names: readonly string[]): number {
  if (text[at] !== "@") return -1;
  return names.reduce((best, name) => Math.max(best, name ? nameEnd(text, at + 1, name) : -1), -1);
}

function nameEnd(text: string, from: number, name: string): number {
  let at = from;
  for (const wanted of name) {
    at = skipBlanks(text, at);
    if (text.slice(at, at + wanted.length).toLowerCase() !== wanted) return -1;
    at += wanted.length;
  }
  return at === text.length || /[\s\p{P}\p{S}]/u.test(text.charAt(at)) ? at : -1;
}

export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && !text.charAt(at).trim()) at++;
  return at;
}

function trimEnd(text: string, start: number, from: number): number {
  let end = from;
  while (end > start && !text.charAt(end - 1).trim()) end--;
  return end;
}
