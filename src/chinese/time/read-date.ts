import { dayOfWeek, type Numeral, readNumeral } from "./numeral.ts";
import { type DayExpr, type MonthRef, type Named, plainDay, type VagueTopic, type YearRef } from "./phrase.ts";
import { fullYear } from "./read-year.ts";
import { before, type Hit, lexicon, skipBlanks, sticky } from "./scan.ts";

const relativeMonth = lexicon<number>([
  ["本月 这个月 这月 当月", 0],
  ["下个月 下月", 1],
  ["下下个月 下下月", 2],
  ["上个月 上月", -1],
  ["上上个月 上上月", -2],
]);
/** Things that bear a number with 号: wells, buildings, documents … */
export const NUMBERED =
  /^ ?(?:[井渠楼院桥线机车房屋门厅棚库站柜箱坑塘池坝闸泵沟块田圃圈栏栋幢区片队组社湾村矿厂馆店铺摊床桌座牌文令件球选窗口岗坡岭堤涵洞管阀表杆仓灯锅炉罐窖岛船艇舱病产温电变监摄]|路(?!过)|台[区账]?|地块?(?!里干)|点位|公馆|通知|公告|员工|当事|主任务|技师)/;
const AFTER_NUMBER_OF_DAY =
  /^(?:[户人个家名口位组社队村湾岁亩斤元块万千百亿度次回条件台辆头只棵盏根袋套间张本份批层号日月点时分年周天倍成米里尺%℃.:/-]|公|平方|立方)/;
const MEASURE =
  /^ ?(?:[户人个家名口位岁亩斤元块毛角万千百亿度次倍成米里尺寸折分级版点吨升丈两头只条台辆%‰℃°$a-zA-Z\d.:/-]|公里|公斤|公顷|公分|平方|平米|立方|毫|厘|千|海拔)/;
const MEASURE_BEFORE =
  /(?:[率价费息值第为约近共长宽高深重达比均温涨跌降增超多少是得打¥$+*×vV№]|版本|血压|尿酸|血糖|血脂|读数|尾号|水位|体温|温度|湿度|高压|低压|电表|水表|心率|指标|视力|总分|[A-Za-z\d._/-]|\d:)$/;

const numeric = sticky(/(\d{4}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{1,2})(?!\d)(?:T(?=\d))?/, "12");
const dotted = sticky(/(\d{1,2})([./-])(\d{1,2})(?!\d)(?: ?[号日])?/, "0123456789");
const nth = sticky(
  /(?:的 ?)?(?:(第|倒数第|最后第)([一二三四五1-5])|最后一?|首)个?(?:(?:周|星期|礼拜)([一二三四五六日天]|[1-7](?!\d))|(工作日))/,
  "的第倒最首",
);
const end = sticky(
  /(?:的 ?)?(?:(底|末|最后一天|最末一天|尾)|(第一天|头一天)|倒数第([二三四五])天)/,
  "的底末最尾第头倒",
);
const DAY = "(\\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])";
const pair = sticky(
  new RegExp(`${DAY} ?(?:[、~—-]|到|至|和|或) ?${DAY} ?(?:号(?![楼院井])|日(?!均))`),
  "0123456789一二三四五六七八九十",
);
const tenDays = sticky(
  /(?:的 ?)?(?:(初(?![一二三四五六七八九十]|级|中)|上旬|头几天)|(中旬|中(?=$|[\s,，。]|提醒)|半(?!年))|(下旬))/,
  "的初上头中半下",
);

/** Every character a civil date can begin with, besides numbers. */
export const DATE_FIRSTS = `${relativeMonth.firsts}元月上中下`;

/** Reads a civil date at a position; `year` is the one already read in front of it. */
export function readDate(text: string, at: number, year: YearRef | null): Hit<Named> | null {
  return (
    (year ? null : readNumeric(text, at)) ??
    readMonth(text, at, year) ??
    (year ? readYearEnd(text, at, year) : readLooseDay(text, at))
  );
}

/** 2026-12-03, 2026/12/3, 2026.12.3, 12.3, 12/3, 12-3 */
function readNumeric(text: string, at: number): Hit<Named> | null {
  const full = numeric(text, at);
  if (full) {
    const year = fullYear(Number(full[1]), 4);
    if (year === null || /[A-Za-z\d._-]|\d:/.test(before(text, at, 1))) return null;
    return { value: date({ year }, Number(full[3]), Number(full[4])), end: at + full[0].length };
  }
  const match = dotted(text, at);
  if (!match || MEASURE_BEFORE.test(before(text, at, 3))) return null;
  const month = Number(match[1]);
  const day = Number(match[3]);
  const finish = at + match[0].length;
  if (match[2] === "/" && /[成占约近达有过剩余足]$/.test(before(text, at, 1))) return null;
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const marked = /[号日]$/.test(match[0]);
  if (!marked && match[2] === "." && !standsAsDate(text, at, finish)) return null;
  if (!marked && MEASURE.test(text.slice(finish, finish + 3)))
    if (!/^ (?=\d)/.test(text.slice(finish, finish + 2))) return null;
  // a slash is also a fraction and a hyphen a range: those need a sign that it is a date
  if (
    match[2] !== "." &&
    !marked &&
    !/^(?:$|[\s(,，。]|提醒|前(?!后)|之前|以前|[早上中下晚]|截止|走访|入户|谈心|接访|开会|去|到|在|或|和|跟|还是|不)/.test(
      text.slice(finish, finish + 2),
    )
  )
    return null;
  return { value: date(null, month, day), end: finish };
}

/** 老王11.18走访, 尿酸11.2: behind a noun it is a date only when what follows is a date's. */
function standsAsDate(text: string, at: number, finish: number): boolean {
  const lead = before(text, at, 2);
  if (
    !/[\u4e00-\u9fff]$/.test(lead) ||
    /[在于从自到至定是约截日前后的和与请说讲]$|时间|日期|提醒|通知|改为|大家|[们我你他俺咱您]$/.test(lead)
  )
    return true;
  return /^(?:\s(?=\S)|[(（,，]|提醒|前|之前|以前|[早上中下晚凌]|截止|走访|入户|谈|接访|开|去|到|在|来|交|报)/.test(
    text.slice(finish, finish + 2),
  );
}

function readMonth(text: string, at: number, year: YearRef | null): Hit<Named> | null {
  const month = readMonthRef(text, at);
  if (!month) return null;
  const next = skipBlanks(text, month.end);
  return (
    readNth(text, next, year, month.value) ??
    readEnd(text, next, year, month.value) ??
    readDayOfMonth(text, next, year, month.value) ??
    vagueMonth(text, next, month.end, year, month.value)
  );
}

function readMonthRef(text: string, at: number): Hit<MonthRef> | null {
  const word = relativeMonth(text, at);
  if (word && !/[楼山]/.test(before(text, at, 1)))
    return { value: { months: word.value }, end: afterOf(text, word.end) };
  if (text.startsWith("元月", at)) return { value: { month: 1 }, end: afterOf(text, at + 2) };
  const number = readNumeral(text, at);
  if (!number?.value.exact || number.end - at > 2) return null;
  const mark = skipBlanks(text, number.end);
  if (text.charAt(mark) !== "月" || /[亮季经嫂薪租息票饼球供均报度检]/.test(text.charAt(mark + 1))) return null;
  return { value: { month: number.value.n }, end: afterOf(text, mark + 1) };
}

function afterOf(text: string, at: number): number {
  const next = text.charAt(at) === "份" ? at + 1 : at;
  return text.charAt(next) === "的" ? next + 1 : next;
}

function readNth(text: string, at: number, year: YearRef | null, month: MonthRef): Hit<Named> | null {
  const match = nth(text, at);
  if (!match) return null;
  const count = match[2] ? dayOfWeek(match[2]) : 1;
  const ordinal = match[1] === "第" || match[0].includes("首") ? count : -count;
  const weekday = match[3] ? dayOfWeek(match[3]) : 0;
  return { value: plainDay({ kind: "nth", year, month, nth: ordinal, weekday }), end: at + match[0].length };
}

function readEnd(text: string, at: number, year: YearRef | null, month: MonthRef | null): Hit<Named> | null {
  const match = end(text, at);
  if (!match) return null;
  const day = match[1] ? -1 : match[2] ? 1 : -dayOfWeek(match[3] ?? "");
  return { value: plainDay({ kind: "date", year, month, day }), end: at + match[0].length };
}

/** 5、6号, 5到7号: two days, or all between them */
function readDayPair(text: string, at: number, year: YearRef | null, month: MonthRef): Hit<Named> | null {
  const match = pair(text, at);
  const days = match && [match[1], match[2]].map((each) => readNumeral(each ?? "", 0)?.value.n ?? 0);
  if (!match || !days) return null;
  const [first = 0, second = 0] = days;
  if (first < 1 || second < 1 || first > 31 || second > 31) return null;
  const topic: VagueTopic = { about: "month", year, month, days: [first, second] };
  return { value: { kind: "vague", topic }, end: at + match[0].length };
}

function readDayOfMonth(text: string, at: number, year: YearRef | null, month: MonthRef): Hit<Named> | null {
  const two = readDayPair(text, at, year, month);
  if (two) return two;
  const number = readNumeral(text, at);
  if (!number || !Number.isInteger(number.value.n)) return null;
  if (!number.value.exact) return vagueNumber(text, number, year, month);
  const mark = skipBlanks(text, number.end);
  const day: DayExpr = { kind: "date", year, month, day: number.value.n };
  if (/[号日]/.test(text.charAt(mark))) return { value: plainDay(day), end: mark + 1 };
  if (number.value.n > 31 || AFTER_NUMBER_OF_DAY.test(text.slice(number.end, number.end + 2))) return null;
  return bareDay(number, day);
}

/** 12月3 is a date; 八月十五 without 日 can be lunar as well, and three of them always are. */
function bareDay(number: Hit<Numeral>, day: Extract<DayExpr, { kind: "date" }>): Hit<Named> | null {
  const month = day.month && "month" in day.month ? day.month.month : null;
  if (!number.value.han || month === null) return { value: plainDay(day), end: number.end };
  const lunar: DayExpr = { kind: "lunar", year: day.year, month, leap: false, day: day.day };
  if (month === day.day && [2, 3, 9].includes(month))
    return { value: { kind: "day", day: lunar, festival: false, lunar: true }, end: number.end };
  return { value: { kind: "vague", topic: { about: "dates", days: [lunar, day] } }, end: number.end };
}

function vagueNumber(text: string, number: Hit<Numeral>, year: YearRef | null, month: MonthRef): Hit<Named> | null {
  const mark = skipBlanks(text, number.end);
  if (!/[号日]/.test(text.charAt(mark)) || (text.charAt(number.end - 1) === "几" && number.value.n < 10)) return null;
  const from = number.value.n < 10 ? number.value.n : Math.floor(number.value.n / 10) * 10;
  const topic: VagueTopic = { about: "month", year, month, days: [from, from + 1] };
  return { value: { kind: "vague", topic }, end: mark + 1 };
}

function vagueMonth(text: string, at: number, bare: number, year: YearRef | null, month: MonthRef): Hit<Named> {
  const part = tenDays(text, at);
  const days = part ? spanOf(part) : ([1, -1] as const);
  return {
    value: { kind: "vague", topic: { about: "month", year, month, days } },
    end: part ? at + part[0].length : bare,
  };
}

function spanOf(part: RegExpExecArray): readonly [number, number] {
  if (part[1]) return [1, 5];
  return part[2] ? [15, 20] : [25, -1];
}

/** 20号, 月底, 下旬: no month is named. */
function readLooseDay(text: string, at: number): Hit<Named> | null {
  if (text.charAt(at) === "月") {
    if (/[年个\d一二三四五六七八九十]/.test(before(text, at, 1))) return null;
    const last = readEnd(text, at + 1, null, null);
    if (last) return last;
    if (text.startsWith("月内", at)) return vagueMonth(text, at + 2, at + 2, null, { months: 0 });
    return tenDays(text, at + 1) ? vagueMonth(text, at + 1, at + 1, null, { months: 0 }) : null;
  }
  if (text.charAt(at + 1) === "旬" && /[上中下]/.test(text.charAt(at)))
    return vagueMonth(text, at, at, null, { months: 0 });
  return readDayNumber(text, at);
}

function readDayNumber(text: string, at: number): Hit<Named> | null {
  const two = /[第编门尾户账证路街巷弄道院栋幢楼组A-Za-z\d#.-]/.test(before(text, at, 1))
    ? null
    : readDayPair(text, at, null, { months: 0 });
  if (two) return two;
  const number = readNumeral(text, at);
  if (!number || !Number.isInteger(number.value.n) || number.value.n < 1) return null;
  const mark = skipBlanks(text, number.end);
  const sign = text.charAt(mark);
  if (sign !== "号" && sign !== "日") return null;
  const lead = before(text, at, 2);
  if (/(?:[第编门尾户账证路街巷弄道院栋幢楼组]|[A-Za-z\d#.]|(?<![号日])-)$/.test(lead) || number.end - at > 3)
    return null;
  const following = text.slice(mark + 1, mark + 4);
  if (sign === "号" && (NUMBERED.test(following) || /^码/.test(following))) return null;
  if (sign === "日" && /^(?:[常均产夜]|游(?!行)|用品)/.test(following)) return null;
  if (number.value.n > 31 && !/^(?:$|[\s,，。]|提醒|前|之前|以前)/.test(following)) return null;
  if (!number.value.exact) return vagueNumber(text, number, null, { months: 0 });
  return { value: plainDay({ kind: "date", year: null, month: null, day: number.value.n }), end: mark + 1 };
}

/** 今年底, 明年年底: the end of the civil or of the lunar year */
function readYearEnd(text: string, at: number, year: YearRef): Hit<Named> | null {
  const match = /^年?[底末]/.exec(text.slice(at, at + 2));
  if (!match) return null;
  return { value: { kind: "vague", topic: yearEnd(year) }, end: at + match[0].length };
}

export function yearEnd(year: YearRef | null): VagueTopic {
  const civilEnd: DayExpr = { kind: "date", year, month: { month: 12 }, day: 31 };
  const lunarEnd: DayExpr = { kind: "lunar", year, month: 12, leap: false, day: -1 };
  return { about: "dates", days: [civilEnd, lunarEnd] };
}

function date(year: YearRef | null, month: number, day: number): Named {
  return plainDay({ kind: "date", year, month: { month }, day });
}
