import { dayNumber, formatClock, formatDateTime, formatDay, weekdayName } from "../chinese/time/index.ts";
import type { Kept } from "./kind.ts";

/** `12月2日（周三）18:00前` */
export const before = (due: number, now: number): string => `${formatDateTime(due, now)}前`;

/** `12月2日前` */
export const beforeDay = (due: number, now: number): string => `${formatDay(due, now)}前`;

/** `周三18:00` */
export const shortDue = (due: number): string => `${weekdayName(dayNumber(due))}${formatClock(due)}`;

/** Its words where it is not said to everybody; of what is delicate nothing but the number stands. */
export const gistOf = ({ gist, sensitive }: Kept): string => (sensitive ? "内部" : gist);

/** `您说的“三社路灯不亮”（O31）`: how whoever asked knows it again. */
export const asAsked = ({ origin, number, gist }: Kept, verb = "您说的"): string =>
  `${verb}“${origin?.gist ?? gist}”（${origin?.number ?? number}）`;

/** The same where a group hears it: its number alone. */
export const askedInGroup = ({ origin, number }: Kept): string => origin?.number ?? number;

/** What was handed over and is handed on by whoever owns it: its answer goes up one step at a time. */
export const isHandedOn = ({ kind }: { readonly kind: string }): boolean => kind === "assignment";

/** `云湖县交下来的（J1）`: numbers of two places are alike. */
export const handedDown = (number: string, town: string): string => `${town || "上面"}交下来的（${number}）。`;

/** To whoever handed on and saw that it was done: their own part of it is still open above them. */
export function reportsUpward({ origin, own, lastNotes }: Kept): string {
  if (origin === null || !isHandedOn(origin) || !["offered", "working"].includes(origin.state)) return "";
  const word = own.outcome === "explained" ? "办不了" : "办好了";
  const words = lastNotes[word] ?? "";
  return `${origin.town || "上面"}交您的 ${origin.number}（${origin.gist}）可以往上报了，回“${word} ${origin.number}${words && ` ${words}`}”。`;
}

/** `J38：三社路灯修好，12月2日（周三）18:00前。` */
export const matter = ({ number, gist, dueAt }: Kept, now: number): string =>
  `${number}：${gist}${dueAt === null ? "" : `，${before(dueAt, now)}`}。`;
