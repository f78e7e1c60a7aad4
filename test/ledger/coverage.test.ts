import { describe, expect, test } from "@jest/globals";
import { coverageLine, daysBetween, nameSome, type Reached, shortName } from "../../src/ledger/coverage.ts";

const options = { today: "2026-11-21", verb: "谈" };
const of = (reached: number, all: number, more: Partial<Reached> = {}): Reached => ({
  ...{ all, reached, fresh: 0, oldest: null, missing: [] },
  ...more,
});

describe("a coverage line", () => {
  test("names what is missing up to the most, then how many", () => {
    const two = ["东卧牛村", "李家湾村"];
    expect(coverageLine("谈心", of(0, 3, { missing: two }), options)).toBe("谈心 0/3村，未谈：东卧牛、李家湾等3村");
    expect(coverageLine("谈心", of(0, 3, { missing: [...two, "柳河村"] }), options)).toBe(
      "谈心 0/3村，未谈：东卧牛、李家湾、柳河",
    );
  });

  test("counts what was first reached this week", () => {
    const places = of(3, 3, { fresh: 2, oldest: "2026-11-20" });
    expect(coverageLine("走访", places, { ...options, verb: "走" })).toBe("走访 3/3村（本周+2）");
  });

  test("says of those that were reached how long ago the longest was, once that is more than a week", () => {
    expect(coverageLine("谈心", of(1, 1, { oldest: "2026-11-14" }), options)).toBe("谈心 1/1村");
    expect(coverageLine("谈心", of(1, 1, { oldest: "2026-11-13" }), options)).toBe("谈心 1/1村，谈过的最久8天前");
    expect(coverageLine("谈心", of(1, 2, { oldest: "2026-10-10", missing: ["石门村"] }), options)).toBe(
      "谈心 1/2村，未谈：石门；谈过的最久42天前",
    );
  });
});

test("a place's level word is left out where two characters stay", () => {
  expect(["东卧牛村", "柳村", "新华社区", "三社"].map(shortName)).toEqual(["东卧牛", "柳村", "新华", "三社"]);
  expect(nameSome([], 0, "村")).toBe("");
});

test("days are counted over the ends of months and years", () => {
  expect(daysBetween("2026-12-31", "2027-01-01")).toBe(1);
  expect(daysBetween("2028-02-28", "2028-03-01")).toBe(2);
});
