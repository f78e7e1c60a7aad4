import { minutesOf, smallHours } from "./hours.ts";
import { ATTACHED_ONLY, PART_MINUTES, readFuzzy, readPart } from "./parts.ts";
import type { Clock, Part } from "./phrase.ts";
import { type ClockHit, readHour } from "./read-hour.ts";
import { readColon, readDotted, readRun } from "./read-written-clock.ts";
import { type Hit, skipBlanks, sticky } from "./scan.ts";

const GREETING = /^(?:好|安[^排装全])/;

/** 早期, 晚间, 早饭, 晚些: the single character begins another word. */
const ANOTHER_WORD = /^(?:[日期间晚饭餐茶些稻熟婚恋产退市操]|点(?:儿|[来去到回起走叫睡提]|$))/;

/** 下午晚些, 早上早点: a while later or earlier than said */
const somewhat = sticky(/ ?(?:(?:稍微?|偏|略微?|再)?[早晚](?:一?些|一?点儿?)(?:的?时候)?|些时候|些(?=提醒|叫|喊|再))/);

const linking = sticky(/ ?(?:的|[,，]|是|在|那个|就|差不多|大概|大约|约)? ?/);

/**
 * Reads a clock, a part of the day, or both, at a position.
 * @param attached the text before is a day, so that a bare 早 or 晚 (明早) is a part of the day
 */
export function readClock(text: string, at: number, attached: boolean): Hit<Clock> | null {
  const fuzzy = readFuzzy(text, at);
  if (fuzzy) return readFuzzyClock(text, fuzzy);
  const part = readPart(text, at);
  if (!part) return readTime(text, at, null, attached);
  const next = part.end + (linking(text, part.end)?.[0].length ?? 0);
  const time = readTime(text, next, part.value, true);
  if (time) return time;
  const twice = readPart(text, next);
  if (twice?.value === part.value && next > part.end) return readClock(text, next, true);
  const following = text.slice(part.end, part.end + 2);
  if (ATTACHED_ONLY.test(text.slice(at, part.end)) && (!attached || ANOTHER_WORD.test(following))) return null;
  if (GREETING.test(following) || /^[饭餐]/.test(following)) return null;
  const later = somewhat(text, part.end);
  const minutes = PART_MINUTES[part.value];
  const end = part.end + (later?.[0].length ?? 0);
  return { value: clock(minutes, part.value, { partOnly: true, loose: later !== null }), end };
}

/** 天亮, or 四更天三点: an hour beside words that do not say which half of the day it is in. */
function readFuzzyClock(text: string, fuzzy: Hit<readonly number[]>): Hit<Clock> {
  const time = readTime(text, skipBlanks(text, fuzzy.end), null, true);
  if (!time?.value.hour) return { value: clock(fuzzy.value, null, { partOnly: true }), end: fuzzy.end };
  const { said, minute } = time.value.hour;
  const minutes = [said.n % 12, (said.n % 12) + 12].map((hour) => hour * 60 + minute);
  return { value: clock(minutes, null), end: time.end };
}

function readTime(text: string, at: number, part: Part | null, attached: boolean): ClockHit | null {
  return (
    readColon(text, at, part) ??
    (part || attached ? (readDotted(text, at, part) ?? readRun(text, at, part)) : null) ??
    readHour(text, at, part, attached)
  );
}

/** A clock's hour, read again as of a part of the day that stood elsewhere: 早上，七点四十 */
export function withPart(hour: Clock, part: Part): Clock {
  if (!hour.hour || hour.part) return hour;
  const { said, minute } = hour.hour;
  return {
    ...hour,
    part,
    minutes: minutesOf(said, part, 0).map((each) => each + minute),
    ...smallHours(part, said.n),
  };
}

function clock(minutes: readonly number[], part: Part | null, options: Partial<Clock> = {}): Clock {
  return { minutes, part, partOnly: false, smallHours: false, loose: false, hour: null, ...options };
}
