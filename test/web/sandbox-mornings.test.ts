import { expect, test } from "@jest/globals";
import { nextMorning, nextWorkMorning } from "../../src/web/sandbox-mornings.ts";

const at = (text: string) => Date.parse(`2026-${text}:00+08:00`);

// 11-20 is a Friday
test.each([
  ["11-20T08:29", "11-20T08:30", "11-20T08:30"],
  ["11-20T08:30", "11-21T08:30", "11-23T08:30"],
  ["11-20T23:59", "11-21T08:30", "11-23T08:30"],
  ["11-21T00:00", "11-21T08:30", "11-23T08:30"],
  ["11-21T21:00", "11-22T08:30", "11-23T08:30"],
  ["11-22T21:00", "11-23T08:30", "11-23T08:30"],
  ["11-23T12:00", "11-24T08:30", "11-24T08:30"],
])("after %s it is morning at %s, and a working one at %s", (now, morning, workMorning) => {
  expect([nextMorning(at(now)), nextWorkMorning(at(now))]).toEqual([at(morning), at(workMorning)]);
});
