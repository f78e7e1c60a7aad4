const day = 24 * 60 * 60_000;
/** Asia/Shanghai has had no daylight saving since 1991. */
const shanghai = 8 * 60 * 60_000;
const halfPastEight = 8.5 * 60 * 60_000;

/** The next 8:30 in Shanghai after `now`; epoch milliseconds. */
export function nextMorning(now: number): number {
  const midnight = Math.floor((now + shanghai) / day) * day - shanghai;
  const today = midnight + halfPastEight;
  return today > now ? today : today + day;
}

/** The next 8:30 from Monday to Friday, when a digest goes out. Holidays are not known here. */
export function nextWorkMorning(now: number): number {
  const morning = nextMorning(now);
  const weekday = new Date(morning + shanghai).getUTCDay();
  if (weekday === 6) return morning + 2 * day;
  return weekday === 0 ? morning + day : morning;
}
