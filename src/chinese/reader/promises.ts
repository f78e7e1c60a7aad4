import { type Calendar, readTime, type TimeResult } from "../time/index.ts";
import type { SaidPromise, Span } from "./draft.ts";

/** 上次答应的路灯, 没答应, 保证金 are no promise made here. */
const OPENS =
  /(?<![没不未别敢能].?|上次|上回|(?<![一二三四五六日天末底号年月内])(?:以前|之前)|原来|当初|早就|一直|曾经|曾)(?:我|俺|当场|当面|也|都|书记|主任|他|她|镇里|村里)?(?:承诺|答应|保证|应承|许诺|应下)(?:了|过(?![一两二三几\d])|说|下来|他|她|人家|老人家?|大家|群众|书记|给他|给她)?(?![的书金人期函状率])[:,\s]*(?=\S)/u;
const LABEL = /(?:承诺|答应|保证)\s*:\s*/u;
/** What ends what was promised. */
const STOP =
  /[。!?\n]|;(?=\s*(?:承诺|答应|保证|问题|下次|话题|时间|地点|类别|同)\s*:)|(?=[,，]\s*(?:今天|昨天|前天|上午|下午|刚才|上?周.)?(?:我|俺)?(?:跟.{1,4}|和.{1,4})?[谈聊唠]的)|(?=\s\/)|(?=(?:^|[\s,;])(?:承诺|答应|保证)\s*:)|(?=(?:^|[\s,;])(?:问题|下次|话题|时间|地点|类别|同)\s*:)/u;

/** 下周二之前答应…: the date stands before the word. */
const BEFORE =
  /(?:下+个?(?:周|星期|礼拜)[一二三四五六日天末]|[这本]?周[一二三四五六日](?=之?前|以前)|月底|年底|明天|后天|\d{1,2}月\d{1,2}[号日]|[一二三四五六七八九十\d]+天[之以]?内)(?:之?前|以前)?\s*(?:我|俺)?$/u;
const DATED = /[\d一二三四五六七八九十明后下本这][天日号周月]|[周月年][底末]|[前内]/;

export type PromiseRegion = Span & { readonly from: number };

/** Where a text promises; `from`: where the promise itself begins. */
export function promiseRegions(text: string, start: number, end: number): readonly PromiseRegion[] {
  const found: PromiseRegion[] = [];
  for (let at = start; at < end; ) {
    const line = text.slice(at, end);
    const match = nearer(LABEL.exec(line), OPENS.exec(line));
    if (!match) break;
    const from = at + match.index + match[0].length;
    const stop = STOP.exec(text.slice(from, end));
    const stopAt = stop ? from + stop.index : end;
    const early = DATED.test(text.slice(from, stopAt)) ? null : BEFORE.exec(text.slice(at, at + match.index));
    const begin = at + (early?.index ?? match.index);
    if (stopAt > from) found.push({ start: begin, from: early ? begin : from, end: stopAt });
    at = Math.max(stopAt, from);
  }
  return found;
}

function nearer(one: RegExpExecArray | null, other: RegExpExecArray | null): RegExpExecArray | null {
  if (!one || !other) return one ?? other;
  return other.index < one.index ? other : one;
}

type When = { readonly sentAt: number; readonly calendar: Calendar };
type Clause = Span & { readonly due: TimeResult };

/** Each clause with a date of its own is a promise of its own; a clause without one goes on with the one before. */
export function promisesOf(text: string, region: PromiseRegion, when: When): readonly SaidPromise[] {
  const clauses = clausesOf(text, region).map((span): Clause => {
    return { due: readTime(text.slice(span.start, span.end), { use: "deadline", ...when }), ...span };
  });
  const made: Clause[] = [];
  for (const clause of clauses) {
    const last = made.at(-1);
    const dated = clause.due.kind !== "none";
    const bare = dated && isBareTime(text, clause);
    if (last && (!dated || (last.due.kind === "none" && bare)))
      made[made.length - 1] = { start: last.start, end: clause.end, due: dated ? clause.due : last.due };
    else made.push(clause);
  }
  return made.map(({ start, end, due }) => ({ start, end, due, text: text.slice(start, end).trim() }));
}

function clausesOf(text: string, { from, end }: PromiseRegion): readonly Span[] {
  const spans: Span[] = [];
  let start = from;
  for (let at = from; at <= end; at++) {
    if (at < end && !/[,、;]/.test(text.charAt(at))) continue;
    if (text.slice(start, at).trim() !== "") spans.push({ start, end: at });
    start = at + 1;
  }
  return spans.length <= 1 ? spoken(text, spans) : spans;
}

/** A voice transcript has no commas: 下周三前开会下周五前修路灯. */
function spoken(text: string, spans: readonly Span[]): readonly Span[] {
  return spans.flatMap(({ start, end }) => {
    const starts = [...text.slice(start, end).matchAll(BEGINS)]
      .map(({ index }) => start + index)
      .filter((at) => at > start);
    return [start, ...starts].map((from, i) => ({ start: from, end: starts[i] ?? end }));
  });
}
const BEGINS =
  /(?<=\p{Script=Han}{2}\s?)(?:下+个?(?:周|星期|礼拜)[一二三四五六日天末]|这?周[一二三四五六日](?=前|之前|以前)|月底前|年底前|年前|明天|后天|\d{1,2}月\d{1,2}[号日]|[一二三]天[内之]内?)(?=.{0,6}(?:前|内|之前|把|给|去|来|修|办|开|送|报|装|通))/gu;

function isBareTime(text: string, { start, end, due }: Clause): boolean {
  if (due.kind === "none") return false;
  const rest = text.slice(start, start + due.span.start) + text.slice(start + due.span.end, end);
  return rest.replace(/[\s\p{P}]|完成|搞定|办好|弄好|就行|落实/gu, "") === "";
}
