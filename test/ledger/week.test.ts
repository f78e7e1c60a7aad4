import { describe, expect, test } from "@jest/globals";
import { makeCalendar } from "../../src/chinese/time/index.ts";
import { dayOfWeekly, weeklyOn } from "../../src/ledger/week.ts";

// the first week of October 2026 is a holiday up to Wednesday the 7th; Saturday the 10th is worked instead
const calendar = makeCalendar([
  ...["01", "02", "03", "04", "05", "06", "07"].map((day) => ({
    ...{ day: `2026-10-${day}`, kind: "休" as const, name: "国庆节" },
  })),
  { day: "2026-10-10", kind: "班", name: "国庆节" },
]);
const at = (day: string) => Date.parse(`${day}T09:00:00+08:00`);

describe("the day of the report of a week", () => {
  test("is the weekday that was set", () => {
    expect(weeklyOn(at("2026-11-27"), calendar)).toEqual([5]);
    expect(weeklyOn(at("2026-11-23"), calendar)).toEqual([1]);
    expect(weeklyOn(at("2026-11-29"), calendar)).toEqual([7]);
  });

  test("moves to the next workday at the beginning of a week, to the one before at its end", () => {
    expect(dayOfWeekly(at("2026-10-05"), 1, calendar)).toBe("2026-10-08");
    expect(dayOfWeekly(at("2026-10-02"), 5, calendar)).toBe("2026-09-30");
    expect(weeklyOn(at("2026-10-08"), calendar)).toEqual([1, 2, 3, 4]);
  });

  test("is none in a week without a workday on its side", () => {
    const off = makeCalendar(
      ["08", "09", "10", "11", "12"].map((day) => ({ day: `2027-02-${day}`, kind: "休" as const, name: "春节" })),
    );
    expect([1, 5].map((weekday) => dayOfWeekly(at("2027-02-10"), weekday, off))).toEqual([null, null]);
    expect(dayOfWeekly(at("2026-10-04"), 7, calendar)).toBeNull();
  });

  test("comes once a week for every weekday, or not at all", () => {
    for (let monday = at("2026-09-21"); monday < at("2026-11-30"); monday += 7 * 86_400_000)
      for (const weekday of [1, 2, 3, 4, 5, 6, 7]) {
        const days = [0, 1, 2, 3, 4, 5, 6].filter((day) =>
          weeklyOn(monday + day * 86_400_000, calendar).includes(weekday),
        );
        expect(days.length).toBe(dayOfWeekly(monday, weekday, calendar) === null ? 0 : 1);
      }
  });
});
