import { expect, test } from "@jest/globals";
import { makeCalendar } from "../../src/chinese/time/index.ts";
import { quarterBegun } from "../../src/ledger/quarter.ts";

const at = (text: string) => Date.parse(`${text}+08:00`);
const calendar = makeCalendar([
  { day: "2026-10-01", kind: "休", name: "国庆节" },
  { day: "2026-10-02", kind: "休", name: "国庆节" },
]);

test.each([
  ["2026-10-05T09:19", null],
  ["2026-10-05T09:20", "2026-10-05T09:20"],
  ["2026-12-31T23:00", "2026-10-05T09:20"],
  ["2026-04-01T09:20", "2026-04-01T09:20"],
  ["2026-08-15T12:00", "2026-07-01T09:20"],
])("at %s a quarter was begun at %s", (now, begun) => {
  expect(quarterBegun(at(now), calendar)).toBe(begun === null ? null : at(begun));
});
