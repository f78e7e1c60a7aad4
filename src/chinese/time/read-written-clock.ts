import { minutesOf, smallHours } from "./hours.ts";
import type { Numeral } from "./numeral.ts";
import type { Part } from "./phrase.ts";
import type { ClockHit } from "./read-hour.ts";
import { before, sticky } from "./scan.ts";

// Clocks written in figures only: 14:30, 上午9.20, 明天0830

const colon = sticky(/(\d{1,2}) ?[:;] ?([0-5]?\d)(?: ?: ?[0-5]\d)?(?![\d:])分?/, "0123456789");

const dotted = sticky(
  /(\d{1,2})[.。·](?:([0-5]\d)|(\d))(?![\d.:])(?! ?(?:元|块|万|斤|亩|公|吨|米|里|度|%|倍|个))/,
  "0123456789",
);

const run = sticky(
  /(?:([01]\d|2[0-4])([0-5]\d)|(\d)([0-5]\d))(?!,\d{3}|[\d.:/年月日号人户亩斤元块米个名位口棵根条件份本台辆头只次张包袋桶车吨升斗册盏套组社队万千百十厘毫平公里路室栋层楼%-])/,
  "0123456789",
);

export function readColon(text: string, at: number, part: Part | null): ClockHit | null {
  const match = colon(text, at);
  if (!match?.[1] || !match[2] || match[2].length < 2) return null;
  return written(match[1], match[2], at + match[0].length, part, false);
}

/** A dot for a colon: a clock after a part of the day, most likely one after a day. */
export function readDotted(text: string, at: number, part: Part | null): ClockHit | null {
  const match = dotted(text, at);
  if (!match?.[1]) return null;
  // 下午5.5: five, or half past
  if (!match[2]) return part ? written(match[1], "0", at + match[0].length, part, true) : null;
  return written(match[1], match[2], at + match[0].length, part, part === null);
}

/** 0830 after a day or a part of it; 830 is asked. */
export function readRun(text: string, at: number, part: Part | null): ClockHit | null {
  if (/[\d.A-Za-z-]/.test(before(text, at, 1))) return null;
  const match = run(text, at);
  if (!match) return null;
  const hour = match[1] ?? match[3] ?? "";
  const minute = match[2] ?? match[4] ?? "";
  return written(hour, minute, at + match[0].length, part, match[1] === undefined);
}

function written(hour: string, minutes: string, end: number, part: Part | null, loose: boolean): ClockHit {
  const padded = hour.length > 1 && hour.startsWith("0");
  const said: Numeral = { n: Number(hour), exact: true, han: false, padded };
  const minute = Number(minutes);
  const value = {
    minutes: minutesOf(said, part, minute),
    part,
    partOnly: false,
    loose,
    hour: { said, minute },
    ...smallHours(part, said.n),
  };
  return { value, end };
}
