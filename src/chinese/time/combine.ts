import type { FoundPhrase } from "./find-phrases.ts";
import { type Gap, NOT_BEFORE, sameDay } from "./gap.ts";
import type { AnchoredPhrase, Clock, MomentPhrase, Phrase, RulePhrase, Span } from "./phrase.ts";
import { withPart } from "./read-clock.ts";
import { before } from "./scan.ts";

/** Phrases of one sentence put together: the one time they are about, and where its words stand. */
export type Reading = {
  readonly phrase: Phrase;
  readonly span: Span;
  /** a second place in the text: 12月20号那场培训下午两点 */
  readonly also?: Span;
  readonly gap: Gap;
  /** the place of the words that were taken back */
  readonly insteadOf?: Span;
  /** why it cannot stand as it is */
  readonly doubt?: "corrected twice" | "correction" | "no anchor" | "apart";
};

/** Words of saying between a day and a clock: in a record the clock is then another matter's. */
const SAID = /[说讲称问]|反映|告诉|通知|表示|答应|准备|打算|约/;

/** Puts together what belongs to one time: a day and its clock apart, a day said twice, a correction, 翌日. */
export function combine(found: readonly FoundPhrase[], text: string, record: boolean): Reading[] {
  const readings: Reading[] = [];
  let anchor: Reading | undefined;
  for (const { phrase: said, gap } of found) {
    const last = readings.at(-1);
    const matter = last !== undefined && gap === "touch" && isMatter(last.phrase, said);
    const phrase = matter ? clockOf(said) : said;
    if (!phrase) continue;
    const between = last ? text.slice((last.also ?? last.span).end, phrase.start) : "";
    const apart = record && SAID.test(between);
    const joined = last ? join(last, phrase, apart && gap === "near" ? "apart" : gap, text) : null;
    if (joined) readings[readings.length - 1] = joined;
    else readings.push(alone(phrase, gap, anchor));
    const latest = readings.at(-1);
    if (latest?.phrase.kind === "moment" && latest.phrase.day) anchor = latest;
  }
  return readings;
}

/** 后天赶集: what happens on a named day says nothing more of when. */
function isMatter(last: Phrase, next: Phrase): boolean {
  if (last.kind !== "moment" || !last.day || last.edge) return false;
  return next.kind === "vague" && next.topic.about === "event" && !next.topic.edge;
}

/** 赶集，早上六点半, once the day is known: the clock alone. */
function clockOf({ start, end, ...phrase }: Phrase): MomentPhrase | null {
  if (phrase.kind !== "vague" || !phrase.clock) return null;
  const nothing = { day: null, festival: false, lunar: false, check: null, edge: null, shift: null, clockFirst: false };
  return { kind: "moment", start, end, ...nothing, clock: phrase.clock };
}

function alone(phrase: Phrase, gap: Gap, anchor: Reading | undefined): Reading {
  if (phrase.kind !== "anchored") return { phrase, span: phrase, gap };
  if (anchor?.phrase.kind !== "moment") return { phrase, span: phrase, gap, doubt: "no anchor" };
  return { phrase: anchored(anchor.phrase, phrase), span: anchor.span, also: phrase, gap };
}

function join(last: Reading, next: Phrase, gap: Gap, text: string): Reading | null {
  const first = last.phrase;
  if (gap === "instead") return corrected(last, next, text);
  if (next.kind === "anchored")
    return first.kind === "moment" && first.day && gap !== "verb"
      ? { ...last, phrase: anchored(first, next), also: next }
      : null;
  if (gap !== "touch" && gap !== "near") return null;
  const touch = gap === "touch";
  if (first.kind === "moment" && next.kind === "moment") {
    const phrase = together(first, next, touch);
    return phrase && placedAt(last, phrase, next, touch);
  }
  if (first.kind === "rule" && next.kind === "moment") {
    if (next.day || !next.clock || next.edge) return null;
    const another =
      first.clocks.length > 0 && (!touch || next.clock.partOnly || first.clocks.some((each) => each.partOnly));
    return another ? null : placedAt(last, { ...first, clocks: [...first.clocks, next.clock] }, next, touch);
  }
  if (touch && first.kind === "moment" && !first.day && first.clock && next.kind === "rule" && next.clocks.length === 0)
    return placedAt(last, { ...next, clocks: [first.clock] }, next, true);
  return null;
}

function placedAt(last: Reading, phrase: MomentPhrase | RulePhrase, next: Span, touch: boolean): Reading {
  const { also, ...rest } = last;
  if (touch && !also) {
    const span = { start: last.span.start, end: next.end };
    return { ...rest, phrase: { ...phrase, ...span }, span };
  }
  return { ...last, phrase, also: also ? { start: also.start, end: next.end } : next };
}

/** Two moments of one sentence as one, or null when they are two. */
function together(first: MomentPhrase, next: MomentPhrase, touch: boolean): MomentPhrase | null {
  if (first.edge || first.shift) return null;
  if (first.day && next.day) {
    if (sameDay(first.day, next.day))
      return first.clock && next.clock ? null : { ...next, clock: next.clock ?? first.clock };
    if (!touch || first.check || first.clock || next.check || first.day.kind === next.day.kind) return null;
    return { ...next, day: first.day, festival: first.festival, lunar: first.lunar || next.lunar, check: next.day };
  }
  if (first.day && next.clock) {
    if (!first.clock) return { ...first, clock: next.clock, edge: next.edge, shift: next.shift };
    const clock = partAndHour(first.clock, next.clock);
    return clock && { ...first, clock, edge: next.edge, shift: next.shift };
  }
  if (first.day || !first.clock) return null;
  if (next.day) return touch && !next.clock ? { ...next, clock: first.clock, clockFirst: true } : null;
  const clock = touch && next.clock ? partAndHour(first.clock, next.clock) : null;
  return clock && { ...next, clock };
}

/** 早上，七点四十 */
function partAndHour(part: Clock, hour: Clock): Clock | null {
  if (!part.partOnly || !part.part || hour.partOnly) return null;
  if (!hour.part) return withPart(hour, part.part);
  return hour.part === part.part ? hour : null;
}

function anchored(anchor: MomentPhrase, next: AnchoredPhrase): MomentPhrase {
  const clock = next.clock ?? (next.days === 1 ? null : anchor.clock);
  const moved = (anchor.shift?.days ?? 0) - next.days;
  const shift = moved === 0 ? null : { days: moved, minutes: 0 };
  return { ...anchor, clock, shift, edge: next.edge, festival: anchor.festival && next.edge === null };
}

/** 后天，说错了，大后天: of two of one kind the later stands, with what it did not say again. */
function corrected(last: Reading, next: Phrase, text: string): Reading {
  const not = NOT_BEFORE.exec(before(text, last.span.start, 5))?.[0].length ?? 0;
  const span = { start: last.span.start - not, end: next.end };
  const reading = { span, gap: last.gap, insteadOf: { start: last.span.start, end: last.span.end } };
  if (last.insteadOf) return { ...reading, phrase: next, doubt: "corrected twice" };
  const first = last.phrase;
  if (first.kind === "rule" && next.kind === "rule") return { ...reading, phrase: next };
  if (first.kind === "relative" && next.kind === "relative") return { ...reading, phrase: next };
  if (first.kind !== "moment" || next.kind !== "moment") return { ...reading, phrase: next, doubt: "correction" };
  if (first.day && next.day)
    return { ...reading, phrase: { ...next, clock: next.clock ?? first.clock, edge: next.edge ?? first.edge } };
  if (next.day || !next.clock || !first.clock) return { ...reading, phrase: next, doubt: "correction" };
  const clock =
    first.clock.part && !next.clock.part && !next.clock.partOnly ? withPart(next.clock, first.clock.part) : next.clock;
  return { ...reading, phrase: { ...first, clock, edge: next.edge ?? first.edge, shift: next.shift } };
}
