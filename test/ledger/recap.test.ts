import { expect, test } from "@jest/globals";
import { makeCalendar } from "../../src/chinese/time/index.ts";
import { lastRecap } from "../../src/ledger/recap.ts";

const at = (text: string) => Date.parse(`${text}+08:00`);
const calendar = makeCalendar([
  { day: "2026-10-01", kind: "休", name: "国庆节" },
  { day: "2026-10-02", kind: "休", name: "国庆节" },
  { day: "2026-10-10", kind: "班", name: "国庆节" },
]);

test.each([
  ["2026-11-27T16:39", "2026-11-20T16:40"],
  ["2026-11-27T16:40", "2026-11-27T16:40"],
  ["2026-11-29T09:00", "2026-11-27T16:40"],
  // Thursday and Friday are holidays: the week ends on Wednesday
  ["2026-10-02T18:00", "2026-09-30T16:40"],
  // a Saturday on which people work
  ["2026-10-10T16:00", "2026-09-30T16:40"],
  ["2026-10-10T17:00", "2026-10-10T16:40"],
])("at %s the last look back was at %s", (now, last) => {
  expect(lastRecap(at(now), calendar)).toBe(at(last));
});
