import { z } from "zod";
import { quietHours } from "../../src/bot/adjusted.ts";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { optional, type TimeValue, textArgument, timeArgument } from "../../src/bot/reading/declare.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import {
  dayNumber,
  dayOf,
  minuteOfDay,
  type Recurrence,
  startOfDay,
  weekdayName,
  weekdayOf,
} from "../../src/chinese/time/index.ts";
import { defaultMinute } from "../../src/ledger/digest.ts";
import { allowedFrom } from "../../src/ledger/quiet-hours.ts";
import { dayOfWeekly } from "../../src/ledger/week.ts";
import { switchPicture } from "./picture.ts";
import { demandReader } from "./reader.ts";

const minute = 60_000;
const dayLength = 24 * 60 * minute;

const weekdayWords = /[周期拜][一二三四五六日天]/u;

export const setMinute = defineForm({
  word: "设置",
  summary: "定几点收简报，或星期几收一周的",
  examples: ["/简报 设置 7:50", "/简报 设置 周五17:00"],
  args: z.object({ time: timeArgument("几点", "reminder", { question: "每天几点发？例：7:50" }) }),
  async run({ time }, context) {
    const { personId } = demandReader(context);
    const rule = time.rule === null ? null : (JSON.parse(time.rule) as Recurrence);
    if (rule ? isWeekly(rule) : weekdayWords.test(context.order?.rest ?? "")) return setWeekly(time, personId, context);
    if (rule && !(rule.kind === "workdays" || (rule.kind === "rrule" && rule.frequency === "DAILY")))
      throw new UserError("简报每个工作日一份，另可每周一份。例：/简报 设置 7:50、/简报 设置 周五17:00");
    return setDaily(time, personId, context);
  },
});

const isWeekly = (rule: Recurrence): boolean =>
  rule.kind === "rrule" && rule.frequency === "WEEKLY" && rule.interval === 1 && rule.weekdays.length === 1;

async function setDaily(time: TimeValue, personId: string, { tables, now }: Context): Promise<Reply> {
  const at = minuteOfDay(time.at);
  const today = dayOf(now);
  // at a minute still to come today's goes then: as it was told already, or composed, also without news
  const isToday = startOfDay(now) + at * minute > now;
  await tables.digests.begin(personId, at, today);
  await tables.digests.set(personId, {
    ...{ minute: at, enabled: 1, also_on: isToday ? today : "" },
    // one whose minute is over for today begins tomorrow, and not late today
    begins_on: isToday ? today : dayOf(now + dayLength),
  });
  const kept = isToday ? await tables.digests.of(personId, today, "daily") : undefined;
  if (kept && kept.state !== "composed") await tables.digests.forget(personId, today, "daily");
  const text = `好，简报定在工作日${clock(at)}${isToday ? "，今天这个点就发一份" : ""}。不想收发“/简报 关”。`;
  return privately(text, `简报定在${clock(at)}。`);
}

async function setWeekly(time: TimeValue, personId: string, context: Context): Promise<Reply> {
  const { tables, now, calendar } = context;
  const at = minuteOfDay(time.at);
  const weekday = weekdayOf(dayNumber(time.at));
  const { morning, evening } = await quietHours(tables);
  if (allowedFrom("private", time.at, { morning, evening }) !== time.at)
    throw new UserError(`那是安静时段，周报${morning}点到${evening}点之间发。例：/简报 设置 周五17:00`);
  await tables.digests.begin(personId, defaultMinute(personId), dayOf(now + dayLength));
  await tables.digests.set(personId, { weekly_day: weekday, weekly_minute: at });
  const today = dayOf(now);
  // one whose minute is over begins next week, and not late today
  if (dayOfWeekly(now, weekday, calendar) === today && startOfDay(now) + at * minute <= now) {
    const row = { person_id: personId, day: today, kind: "weekly" as const, covers_from: now, composed_at: now };
    await tables.digests.keep({ ...row, state: "skipped", text: "" });
  }
  const when = `每${weekdayName(dayNumber(time.at))}${clock(at)}`;
  return privately(
    `好，一周的简报定在${when}，碰上放假挪到挨着的工作日。不想收发“/简报 关 周报”。`,
    `周报定在${when}。`,
  );
}

export const switchOff = defineForm({
  word: "关",
  summary: "不收每天的简报，或一周的",
  examples: ["/简报 关", "/简报 关 周报"],
  args: z.object({ which: optional(textArgument("哪一种")) }),
  async run({ which = "" }, context) {
    const { personId } = demandReader(context);
    const { tables, now } = context;
    await tables.digests.begin(personId, defaultMinute(personId), dayOf(now));
    if (/周/u.test(which)) {
      await tables.digests.set(personId, { weekly_day: 0 });
      return privately("好，一周的简报不发了。要看随时发“/简报 本周”，要恢复发“/简报 设置 周五17:00”。", "周报关了。");
    }
    if (/^图/u.test(which)) return switchPicture("关", context);
    if (which !== "") throw new UserError(`没听懂“${clip(which)}”，没关。例：/简报 关、/简报 关 周报`);
    await tables.digests.set(personId, { enabled: 0 });
    const setting = await tables.digests.setting(personId);
    const more = setting && setting.weekly_day > 0 ? "一周的还发，也不要就发“/简报 关 周报”。" : "";
    return privately(`好，每天的简报不发了。要看随时发“/简报”，要恢复发“/简报 设置 7:50”。${more}`, "每天的简报关了。");
  },
});

const clock = (at: number): string => `${Math.floor(at / 60)}:${String(at % 60).padStart(2, "0")}`;
