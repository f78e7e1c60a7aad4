import { fold } from "../../chinese/fold.ts";
import { leadingPlace } from "../../chinese/names/index.ts";
import { dayOf, type Period, readPeriod, readTime } from "../../chinese/time/index.ts";
import { type Context, ownPlaceId } from "../context.ts";
import { Ask, listChoices } from "../order.ts";
import type { PlaceValue } from "./declare.ts";
import { placeValueOf } from "./place.ts";

/** What a list is narrowed down to, in whatever order it is said: `东卧牛 本月 第2页`. */
export type Filters = {
  readonly place: PlaceValue | undefined;
  readonly days: Period | undefined;
  readonly page: number | undefined;
  /** what is none of these, word by word: for the list itself to understand or to refuse */
  readonly words: readonly string[];
};

const pageWord = /第\s*([\d一二三四五六七八九十]{1,4})\s*页/u;
const numerals = "一二三四五六七八九十";

/** `第2页`, `第三页`; undefined where no page is said. */
export function pageIn(text: string): number | undefined {
  const said = pageWord.exec(fold(text).text)?.[1];
  if (said === undefined) return undefined;
  const page = numerals.includes(said) ? numerals.indexOf(said) + 1 : Number(said);
  return Number.isSafeInteger(page) && page > 0 ? page : undefined;
}

/** @throws Ask when several places are called so */
export function readFilters(text: string, context: Context): Filters {
  const folded = fold(text).text;
  const page = pageIn(folded);
  const line = folded.replace(pageWord, " ");
  const days = periodIn(line, context);
  const left = days ? line.replace(days.said, " ") : line;
  let place: PlaceValue | undefined;
  const words: string[] = [];
  for (const word of left.split(/[\s,，、。;；]+/u).filter(Boolean)) {
    const found = place ? undefined : placeOf(word, context);
    if (!found) words.push(word);
    else {
      place = found.place;
      if (found.rest !== "") words.push(found.rest);
    }
  }
  return { place, days, page, words };
}

function periodIn(line: string, { now, calendar }: Context): Period | undefined {
  const period = readPeriod(line, now);
  if (period) return period;
  const time = readTime(line, { sentAt: now, use: "record", calendar });
  if (time.kind !== "day" && time.kind !== "moment") return undefined;
  const day = time.kind === "day" ? time.day : dayOf(time.at);
  return { from: day, to: day, said: line.slice(time.span.start, time.span.end) };
}

function placeOf(word: string, context: Context): { place: PlaceValue | undefined; rest: string } | undefined {
  const { order, places } = context;
  const leading = leadingPlace(word, ownPlaceId(context), places.index);
  if (!leading || leading.found.kind === "none") return undefined;
  const { found, said, rest } = leading;
  if (found.kind === "one") return { place: placeValueOf(found.value.id, context), rest };
  const chosen = order?.chosen.place;
  if (chosen !== undefined) return { place: placeValueOf(chosen, context), rest };
  if (!order) return undefined;
  const choices = found.values.slice(0, 9).map(({ id }) => ({
    label: places.fullName(id),
    order: { ...order, asked: order.asked + 1, chosen: { ...order.chosen, place: id } },
  }));
  const question = `“${said}”有好几个，是哪个？${listChoices(choices.map(({ label }) => label))}`;
  throw new Ask(question, { kind: "choice", choices }, `“${said}”有好几个，请说全。`);
}
