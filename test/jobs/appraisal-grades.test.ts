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

test("the grade between is that by points, in whatever order a county wrote its grades", () => {
  const good = { word: "好", points: 100 };
  const fair = { word: "一般", points: 60 };
  const bad = { word: "差", points: 0 };
  const alike = (...scale: readonly (typeof good)[]) => majorityOf(scale, new Map(scale.map((_, grade) => [grade, 5])));
  expect([alike(good, bad), alike(bad, good)]).toEqual(["好", "好"]);
  expect([alike(good, fair, bad), alike(fair, good, bad), alike(bad, good, fair)]).toEqual(["一般", "一般", "一般"]);
  // what more than half give is found by where it stands on the ballot
  expect(
    majorityOf(
      [bad, good, fair],
      new Map([
        [0, 1],
        [1, 5],
        [2, 2],
      ]),
    ),
  ).toBe("好");
});
