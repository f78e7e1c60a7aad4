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

/**
 * Strips what stands around the words: blanks, a quotation the app wrote in front, mentions of the bot, faces; pictures
 * in front of a sign or a label, and of what is said to the bot also mentions of others. `addressed`: the platform says
 * that it is, and need not show where.
 */
export function normalise(original: string, botNames: readonly string[], addressed = false): Normalised {
  const folded = fold(original);
  const { text } = folded;
  const quotation = leadingQuotation(text);
  const quoted = quotation && originalSlice(original, folded, quotation.from, quotation.to);
  const first = skipBlanks(text, quotation ? quotation.end : 0);
  let end = trimEnd(text, first, text.length);
  const names = botNames.map((name) => [...fold(name).text.toLowerCase()].filter((c) => c.trim()).join(""));
  let start = beforeWords(text, first, names, addressed);
  if (!text.includes("@")) return { original, folded, start, end, mentioned: false, quoted };

  let mentioned = false;
  for (let after = mentionAt(text, start, names); after > start; after = mentionAt(text, start, names)) {
    mentioned = true;
    start = beforeWords(text, skipBlanks(text, /[:,]/.test(text.charAt(after)) ? after + 1 : after), names, addressed);
  }
  for (let at = text.lastIndexOf("@", end - 1); at >= start; at = text.lastIndexOf("@", end - 1)) {
    if (mentionAt(text, at, names) !== end) break;
    mentioned = true;
    end = trimEnd(text, start, at);
  }
  return { original, folded, start, end: Math.max(start, end), mentioned, quoted };
}

const FACE = /^\[表情\]\s*/;
const PICTURE = /^\[(?:图片|表情|语音|视频|文件|位置|链接|卡片|聊天记录)\]\s*/;
/** @ with a name, or with a number of QQ, which needs no blank behind it. */
const OTHER = /^@(?:\d{5,12}|[^\s@:,]{1,30}(?=[\s:,@]))[\s:,]*/;
const BEGINS = /^(?:[/\\、!]\s?\p{L}|(?:意见|建议|反[映应]|诉求|求助|投诉|异议)[:,\s])/u;
const mostAsides = 20;

function beforeWords(text: string, from: number, names: readonly string[], addressed: boolean): number {
  if (!/[[@]/.test(text.charAt(from))) return from;
  let start = from;
  const face = () => FACE.exec(text.slice(start, start + 24))?.[0].length ?? 0;
  for (let length = face(); length > 0; length = face()) start += length;
  if (start === text.length) return from;
  let at = start;
  let others = 0;
  for (let count = 0; count < mostAsides; count++) {
    if (mentionAt(text, at, names) > at) return at;
    const ahead = text.slice(at, at + 48);
    // @王强 /谈心 is said to him, or to another bot
    if (BEGINS.test(ahead)) return others === 0 || addressed ? at : start;
    const other = OTHER.exec(ahead);
    const aside = other ?? PICTURE.exec(ahead);
    if (!aside) return addressed && others === count && at < text.length ? at : start;
    if (other) others++;
    at += aside[0].length;
  }
  return start;
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
