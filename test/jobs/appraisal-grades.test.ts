import { expect, test } from "@jest/globals";
import { majorityOf } from "../../jobs/appraisal-grades.ts";

test("where opinions are divided a grade is the one between, of two the better, and never what is no grade", () => {
  const scale = [
    { word: "好", points: 100 },
    { word: "不了解", points: null },
    { word: "差", points: 0 },
  ];
  const given = (...counts: readonly (readonly [number, number])[]) => majorityOf(scale, new Map(counts));
  expect(given([0, 5], [2, 5])).toBe("好");
  expect(given([0, 3], [1, 9], [2, 4])).toBe("差");
  expect(given([1, 9])).toBeNull();
});
