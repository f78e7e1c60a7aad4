import type { Numeral } from "./numeral.ts";
import type { Part } from "./phrase.ts";

/** Rules 4 and 5: the minutes of the day an hour can mean. */
export function minutesOf(hour: Numeral, part: Part | null, minute: number): number[] {
  return noHalfPast24(
    hours(hour.n, part, hour.padded).map((each) => each * 60 + minute),
    hour.n,
  );
}

export function noHalfPast24(minutes: readonly number[], hour: number): number[] {
  return minutes.filter((each) => hour !== 24 || each === 1440);
}

function hours(hour: number, part: Part | null, padded: boolean): number[] {
  if (hour > 24) return [];
  switch (part) {
    case null:
      return [hour >= 1 && hour <= 6 && !padded ? hour + 12 : hour];
    case "凌晨":
      return hour <= 6 ? [hour] : hour === 12 ? [0] : [];
    case "早上":
      return hour >= 1 && hour <= 11 ? [hour] : [];
    case "上午":
      return hour >= 1 && hour <= 12 ? [hour] : [];
    case "中午":
      return hour >= 1 && hour <= 3 ? [hour + 12] : hour >= 11 && hour <= 15 ? [hour] : [];
    case "下午":
    case "后晌":
      return hour >= 1 && hour <= 11 ? [hour + 12] : hour >= 12 && hour <= 23 ? [hour] : [];
    case "傍晚":
      return hour >= 4 && hour <= 8 ? [hour + 12] : hour >= 16 && hour <= 20 ? [hour] : [];
    case "晚上":
      if (hour >= 1 && hour <= 4) return [hour + 24, hour + 12];
      return night(hour);
    case "夜里":
      return hour >= 1 && hour <= 5 ? [hour] : night(hour);
  }
}

function night(hour: number): number[] {
  if (hour === 0 || hour === 12 || hour === 24) return [24];
  if (hour >= 5 && hour <= 11) return [hour + 12];
  return hour >= 17 && hour <= 23 ? [hour] : [];
}

/** 夜里 with an hour after midnight. */
export function smallHours(part: Part | null, hour: number): { smallHours: boolean } {
  return { smallHours: part === "夜里" && hour >= 1 && hour <= 5 };
}
