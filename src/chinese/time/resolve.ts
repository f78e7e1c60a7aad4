import { ask, askVague } from "./ask.ts";
import { atMinute, type Day } from "./days.ts";
import { moment, OLDEST_RECORD, type Outcome } from "./outcome.ts";
import type { DayExpr, MomentPhrase, Phrase, RelativePhrase, VaguePhrase } from "./phrase.ts";
import { place } from "./place.ts";
import type { PlaceContext } from "./place-context.ts";
import { resolveFuture } from "./resolve-future.ts";
import { askAhead, resolveRecord } from "./resolve-record.ts";
import { resolveRule } from "./resolve-rule.ts";

/** Reads one phrase by the rules of its use. `words` are the original characters of the phrase. */
export function resolve(phrase: Phrase, words: string, context: PlaceContext): Outcome {
  switch (phrase.kind) {
    case "anchored":
      return ask(`“${words}”是哪一天？`, [], context);
    case "vague":
      return resolveVague(phrase, words, context);
    case "rule":
      return context.use === "record" ? { kind: "none" } : resolveRule(phrase, words, context);
    case "relative":
      return resolveRelative(phrase, words, context);
    case "moment":
      return context.use === "record" ? resolveRecord(phrase, words, context) : resolveFuture(phrase, words, context);
  }
}

function resolveVague(phrase: VaguePhrase, words: string, context: PlaceContext): Outcome {
  const known = townDay(phrase, context);
  if (known) return resolve(known, words, context);
  const record = context.use === "record";
  if (phrase.topic.about === "now")
    return record ? { kind: "day", day: context.today, lunar: false } : { kind: "none" };
  if (record && phrase.topic.about === "rules") return { kind: "none" };
  const recent = record && phrase.topic.about === "dates" ? onlyRecent(phrase.topic.days, context) : null;
  if (recent !== null) return { kind: "day", day: recent, lunar: false };
  if (!record || phrase.topic.about === "past") return askVague(phrase, words, context);
  return phrase.weak ? { kind: "none" } : { ...askVague(phrase, words, context), ahead: true };
}

/** 十一月十五 by either calendar: of a record the one of these days that is over and not long gone. */
function onlyRecent(days: readonly DayExpr[], context: PlaceContext): Day | null {
  const named = new Set(days.map((each) => (each.kind === "date" || each.kind === "lunar" ? monthAndDay(each) : "")));
  if (named.size !== 1 || named.has("") || new Set(days.map(({ kind }) => kind)).size !== 2) return null;
  const found = days.flatMap((each) => place(each, 0, false, 0, context)?.day ?? []);
  const recent = new Set(found.filter((day) => day >= context.today - OLDEST_RECORD));
  const [only] = recent;
  return only !== undefined && recent.size === 1 && found.length > 1 ? only : null;
}

const monthAndDay = ({ month, day }: Extract<DayExpr, { kind: "date" | "lunar" }>): string =>
  typeof month === "number" ? `${month}-${day}` : month !== null && "month" in month ? `${month.month}-${day}` : "";

/** 赶集那天, 开学前: a day like any other where the town's tables have it. */
function townDay(phrase: VaguePhrase, context: PlaceContext): MomentPhrase | null {
  const { topic, clock, start, end } = phrase;
  if (topic.about !== "event" || !topic.day) return null;
  const day = topic.day;
  if (day.kind === "market" ? context.calendar.market === null : place(day, 0, false, 0, context) === null) return null;
  const base = {
    kind: "moment",
    start,
    end,
    day,
    lunar: false,
    check: null,
    clock,
    clockFirst: false,
    shift: null,
  } as const;
  return { ...base, festival: true, edge: topic.edge ?? null };
}

function resolveRelative(phrase: RelativePhrase, words: string, context: PlaceContext): Outcome {
  const at = context.now + phrase.minutes * 60_000;
  if (context.use !== "record") return phrase.minutes > 0 ? moment(at, phrase, true) : { kind: "past", at };
  if (phrase.minutes > 0) return askAhead(words, [], context);
  if (at < atMinute(context.today - OLDEST_RECORD, 0)) return ask(`“${words}”太久了，是哪天？`, [], context);
  return moment(at, phrase, true);
}
