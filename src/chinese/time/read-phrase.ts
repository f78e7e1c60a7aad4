import { type Clock, hit, type Phrase, type RulePhrase } from "./phrase.ts";
import { readAnchored } from "./read-anchored.ts";
import { readClock } from "./read-clock.ts";
import { readDay } from "./read-day.ts";
import { draft, withClock, withEdge } from "./read-day-clock.ts";
import { readOffset } from "./read-offset.ts";
import { readRecurring } from "./read-recurring.ts";
import { readRule } from "./read-rule.ts";
import { readVague } from "./read-vague.ts";
import { vague } from "./read-vague-phrase.ts";
import { type Hit, skipBlanks } from "./scan.ts";
import { ANCHORED, CLOCK, DAY, OFFSET, RULE, VAGUE } from "./starts.ts";

/**
 * The phrase that begins at a position, or null.
 * @param starts which readers its first character can begin a phrase for
 */
export function readPhrase(text: string, at: number, starts: number): Hit<Phrase> | null {
  return (
    (starts & OFFSET ? readOffset(text, at) : null) ??
    (starts & RULE ? readRecurring(text, at) : null) ??
    (starts & VAGUE ? readVagueWord(text, at) : null) ??
    readMoment(text, at, starts) ??
    (starts & ANCHORED ? readAnchored(text, at) : null)
  );
}

function readVagueWord(text: string, at: number): Hit<Phrase> | null {
  const word = readVague(text, at);
  return word && vague(text, at, word.end, word.value.topic, word.value.weak);
}

function readMoment(text: string, at: number, starts: number): Hit<Phrase> | null {
  const named = starts & DAY ? readDay(text, at) : null;
  if (named?.value.kind === "vague") return vague(text, at, named.end, named.value.topic, false);
  if (named) return withClock(text, at, named.end, named.value);
  const clock = starts & CLOCK ? readClock(text, at, false) : null;
  if (!clock) return null;
  return clockFirst(text, at, clock) ?? withEdge(text, at, clock.end, draft(null, clock.value, null, false));
}

/** 早上8点每天, 8点12月3号: the day after its clock */
function clockFirst(text: string, at: number, clock: Hit<Clock>): Hit<Phrase> | null {
  const next = skipBlanks(text, clock.end);
  const rule = readRule(text, next);
  if (rule?.value.kind === "rule")
    return hit({
      kind: "rule",
      start: at,
      end: rule.end,
      rule: rule.value.rule,
      clocks: [clock.value],
      edge: null,
      from: null,
    } satisfies RulePhrase);
  if (/[一二三四五六七八九十\d]/.test(text.charAt(next)) && clock.value.partOnly) return null;
  const day = readDay(text, next);
  if (day?.value.kind !== "day" || readClock(text, day.end, true)) return null;
  return withEdge(text, at, day.end, draft(day.value, clock.value, null, true));
}
