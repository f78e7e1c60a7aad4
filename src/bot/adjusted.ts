import { allowedFrom, isByDay, longestNight, type QuietHours, usualHours } from "../ledger/quiet-hours.ts";
import { retention } from "../ledger/retention.ts";
import type { Tables } from "../store/tables.ts";

const day = 24 * 60 * 60_000;

/** What may be set while it runs, within bounds: always towards fewer messages and shorter keeping. */
export type Adjustable = {
  readonly about: string;
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  /** as it is where nobody set it */
  readonly usual: number;
  readonly why: string;
  /** the rule that sets the upper bound */
  readonly source: string;
  /** it changes what is kept: asked of whoever came in just now */
  readonly isDelicate?: true;
};

const lessBurden = "2023年12月18日关于防治“指尖上的形式主义”的若干意见：减少打扰，防止过度留痕";
const shortest = "个人信息保护法第十九条：保存期限为实现处理目的所必要的最短时间";

export const adjustables = {
  posts: {
    ...{ about: "一个群一天主动发几条", unit: "条", least: 1, most: 6, usual: 6, source: lessBurden },
    why: "只能往少里改，最多6条（不算回答，有人遇险不算）；再多的攒到18:30一条说完。",
  },
  evening: {
    ...{ about: "安静时段：晚上几点起不打扰人", unit: "点", source: lessBurden },
    ...{ least: longestNight.evening, most: usualHours.evening, usual: usualHours.evening },
    why: `安静时段只能往长里改，不能往短里改：晚上${longestNight.evening}点到${usualHours.evening}点之间开始（有人遇险除外）。`,
  },
  morning: {
    ...{ about: "安静时段：早上几点以后才发", unit: "点", source: lessBurden },
    ...{ least: usualHours.morning, most: longestNight.morning, usual: usualHours.morning },
    why: `安静时段只能往长里改，不能往短里改：早上${usualHours.morning}点到${longestNight.morning}点之间结束（有人遇险除外）。`,
  },
  words: {
    ...{ about: "收发的原话留几天", unit: "天", least: 7, most: retention.words / day, usual: retention.words / day },
    ...{ source: shortest, isDelicate: true },
    why: "只能往短里改，最多30天，最少7天（重放没记上的、查发没发到要用）。",
  },
  audit: {
    ...{ about: "操作记录留几年", unit: "年", least: 1, most: 3, usual: 3, source: shortest, isDelicate: true },
    why: "只能往短里改，最多3年，最少1年。",
  },
} as const satisfies Readonly<Record<string, Adjustable>>;

export type AdjustableName = keyof typeof adjustables;

/** What was set, since when and by whom. */
export type Adjusted = { readonly value: number; readonly at: number; readonly by: string };

const keyOf = (name: AdjustableName): string => `set:${name}`;

export async function adjusted(name: AdjustableName, { settings }: Tables): Promise<Adjusted | null> {
  const kept = await settings.get(keyOf(name));
  return kept === undefined ? null : (JSON.parse(kept) as Adjusted);
}

/** As it is now. Bounds that a later version draws closer hold for what was set before too. */
export async function setNow(name: AdjustableName, tables: Tables): Promise<number> {
  const { least, most, usual } = adjustables[name];
  return Math.max(least, Math.min(most, (await adjusted(name, tables))?.value ?? usual));
}

/** As the place has set them. */
export async function quietHours(tables: Tables): Promise<QuietHours> {
  return { evening: await setNow("evening", tables), morning: await setNow("morning", tables) };
}

/** From when something may be said, by the quiet hours as they are set; by day nothing has to be looked up. */
export const sayableFrom = async (kind: "group" | "private", at: number, tables: Tables): Promise<number> =>
  isByDay(at) ? allowedFrom(kind, at) : allowedFrom(kind, at, await quietHours(tables));

export const adjust = (name: AdjustableName, to: Adjusted, { settings }: Tables): Promise<void> =>
  settings.set(keyOf(name), JSON.stringify(to));
