import { expect, test } from "@jest/globals";
import { readSentAt } from "../../../src/channels/qq/sent-at.ts";

const NINE = Date.parse("2026-11-21T09:00:00+08:00");

test.each([
  ["RFC 3339", "2026-11-21T09:00:00+08:00", NINE],
  ["with fractions", "2026-11-21T01:00:00.123456789Z", NINE + 123],
  ["with one digit of fraction", "2026-11-21T09:00:00.5+08:00", NINE + 500],
  ["seconds", NINE / 1000, NINE],
  ["seconds in a string", String(NINE / 1000), NINE],
  ["milliseconds", NINE, NINE],
  ["as Go prints it", "2026-11-21 09:00:00.25 +0800 CST m=+1.234", NINE + 250],
  ["no zone", "2026-11-21 09:00:00", 7],
  ["an impossible date", "2026-13-41T09:00:00+08:00", 7],
  ["words", "昨天", 7],
  ["empty", "", 7],
  ["zero", 0, 7],
  ["negative", -5, 7],
  ["1e400", JSON.parse("1e400"), 7],
  ["beyond Date", 1e17, 7],
  ["missing", undefined, 7],
  ["an object", {}, 7],
])("%s", (_name, timestamp, expected) => {
  expect(readSentAt(timestamp, 7)).toBe(expected);
});
