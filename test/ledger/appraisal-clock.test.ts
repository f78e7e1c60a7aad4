import { expect, test } from "@jest/globals";
import { dayOf, startOfDay } from "../../src/chinese/time/index.ts";
import { partBegan } from "../../src/ledger/appraisal-clock.ts";

const months = Array.from({ length: 12 }, (_, at) => `2026-${String(at + 1).padStart(2, "0")}`);

test.each([
  [1, "01"],
  [2, "01 07"],
  [4, "01 04 07 10"],
  [5, "01 04 06 09 11"],
  [12, "01 02 03 04 05 06 07 08 09 10 11 12"],
])("a year of %i rounds has so many parts, and none begins ahead of its day", (perYear, begin) => {
  const began = months.map((month) => dayOf(partBegan(startOfDay(`${month}-28`), perYear)));
  expect([...new Set(began)]).toEqual(begin.split(" ").map((month) => `2026-${month}-01`));
  for (const [at, day] of began.entries()) expect(day <= `${months[at]}-28`).toBe(true);
});
