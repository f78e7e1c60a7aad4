import { dayOf, formatClock, formatDateTime, startOfDay } from "../../src/chinese/time/index.ts";
import type { Asked } from "../../src/ledger/consultation.ts";
import type { Count } from "./count.ts";

type Hears = "all" | "mentions" | "unknown" | null;
const dayLength = 24 * 60 * 60_000;

/** `周五18:00` within a week, else with its date. */
export function until(closesAt: number, now: number): string {
  const days = Math.round((startOfDay(dayOf(closesAt)) - startOfDay(dayOf(now))) / dayLength);
  if (days === 0) return `今天${formatClock(closesAt)}`;
  const whole = formatDateTime(closesAt, now);
  const weekday = /（(周.)/.exec(whole)?.[1];
  return days > 0 && days < 7 && weekday ? `${weekday}${formatClock(closesAt)}` : whole;
}

const sentence = (title: string): string => (/[。.！!？?]$/.test(title) ? title : `${title}，`);

type Opening = { readonly hears: Hears; readonly isUnnamed: boolean; readonly isAmended?: boolean };

/** `【征求 C7】修水渠走东线还是西线？截止周五18:00，直接说就算。` */
export function openingText(
  { number, title, options, numbered, closesAt }: Asked,
  { hears, isUnnamed, isAmended = false }: Opening,
  now: number,
): string {
  const isNamed = options?.every((option) => title.includes(option)) ?? true;
  const choices = numbered
    ? `${options?.map((option, index) => `回${index + 1}＝${option}`).join("，")}。`
    : isNamed
      ? ""
      : `选项：${options?.join("、")}。`;
  const how =
    hears === "all"
      ? "直接说就算"
      : hears === "mentions"
        ? "我在本群只听得到@我的话：@我说，或引用这条再@我，才算"
        : "直接说就算，没把握就@我说";
  const named = isUnnamed ? "大家看得见，对外不具名，出了这个群不说是谁" : "按实名算，大家看得见";
  return `【征求 ${number}】${isAmended ? "更正：" : ""}${sentence(title)}${choices}截止${until(closesAt, now)}，${how}。\n群里说的${named}；不想让人知道是谁，私聊我：匿名 ${number} ${options?.[0] ?? "同意"}`;
}

/** Options as they are; what few people say only where somebody does. */
export const shownStances = ({ stances }: Count, options: readonly string[] | null) =>
  stances.filter(({ name, people }) => people > 0 || (options ?? ["同意", "反对"]).includes(name));

const places = ["在家", "外出", "未登记"];
export const cellWords = (cells: readonly (number | null)[] = []): string => {
  const parts = cells.flatMap((count, index) => (count === null ? [] : [`${places[index]}${count}`]));
  return parts.length > 0 ? `（${parts.join("、")}）` : "";
};

/** `18人（在家7、外出11）：东线11，西线5，没意见2`, and what waits for a human; `whole`: where those are who say it. */
export function countText(count: Count, options: readonly string[] | null, whole = false): string {
  const parts = shownStances(count, options).map(
    ({ name, people, where }) => `${name}${people}${whole ? cellWords(where) : ""}`,
  );
  const total = `${count.people}人${cellWords(count.where)}：${parts.join("，")}。`;
  const unclear = count.unclassified > 0 ? `另有${count.unclassified}人的话没归类。` : "";
  const unmatched = count.unmatched > 0 ? `接龙里有${count.unmatched}个名字对不上人，没算。` : "";
  return `${total}${unclear}${unmatched}`;
}

export const deafness = (hears: Hears): string => (hears === "mentions" ? "本群我只听得到@我的话。" : "");
