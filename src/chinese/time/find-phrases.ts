import { type Gap, gapBetween } from "./gap.ts";
import type { Phrase } from "./phrase.ts";
import { readPhrase } from "./read-phrase.ts";
import { before } from "./scan.ts";
import { isSign } from "./sign.ts";
import { startsAt } from "./starts.ts";

export type FoundPhrase = { readonly phrase: Phrase; readonly gap: Gap };

/** All time phrases of a folded text, left to right. Linear: each position is read once and looks ahead a bounded way. */
export function findPhrases(text: string): FoundPhrase[] {
  const found: FoundPhrase[] = [];
  let at = 0;
  while (at < text.length) {
    const starts = startsAt(text, at);
    if (starts === 0) {
      at++;
      continue;
    }
    const phrase = insideWord(text, at) ? null : readPhrase(text, at, starts);
    if (phrase && phrase.end > at) {
      const last = found.at(-1)?.phrase;
      if (!isSign(text, phrase.value))
        found.push({ phrase: phrase.value, gap: last ? gapBetween(text, last, phrase.value) : "apart" });
      at = phrase.end;
    } else at = afterRun(text, at);
  }
  return found;
}

/** T214, 第3组, 13800001234, 八点五亩: numbers that began before this position. */
function insideWord(text: string, at: number): boolean {
  const lead = before(text, at, 1);
  const character = text.charAt(at);
  if (/\d/.test(character)) return /[A-Za-z\d._第]/.test(lead) || /\d[:/]$/.test(before(text, at, 2));
  return /[一二两三四五六七八九十百零〇廿]/.test(character) && /[第十百千万零〇点.\d]/.test(lead);
}

/** Arabic numbers are skipped whole, so that their tails are never read. */
function afterRun(text: string, at: number): number {
  let end = at + 1;
  if (/\d/.test(text.charAt(at))) while (/[\d.]/.test(text.charAt(end))) end++;
  return end;
}
