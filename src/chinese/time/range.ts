import type { Chosen } from "./choose.ts";
import type { DayExpr, MomentPhrase, Phrase, Span } from "./phrase.ts";
import type { PlaceContext } from "./place-context.ts";
import { resolve } from "./resolve.ts";

/**
 * 12月1日至5日: a deadline is the end of a range, a record its first day; a reminder is asked, but a range of clocks
 * is its start. Null when the chosen reading is no end of a range.
 */
export function rangeOf(
  reads: readonly Chosen[],
  chosen: Chosen,
  words: (span: Span) => string,
  context: PlaceContext,
): Chosen | null {
  const index = reads.indexOf(chosen);
  const first = chosen.gap === "to" ? reads[index - 1] : chosen;
  const last = chosen.gap === "to" ? chosen : reads[index + 1];
  if (!first || last?.gap !== "to" || context.use === "reminder") return null;
  const span = { start: first.span.start, end: last.span.end };
  if (context.use === "record") return first.outcome.kind === "none" ? null : { ...first, span };
  const phrase = endOf(first.phrase, last.phrase);
  if (phrase?.day == null) return null;
  return {
    ...last,
    phrase,
    span,
    outcome: resolve({ ...phrase, edge: phrase.edge ?? "before", festival: false }, words(span), context),
  };
}

/** The end of a range with the month or the week that only its beginning named. */
function endOf(first: Phrase, last: Phrase): MomentPhrase | null {
  if (first.kind !== "moment" || last.kind !== "moment") return null;
  if (!last.day) return last.clock ? { ...last, day: first.day } : null;
  return { ...last, day: sameMonth(first.day, last.day) };
}

function sameMonth(first: DayExpr | null, last: DayExpr): DayExpr {
  if (first?.kind === "date" && last.kind === "date" && !last.month)
    return first.day <= last.day ? { ...last, year: first.year, month: first.month } : last;
  if (first?.kind === "date" && last.kind === "date" && !last.year && first.year) return { ...last, year: first.year };
  if (first?.kind === "weekday" && last.kind === "weekday" && last.weeks === null && first.weeks !== null)
    return { ...last, weeks: first.weeks + (last.weekday < first.weekday ? 1 : 0) };
  return last;
}
