import { type Asked, ask } from "./ask.ts";
import { atMinute, civil } from "./days.ts";
import { clockChoices, clockIsUnclear, contradiction, nowhere, shortDate, unclear } from "./doubt.ts";
import { moment, OLDEST_RECORD, type Outcome } from "./outcome.ts";
import type { Clock, MomentPhrase } from "./phrase.ts";
import { place } from "./place.ts";
import type { PlaceContext } from "./place-context.ts";

/** Records: a day or moment that is over, at most 60 days ago. */
export function resolveRecord(phrase: MomentPhrase, words: string, context: PlaceContext): Outcome {
  const clock = phrase.clock && !phrase.clock.partOnly && !phrase.clock.loose ? phrase.clock : null;
  const minute = clock?.minutes[0] ?? null;
  if (!phrase.day) return phrase.clock ? recordClock(phrase.clock, clock, words, context) : { kind: "none" };
  const placed = place(phrase.day, minute ?? 0, clock !== null, 0, context);
  if (!placed) return nowhere(phrase.day, null, words, context);
  const conflict = contradiction(phrase, placed, words, context);
  if (conflict) return conflict;
  if (phrase.edge)
    return ask(
      `“${words}”是哪天？`,
      [
        { day: placed.day, minute },
        { day: placed.day - 1, minute },
      ],
      context,
    );
  const day = placed.day - (phrase.shift?.days ?? 0);
  if (clock && clockIsUnclear(clock, phrase)) return ask(unclear(words), clockChoices(clock, day, context), context);
  const at = atMinute(day, (minute ?? 0) - (phrase.shift?.minutes ?? 0));
  if (at > context.now) return askAhead(words, [], context);
  if (day < context.today - OLDEST_RECORD)
    return ask(
      `“${words}”是${civil(day).year}年${shortDate(day)}，已经两个多月了，是哪天？`,
      [{ day, minute }],
      context,
    );
  return minute === null
    ? { kind: "day", day, lunar: phrase.lunar, ...(placed.note ? { note: placed.note } : {}) }
    : moment(at, phrase, true, placed.note);
}

/** A record's clock without a day is today's, when that is over. */
function recordClock(said: Clock, clock: Clock | null, words: string, context: PlaceContext): Outcome {
  const first = said.minutes[0] ?? 0;
  const over = atMinute(context.today, first) <= context.now;
  if (!clock)
    return over && said.minutes.length === 1 ? { kind: "day", day: context.today, lunar: false } : { kind: "none" };
  if (clock.minutes.length !== 1 || !over)
    return askAhead(
      words,
      clock.minutes.map((minute) => ({ day: context.today - 1, minute })),
      context,
    );
  return { kind: "moment", at: atMinute(context.today, first), lunar: false, clocked: true };
}

/** A record that would lie ahead. */
export function askAhead(words: string, candidates: Parameters<typeof ask>[1], context: PlaceContext): Asked {
  return { ...ask(`“${words}”还没到，这件事是哪天的？`, candidates, context), ahead: true };
}
