import { readNumeral } from "./numeral.ts";
import { type Hit, lexicon, skipBlanks, sticky } from "./scan.ts";

/** A length of time. Only one of the three is not zero, but for 一年零三个月. */
export type Duration = {
  readonly months: number;
  readonly days: number;
  readonly minutes: number;
  readonly workdays: number;
  readonly exact: boolean;
  /** counted in hours or minutes, from the minute sent */
  readonly clocked: boolean;
};

type Unit = { readonly months?: number; readonly days?: number; readonly minutes?: number; readonly workdays?: number };

const readUnit = lexicon<Unit>([
  ["分钟 分", { minutes: 1 }],
  ["刻钟", { minutes: 15 }],
  ["小时 个小时 钟头 个钟头 个钟 个钟点 h", { minutes: 60 }],
  ["天 日 自然日 个自然日 个晚上", { days: 1 }],
  ["周 个周 星期 个星期 礼拜 个礼拜", { days: 7 }],
  ["个月 月", { months: 1 }],
  ["个季度 季度", { months: 3 }],
  ["年", { months: 12 }],
  ["工作日 个工作日 个工作天", { workdays: 1 }],
]);
const half = sticky(/半 ?(?:(个?(?:小时|钟头|钟点|钟))|(个月|月)|(年)|(天|日|晌))/, "半");
const halfInside = sticky(/(?:个半|半)(?=小时|钟头|月|星期|礼拜)/);
const more = sticky(/ ?[多来余]/);
const loose = sticky(/ ?(?:多|来|左右|上下)/);
const none: Duration = { months: 0, days: 0, minutes: 0, workdays: 0, exact: true, clocked: false };

/** 半小时, 一个半小时, 三天, 两周, 一年零三个月, 3个工作日, 1小时30分钟. */
export function readDuration(text: string, at: number): Hit<Duration> | null {
  const first = readPart(text, at);
  if (!first) return null;
  const next = skipBlanks(text, first.end);
  const linked = /[零又加]/.test(text.charAt(next)) ? next + 1 : next;
  const second = readPart(text, linked);
  if (!second || !smaller(second.value, first.value)) return first;
  return { value: sum(first.value, second.value), end: second.end };
}

function readPart(text: string, at: number): Hit<Duration> | null {
  const part = readHalf(text, at) ?? readWhole(text, at);
  const about = part && loose(text, part.end);
  return part && about ? { value: { ...part.value, exact: false }, end: part.end + about[0].length } : part;
}

function readHalf(text: string, at: number): Hit<Duration> | null {
  const match = half(text, at);
  if (!match) return null;
  const end = at + match[0].length;
  if (match[1]) return { value: { ...none, minutes: 30, clocked: true }, end };
  if (match[2]) return { value: { ...none, days: 15 }, end };
  return { value: match[3] ? { ...none, months: 6 } : { ...none, minutes: 360, clocked: true, exact: false }, end };
}

function readWhole(text: string, at: number): Hit<Duration> | null {
  const number = readNumeral(text, at);
  if (!number || number.value.n > 9999) return null;
  const before = skipBlanks(text, number.end);
  const about = more(text, before);
  const afterAbout = about ? before + about[0].length : before;
  const inside = halfInside(text, afterAbout);
  const spoken = text.startsWith("个多", afterAbout);
  const at2 = inside ? afterAbout + inside[0].length : spoken ? afterAbout + 2 : afterAbout;
  const pair = /[俩仨]$/.test(text.slice(at, number.end));
  const unit = readUnit(text, at2);
  if (!unit || (isDate(text, at2, unit) && !inside && !pair)) return null;
  const trailing = inside ? null : /^半(?![个小年月天夜晌])/.exec(text.slice(unit.end, unit.end + 2));
  const n = number.value.n + (inside || trailing ? 0.5 : 0);
  const exact = number.value.exact && !about && !spoken;
  return { value: times(unit.value, n, exact), end: unit.end + (trailing ? 1 : 0) };
}

/** 3月 is March, three months are 3个月; 8点5分 never comes here. */
function isDate(text: string, at: number, unit: Hit<Unit>): boolean {
  return unit.value.months === 1 && text.charAt(at) === "月";
}

function times(unit: Unit, n: number, exact: boolean): Duration {
  const whole = (each: number | undefined) => (each ?? 0) * n;
  const value = {
    months: whole(unit.months),
    days: whole(unit.days),
    minutes: whole(unit.minutes),
    workdays: whole(unit.workdays),
  };
  if (unit.months && !Number.isInteger(value.months)) {
    const days = Math.round((value.months % 1) * 30);
    return { ...none, months: Math.floor(value.months), days, exact: false };
  }
  const broken = !Number.isInteger(value.days) || !Number.isInteger(value.workdays);
  return { ...value, minutes: Math.round(value.minutes), exact: exact && !broken, clocked: unit.minutes !== undefined };
}

function smaller(second: Duration, first: Duration): boolean {
  if (first.workdays || second.workdays) return false;
  if (first.months) return second.months > 0 && second.months < 12 && first.months >= 12;
  return second.clocked && second.minutes < (first.clocked ? first.minutes : 1440);
}

function sum(first: Duration, second: Duration): Duration {
  const exact = first.exact && second.exact;
  if (first.months) return { ...first, months: first.months + second.months, exact };
  return { ...none, minutes: first.days * 1440 + first.minutes + second.minutes, exact, clocked: true };
}
