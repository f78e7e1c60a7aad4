import { numeralAt, numeralStart } from "../numbers/numerals.ts";

/** `三社`, `3组`, `第三村民小组` and `三小组` are the same section; a 网格 is numbered apart from them. */
export type SectionNumber = { readonly number: number; readonly grid: boolean; readonly length: number };

const KIND =
  /^ *号?(村民小组|居民小组|村民组|居民组|小组|生产队|网格(?!员|长)|组(?!织|成)|社(?!区|会|保|火)|队(?!伍|员))/;

/** A village has not more. */
const MOST = 199;

const FIRST = new RegExp(`[第 ]|${numeralStart.source}`);

/** Whether a numbered section may begin with this character. */
export const mayBeginSection = (character: string): boolean => FIRST.test(character);

/** A numbered section at the beginning of folded text, and how much of the text it takes. */
export function sectionAt(text: string): SectionNumber | null {
  if (!mayBeginSection(text.charAt(0))) return null;
  const start = /^第? */.exec(text)?.[0].length ?? 0;
  const numeral = numeralAt(text, start);
  if (numeral === null || numeral.loose || !Number.isInteger(numeral.value)) return null;
  if (numeral.value < 1 || numeral.value > MOST) return null;
  const kind = KIND.exec(text.slice(numeral.end));
  if (kind === null) return null;
  return { number: numeral.value, grid: kind[1] === "网格", length: numeral.end + kind[0].length };
}
