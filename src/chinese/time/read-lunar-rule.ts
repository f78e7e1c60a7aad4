import { readNumeral } from "./numeral.ts";
import { either, LIST, monthlyOn, type NamedRule, rule } from "./rule-spec.ts";
import { type Hit, sticky } from "./scan.ts";

const listMark = sticky(new RegExp(`${LIST}(?:每月)?`));

const lunarFirst = sticky(/(?:的?(?:农历|阴历|旧历)(?:的)?)?初(?=[一二三四五六七八九十])/);

const lunarMonthly = sticky(
  /(?:农历|阴历|旧历)?(?:每(?:个|逢|到)?月?|逢)?(?:的)?(?:农历|阴历|旧历)?(?:每月)?的?(?=初[一二三四五六七八九十]|十五|\d|[一二三]?十)/,
);

const lunarDay = sticky(
  /(?:初([一二三四五六七八九十])|(十[一二三四五六七八九]?|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十|\d{1,2}))[号日]?/,
);

const firstAndFifteenth = sticky(/初一[、,，和]?十五/);

const marketDays = sticky(/(?:每)?逢([一二三四五六七八九])[、,，]?逢?([一二三四五六七八九十])(?![号日点月])/);

/** 每月初一十五, 农历每月十五, 初一十五 */
export function readLunarMonthly(text: string, at: number): Hit<NamedRule> | null {
  const lead = lunarMonthly(text, at);
  if (!lead) return null;
  const words = lead[0];
  const start = at + words.length;
  const every = /每|逢/.test(words);
  const said = /[农阴旧]历/.test(words) || lunarFirst(text, start) !== null;
  if (!said || (!every && !firstAndFifteenth(text, start))) return null;
  const days: number[] = [];
  let end = start;
  for (let next = start; ; ) {
    const match = lunarDay(text, next);
    const n = match ? (readNumeral(match[1] ?? match[2] ?? "", 0)?.value.n ?? 0) : 0;
    if (!match || n < 1 || n > 30) break;
    days.push(n);
    end = next + match[0].length;
    const mark = listMark(text, end);
    if (!mark && /\d/.test(text.charAt(end))) break;
    next = end + (mark?.[0].length ?? 0);
  }
  if (days.length === 0 || text.charAt(end) === "点") return null;
  return { value: rule({ kind: "lunar", month: null, days: [...new Set(days)].sort((a, b) => a - b) }), end };
}

/** 逢五逢十: by the lunar or by the civil calendar, nobody says which. */
export function readMarketDays(text: string, at: number): Hit<NamedRule> | null {
  const match = marketDays(text, at);
  if (!match) return null;
  const tails = [match[1], match[2]].map((tail) => (readNumeral(tail ?? "", 0)?.value.n ?? 0) % 10);
  const days = Array.from({ length: 30 }, (_, index) => index + 1).filter((day) => tails.includes(day % 10));
  return { value: either({ kind: "lunar", month: null, days }, monthlyOn(days, 1)), end: at + match[0].length };
}
