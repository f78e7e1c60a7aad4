/** `三社`, `3组`, `第三村民小组` and `三小组` are the same section; a 网格 is numbered apart from them. */
export type SectionNumber = { readonly number: number; readonly grid: boolean; readonly length: number };

const SECTION =
  /^第? *([0-9]{1,3}|[零〇一二两三四五六七八九十百廿]{1,5}) *号?(村民小组|居民小组|村民组|居民组|小组|生产队|网格(?!员|长)|组(?!织|成)|社(?!区|会|保|火)|队(?!伍|员))/;

const DIGITS = "零一二三四五六七八九";

function digit(char: string): number {
  return char === "两" ? 2 : DIGITS.indexOf(char === "〇" ? "零" : char);
}

/** Reads 1 to 199 as they are written in front of 社 or 组; NaN for anything else. */
function small(text: string): number {
  if (/^[0-9]+$/.test(text)) return Number(text);
  const parts = /^(?:([一二])百零?)?(?:(廿|[一二三四五六七八九]?十))?([一二两三四五六七八九])?$/.exec(text);
  if (parts === null) return Number.NaN;
  const [, hundreds, tens, ones] = parts;
  const ten = tens === undefined ? 0 : tens === "廿" ? 2 : tens === "十" ? 1 : digit(tens.charAt(0));
  return (hundreds === undefined ? 0 : digit(hundreds) * 100) + ten * 10 + (ones === undefined ? 0 : digit(ones));
}

/** A numbered section at the beginning of folded text, and how much of the text it takes. */
export function sectionAt(text: string): SectionNumber | null {
  const match = SECTION.exec(text);
  if (match === null) return null;
  const number = small(match[1] ?? "");
  if (!(number > 0)) return null;
  return { number, grid: match[2] === "网格", length: match[0].length };
}
