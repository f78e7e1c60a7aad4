import { readTime, type TimeResult } from "../time/index.ts";
import type { Span } from "./draft.ts";
import type { Scene } from "./scene.ts";

/** Words of what is still to be done: their times are not the record's. */
const PLAN =
  /(?:下次|下回|(?:他|她)?(?:准备|打算|计划|预计)|约[好定]|说[好定]|商量好|定[于在]|要求|争取|到时候)[^。;,，\n]*/gu;
/** Words that name a day, as against an event. */
const DAYLIKE = /[天日号周月年昨刚前上晚早晌午]|礼拜|星期|\d/;
const AHEAD = /^(?:下|明|后[天儿]|大后|今后|以后|过|一会|等|月底|年底|年前|年后|节后)/;

const blank = (text: string, { start, end }: Span): string =>
  text.slice(0, start) + "□".repeat(end - start) + text.slice(end);

/** The same characters with some hidden, at the same offsets. */
export const hidden = (text: string, spans: readonly Span[]): string => spans.reduce(blank, text);

/**
 * The day of a record, wherever it stands. A time that is open is asked where the record is told (before `headEnd`) or
 * when it speaks of the past; one to come that stands in the content is a matter of the content.
 */
export function recordTime(
  text: string,
  { start, end }: Span,
  headEnd: number,
  { speaker, world }: Scene,
  verbAt = start,
): TimeResult {
  const line = text.slice(start, end);
  const plans = [...line.matchAll(PLAN)].map(({ 0: words, index }) => ({ start: index, end: index + words.length }));
  const use = "record" as const;
  const open = hidden(line, plans);
  const when = { sentAt: speaker.sentAt, use, calendar: world.calendar };
  // 昨天没去成，今天上午去了: the clause that tells it
  const clauseAt = Math.max(...[...",，。;\n"].map((sign) => open.lastIndexOf(sign, verbAt - start))) + 1;
  if (clauseAt > 0) {
    const own = readTime(open.slice(clauseAt, clauseEnd(open, verbAt - start)), when);
    if (own.kind === "day" || own.kind === "moment") return shifted(own, start + clauseAt);
  }
  // where the record is told first: 今天谈的，资金下周到 is today's
  const told = readTime(open.slice(0, clauseEnd(open, headEnd - start)), when);
  const read = told.kind === "day" || told.kind === "moment" ? told : readTime(open, when);
  if (read.kind === "ask" && start + read.span.start >= headEnd) {
    const words = line.slice(read.span.start, read.span.end);
    if (AHEAD.test(words)) return { kind: "none" };
  }
  // 庙会, 开学: an event that is spoken of, not the day it was spoken of
  if (read.kind === "ask" && !DAYLIKE.test(line.slice(read.span.start, read.span.end))) return { kind: "none" };
  return shifted(read, start);
}

function clauseEnd(line: string, from: number): number {
  const end = /[,，。;\n]/.exec(line.slice(Math.max(0, from)));
  return end ? Math.max(0, from) + end.index : line.length;
}

/** The same result for a text with so many characters in front. */
export function shifted(read: TimeResult, by: number): TimeResult {
  if (read.kind === "none") return read;
  const move = (span: Span): Span => ({ start: span.start + by, end: span.end + by });
  return {
    ...{ ...read, span: move(read.span) },
    ...(read.also ? { also: move(read.also) } : {}),
    ...(read.others ? { others: read.others.map(move) } : {}),
  };
}
