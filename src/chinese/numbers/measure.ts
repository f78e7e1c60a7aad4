import { numeralAt } from "./numerals.ts";
import { units } from "./units.ts";

/** A count with its unit, all parts of it added up. */
export type Measured = { readonly value: number; readonly unit: string; readonly end: number; readonly whole: boolean };

/** The unit that follows a number at `from`, the parts below it included; null when none does. */
export function measureAt(text: string, from: number, count: number): Measured | null {
  let at = from;
  while (text[at] === " ") at++;
  const ahead = text.slice(at, at + 4);
  for (const { written, unit, worth = 1, parts = [], tail, half, whole = false, after } of units) {
    if (after && !after.test(text.charAt(from - 1))) continue;
    const match = written.exec(ahead);
    if (!match) continue;
    // 一块去, 一家五口
    if (count === 1 && /^(?:块$|家)/.test(match[0]) && !/^块(?:$|[钱\s\p{P}0-9二两三四五六七八九毛零])/u.test(ahead))
      return null;
    const more = partsAt(text, at + match[0].length, parts, tail, half === true);
    return { value: count * worth + more.value, unit: unit || match[0], end: more.end, whole };
  }
  return null;
}

/** 三斤[二两], 两亩[半], 三块[五], 三块[二毛五]: what is said below the unit, in units. */
function partsAt(
  text: string,
  from: number,
  parts: readonly { readonly written: RegExp; readonly worth: number }[],
  tail: number | undefined,
  half: boolean,
): { value: number; end: number } {
  if (half && text[from] === "半" && !/[天年夜]/.test(text.charAt(from + 1))) return { value: 0.5, end: from + 1 };
  let value = 0;
  let end = from;
  let bare = tail;
  for (;;) {
    const zero = /^[零〇]/.test(text.slice(end, end + 1)) ? 1 : 0;
    const digit = /^[1-9一二两三四五六七八九](?![0-9.十百千万亿])/.test(text.slice(end + zero, end + zero + 2))
      ? numeralValue(text, end + zero)
      : null;
    if (digit === null) return { value, end };
    const following = text.slice(end + zero + 1, end + zero + 4);
    const part = parts.find(({ written }) => written.test(following));
    if (part) {
      value += digit * part.worth;
      end += zero + 1 + (part.written.exec(following)?.[0].length ?? 0);
      bare = part.worth / 10;
      continue;
    }
    if (bare === undefined || !endsBareDigit(following)) return { value, end };
    return { value: value + (digit * bare) / (zero ? 10 : 1), end: end + zero + 1 };
  }
}

function numeralValue(text: string, at: number): number {
  return numeralAt(text.charAt(at), 0)?.value ?? 0;
}

/** Nothing follows a bare last digit that would make it the count of something else; 一斤 after it is the price's. */
function endsBareDigit(following: string): boolean {
  return /^(?:$|[\s\p{P}]|一[斤个亩里]|左右|上下|钱|的)/u.test(following);
}
