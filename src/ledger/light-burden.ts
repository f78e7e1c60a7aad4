import type { Recurrence } from "../chinese/time/index.ts";

/** What forbids form for its own sake at the lowest level. */
export const document = "2023年12月《关于防治“指尖上的形式主义”的若干意见》";

/** Posts of a group's day that the bot begins. */
export const mostPostsADay = 6;

/** Showing that one was there or did something, as against doing it. */
const forShow =
  /打卡|签到|报到|报平安|零报告|点名|接龙|拍照|照片|截图|定位|位置|轨迹|日报|报数|(?:报|交|发|填|写)(?:一下|一次|个)?(?:进展|进度|情况|动态)|点赞|转发|排名|通报/u;

/** How often a rhythm comes on a day on which it comes; 0: not on every workday. */
export function timesADay({ kind, hours, ahead, ...rule }: Recurrence): number {
  const isDaily = kind === "workdays" || ("frequency" in rule && rule.frequency === "DAILY" && rule.interval === 1);
  const isWeekdays = "frequency" in rule && rule.frequency === "WEEKLY" && rule.weekdays.length >= 5;
  return isDaily || isWeekdays ? hours.length * (ahead?.length ?? 1) : 0;
}

/** Why others may not be asked for this day after day; null: they may. `already`: how often the group is reminded daily now. */
export function burden(rule: Recurrence, words: string, already: number): string | null {
  const times = timesADay(rule);
  if (times === 0) return null;
  if (forShow.test(words)) return `不能天天让别人打卡、报到、报进展：${document}。要提醒您自己：/提醒 我 …`;
  if (already + times > mostPostsADay)
    return `一个群一天最多提醒${mostPostsADay}次，这样就${already + times}次了：${document}要求减少打扰。先发“/提醒 列表”，取消用不着的。`;
  return null;
}

const further = "国办函〔2026〕12号";
const againstIt = /(?:拍照|照片|相片|图片|定位|位置|轨迹|打卡|签名|签字|排名|排行|排序|评比|通报|积分|红黄|三色)/u;
const daily = /(?:每天|每日|天天|日报|一天一)/u;

/** Why this may not be set as a condition of doing something; null: nothing forbids it. */
export function formForItsOwnSake(words: string): string | null {
  if (againstIt.test(words)) return `不能设：${document}和${further}不许拿照片、定位、签名、排名作办事条件。`;
  return daily.test(words) ? `不能设：${document}不许要求天天报进展。` : null;
}
