import type { Context } from "../../src/bot/context.ts";
import type { PlaceValue } from "../../src/bot/reading/declare.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { fold } from "../../src/chinese/fold.ts";
import type { PlaceLevel } from "../../src/chinese/names/index.ts";
import { dayOf, readTime } from "../../src/chinese/time/index.ts";
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
  const first = from === "" ? dayOf(context.now) : dayIn(from, context);
  const last = dayIn(to, context, first);
  if (last < first) throw new UserError(`${to}在${from || "今天"}前面。${example}`);
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
  const from_day = from === "" ? before.from_day : dayIn(from, context);
  const to_day = to === "" ? before.to_day : dayIn(to, context, from_day);
  if (to_day < from_day) throw new UserError(`${to || before.to_day}在${from || before.from_day}前面。${how}`);
  if (often !== "" && minimum < 1) throw new UserError(`“${often}”不行，至少1次。${how}`);
  return { from_day, to_day, minimum: often === "" ? before.minimum : minimum };
}

/** The days and the place of a campaign that reaches nobody. `endless`: without a last day it goes on. @throws UserError */
export function readPlaceAndDays(text: string, endless: boolean, context: Context) {
  const { period, from, to } = periodIn(text, "");
  if (to === "" && !endless)
    throw new UserError("没写到哪天为止。例：/专项 新建 集中教育 清单：清理财务、廉政教育 到12月31日");
  const first = from === "" ? dayOf(context.now) : dayIn(from, context);
  const last = to === "" ? forever : dayIn(to, context, first);
  if (last < first) throw new UserError(`${to}在${from || "今天"}前面。${example}`);
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

/** Further ahead a day of another year is one that was meant of this. */
const furthest = 300;

/** A day behind or ahead, not before `least`: in January 12月31日 is that of this year, in November 11月1日 not of the next. */
function dayIn(words: string, { now, calendar }: Context, least = ""): string {
  const read: string[] = [];
  for (const use of ["record", "deadline"] as const) {
    const time = readTime(words, { sentAt: now, use, calendar });
    if (time.kind === "day") read.push(time.day);
    if (time.kind === "moment") read.push(dayOf(time.at));
  }
  const today = dayOf(now);
  const isNear = (one: string) => one.slice(0, 4) === today.slice(0, 4) || daysBetween(today, one) <= furthest;
  const day = read.find((one) => one >= least && isNear(one)) ?? read[0];
  if (day === undefined) throw new UserError(`没听懂日期“${words}”。${example}`);
  return day;
}
