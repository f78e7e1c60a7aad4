import { fold } from "../chinese/fold.ts";
import { RowFault } from "./check.ts";

/** Folded text without blanks at the ends: for words that are compared, not kept. */
export function plain(cell: string | undefined): string {
  return fold(cell ?? "").text.trim();
}

/** A name as it is kept: 聯(lián)系 pasted from a web page loses its pinyin, 王　芳 its blank. */
export function nameOf(cell: string | undefined): string {
  return (cell ?? "")
    .replace(/[(（](?:\p{Ll}|\p{M}|[\s'])+[)）]/gu, "")
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, "")
    .trim();
}

/** Items separated by `、`, also by a comma or semicolon; each once. */
export function listOf(cell: string | undefined): readonly string[] {
  const items = (cell ?? "").split(/[、,，;；]/).map((item) => item.trim());
  return [...new Set(items.filter((item) => item !== ""))];
}

const MARKS = new Map([
  ...["是", "√", "✓", "1", "y", "yes", "true"].map((mark): [string, boolean] => [mark, true]),
  ...["", "否", "×", "0", "n", "no", "false"].map((mark): [string, boolean] => [mark, false]),
]);

/** @throws RowFault */
export function yesOrNo(cell: string | undefined, column: string): boolean {
  const mark = MARKS.get(plain(cell).toLowerCase());
  if (mark === undefined) throw new RowFault(`“${column}”写着“${cell}”：请写 是 或 否`);
  return mark;
}

/** One of a few words. @throws RowFault */
export function oneOf<Word extends string>(cell: string | undefined, words: readonly Word[], column: string): Word {
  const said = plain(cell);
  const word = words.find((candidate) => candidate === said);
  if (word === undefined) throw new RowFault(`${column}“${cell ?? ""}”不认识：可写 ${words.join("、")}`);
  return word;
}

/** The last digits of a number that an export has masked: `138****5678`. */
export const maskedEnd = (cell: string | undefined): string | null =>
  /^[\d-]{0,5}\*{3,}(\d{4})$/.exec(plain(cell))?.[1] ?? null;

/** A mobile number or a landline in plain digits, null when the cell is empty. The fault does not repeat it. @throws RowFault */
export function phoneOf(cell: string | undefined, column: string): string | null {
  const digits = wholeNumber(plain(cell), column)
    .replace(/[\s()-]/g, "")
    .replace(/^(\+|00)86/, "");
  if (digits === "") return null;
  if (/^[\d+]{7,}[、,;/][\d+]{7,}/.test(digits)) throw new RowFault(`${column}写了不止一个号码：一格只写一个`);
  if (!/^(1[3-9]\d{9}|0\d{9,11}|\d{3,8})$/.test(digits)) throw new RowFault(`${column}号码位数不对：手机号是11位数字`);
  return digits;
}

/** `13800010009.0` and `1.3800010009E+10` are how a spreadsheet may write a number. @throws RowFault */
function wholeNumber(said: string, column: string): string {
  const [, whole = "", part = "", exponent = "0"] = /^(\d)(?:\.(\d+))?[Ee]\+?(\d+)$/.exec(said) ?? [];
  if (whole === "") return said.replace(/^(\d+)\.0+$/, "$1");
  const zeros = Number(exponent) - part.length;
  // 1.38E+10 is all that is left of it
  if (zeros > 0) throw new RowFault(`${column}被表格缩成了科学计数，后面的数字丢了：把这一栏设成“文本”，重新填号码`);
  return zeros === 0 ? whole + part : said;
}

const dayLength = 24 * 60 * 60_000;

/** Spreadsheets count days from the last one but one of 1899. */
const firstDay = Date.UTC(1899, 11, 30);
/** `46296` → `2026-10-01`: the number under which spreadsheets keep a day. */
export const dayOfSerial = (serial: number): string =>
  new Date(firstDay + Math.floor(serial) * dayLength).toISOString().slice(0, 10);
/** `2026-10-01` → `46296` */
export const serialOfDay = (day: string): number => (Date.parse(day) - firstDay) / dayLength;

const DATE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\(?(?:星期|周).\)?)?$/;
const midnight = /\s0?0:00(?::00)?$/;
/** A day as spreadsheets number it, where the file does not say that it is one; from 2000 to 2099. */
const SERIAL = /^(3[6-9]|[4-6]\d|7[0-2])\d{3}(\.0+)?$/;

/** A day as people and spreadsheets write it. @throws RowFault */
export function dayIn(cell: string | undefined): string {
  if (SERIAL.test(plain(cell))) return dayOfSerial(Number(plain(cell)));
  const [, year = "", month = "", day = ""] = DATE.exec(plain(cell).replace(midnight, "").replace(/\s/g, "")) ?? [];
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso)
    throw new RowFault(`日期“${cell ?? ""}”不是日期：请写成 2026-10-01`);
  return iso;
}
