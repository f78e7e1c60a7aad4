import { type Folded, fold } from "../fold.ts";

/** Sounds a voice transcript writes down: they never mean anything. */
const SOUND = /[呃嗯唔]/;

const SPACED = /[\d十一二三四五六七八九] [\d十一二三四五六七八九]/;

/** 十 二 号, 二 十 一 点: one number in pieces. A single figure after 周 or 初 is complete by itself. */
const HAN_IN_PIECES =
  /(?<![周期拜初第\d一二三四五六七八九十])[一二三四五六七八九十](?: [一二三四五六七八九十]){1,3} ?(?=[号日月点时年])/g;

/** Folds a text and closes what only writing or a voice transcript put asunder; offsets lead back to the original. */
export function prepare(text: string): Folded {
  const folded = fold(text);
  if (!SPACED.test(folded.text) && !SOUND.test(folded.text)) return folded;
  const dropped = new Set<number>();
  for (const match of folded.text.matchAll(HAN_IN_PIECES))
    for (let i = 0; i < match[0].length; i++) if (match[0].charAt(i) === " ") dropped.add(match.index + i);
  let kept = "";
  const at: number[] = [];
  for (let i = 0; i < folded.text.length; i++) {
    const character = folded.text.charAt(i);
    if (dropped.has(i) || SOUND.test(character) || (character === " " && betweenDigits(folded.text, i))) continue;
    kept += character;
    at.push(folded.at[i] ?? 0);
  }
  at.push(folded.at.at(-1) ?? 0);
  return { text: kept, at };
}

/** Rule 1: a blank between single digits (1 2 月) is no separation. */
function betweenDigits(text: string, at: number): boolean {
  const isDigit = (index: number) => /\d/.test(text.charAt(index));
  if (!isDigit(at - 1) || !isDigit(at + 1) || isDigit(at + 2) || isDigit(at - 2)) return false;
  return !/[.:/周期拜月-]/.test(text.charAt(at - 2));
}
