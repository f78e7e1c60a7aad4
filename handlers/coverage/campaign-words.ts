import type { Context } from "../../src/bot/context.ts";
import type { PlaceValue } from "../../src/bot/reading/declare.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { fold } from "../../src/chinese/fold.ts";
import type { PlaceLevel } from "../../src/chinese/names/index.ts";
import { type Choice, dayOf, readTime } from "../../src/chinese/time/index.ts";
import { daysBetween } from "../../src/ledger/coverage.ts";
import type { KindName } from "../../src/ledger/kinds.ts";
import { counted, levelOf } from "./asked.ts";

/** What a campaign is to reach, how often and in which days. */
export type Wanted = {
  readonly kind: KindName;
  /** null: people */
  readonly level: PlaceLevel | null;
  readonly minimum: number;
  /** YYYY-MM-DD */
  readonly from: string;
  readonly to: string;
  readonly place: PlaceValue | undefined;
};

export const example = "例：/专项 新建 冬季走访 走访 各湾 12月1日到12月31日 至少2次";
/** A register has no last day. */
const forever = "9999-12-31";
const numerals = "一二三四五六七八九";

/** `走访 各湾 12月1日到12月31日 至少2次`, in any order. @throws UserError for what is missing or nothing is known of */
export function readCampaign(text: string, ofPeople: boolean, context: Context): Wanted {
  const { often, minimum } = oftenIn(text);
  const { period, from, to } = periodIn(text, often);
  if (to === "") throw new UserError(`没写到哪天为止。${example}`);
  const [first, last] = daysIn({ from, to }, { day: dayOf(context.now), word: "今天" }, example, context);
  let kind: KindName | undefined;
  let level: PlaceLevel | undefined;
  const rest: string[] = [];
  for (const word of fold(text)
    .text.replace(often, " ")
    .replace(period, " ")
    .split(/[\s,，、;；]+/u)) {
    const named = counted.find((one) => one.word === word);
    if (named) kind = named.name;
    else if (levelOf(word)) level = levelOf(word);
    else if (word !== "") rest.push(word);
  }
  const { place, words } = readFilters(rest.join(" "), context);
  if (words.length > 0) throw new UserError(`没听懂“${words.join(" ")}”，没建。${example}`);
  if (!kind) throw new UserError(`没写是${counted.map(({ word }) => word).join("还是")}。${example}`);
  if (!ofPeople && !level) throw new UserError(`没写要到哪一级：各村、各社、各湾，或“对象：村书记”。${example}`);
  if (minimum < 1) throw new UserError(`“${often}”不行，至少1次。${example}`);
  return { kind, level: ofPeople ? null : (level ?? null), minimum, from: first, to: last, place };
}

/** `到1月15日`, `12月1日到1月15日`, `至少3次`, as far as it is said. @throws UserError for what nothing is known of */
export function readCampaignChange(
  text: string,
  before: { readonly from_day: string; readonly to_day: string; readonly minimum: number },
  context: Context,
): { readonly from_day: string; readonly to_day: string; readonly minimum: number } {
  const how = "例：/专项 更正 冬季走访 到1月15日";
  const { often, minimum } = oftenIn(text);
  const { period, from, to } = periodIn(text, often);
  const rest = fold(text)
    .text.replace(often, " ")
    .replace(period, " ")
    .replace(/^\s*(?:改[为成到]?|延[长期]?)\s*/u, "");
  if (rest.trim() !== "") throw new UserError(`没听懂“${rest.trim()}”，没改。${how}`);
  const since = { day: before.from_day, word: before.from_day };
  const [from_day, to_day] = to === "" ? [before.from_day, before.to_day] : daysIn({ from, to }, since, how, context);
  if (often !== "" && minimum < 1) throw new UserError(`“${often}”不行，至少1次。${how}`);
  return { from_day, to_day, minimum: often === "" ? before.minimum : minimum };
}

/** The days and the place of a campaign that reaches nobody. `endless`: without a last day it goes on. @throws UserError */
export function readPlaceAndDays(text: string, endless: boolean, context: Context) {
  const { period, from, to } = periodIn(text, "");
  if (to === "" && !endless)
    throw new UserError("没写到哪天为止。例：/专项 新建 集中教育 清单：清理财务、廉政教育 到12月31日");
  const today = dayOf(context.now);
  const [first, last] =
    to === "" ? [today, forever] : daysIn({ from, to }, { day: today, word: "今天" }, example, context);
  const { place, words } = readFilters(fold(text).text.replace(period, " "), context);
  if (words.length > 0) throw new UserError(`没听懂“${words.join(" ")}”，没建。${example}`);
  return { from: first, to: last, place };
}

function oftenIn(text: string): { readonly often: string; readonly minimum: number } {
  const [often = "", digit = ""] =
    /(?:至少|每[村社湾人户]?|各)?(\d{1,2}|[一二两三四五六七八九])次/u.exec(fold(text).text) ?? [];
  const minimum =
    digit === "" ? 1 : digit === "两" ? 2 : numerals.includes(digit) ? numerals.indexOf(digit) + 1 : Number(digit);
  return { often, minimum };
}

function periodIn(text: string, often: string) {
  const [period = "", from = "", to = ""] =
    /(?:从)?(\S*?)(?:到|至)\s*(\S+)/u.exec(fold(text).text.replace(often, " ")) ?? [];
  return { period, from, to };
}

/** What is further from each other than this, and of two years, nobody means without saying the year. */
const furthest = 300;
const isFar = (one: string, other: string): boolean =>
  one.slice(0, 4) !== other.slice(0, 4) && daysBetween(one, other) > furthest;

/**
 * The first and the last day; `since`: the first where none is said. The last lies ahead, and the first is the latest
 * before it: in December 1月5日到3月31日 is of the next year, in January 12月1日到1月15日 began in the last.
 * What would be too far ahead is behind: in December 12月1日到12月10日. @throws UserError
 */
function daysIn(
  { from, to }: { readonly from: string; readonly to: string },
  since: { readonly day: string; readonly word: string },
  how: string,
  context: Context,
): readonly [string, string] {
  const today = dayOf(context.now);
  const begins = from === "" ? ([since.day] as const) : daysMeant(from, context);
  const ends = daysMeant(to, context);
  const firstOf = (last: string) => begins.findLast((day) => day <= last) ?? begins[0];
  const isNear = (last: string) => {
    const first = firstOf(last);
    const start = begins.length === 1 && first < today ? today : first;
    return !isFar(start, last) && !isFar(today, first);
  };
  const last = ends.find((day) => day >= today && isNear(day)) ?? ends[0];
  const first = firstOf(last);
  if (last < first) throw new UserError(`${to}在${from || since.word}前面。${how}`);
  return [first, last];
}

/** The days that words may mean, the one behind first; with a year it is one. @throws UserError */
function daysMeant(words: string, { now, calendar }: Context): readonly [string, ...string[]] {
  const [record, ahead] = (["record", "deadline"] as const).map((use) =>
    readTime(words, { sentAt: now, use, calendar }),
  );
  const isLongPast = (one: Choice) => one.kind === "day" && daysBetween(one.day, dayOf(now)) > 1;
  // whoever records a day long past is asked, and one that lies ahead: yesterday or today
  const behind = record?.kind === "ask" ? record.choices.find(isLongPast) : record;
  const read = [behind, ahead].flatMap((time) =>
    time?.kind === "day" ? [time.day] : time?.kind === "moment" ? [dayOf(time.at)] : [],
  );
  const [day, ...others] = [...new Set(read)].sort();
  if (day === undefined || ahead?.kind === "ask") throw new UserError(`没听懂日期“${words}”。${example}`);
  return [day, ...others];
}
