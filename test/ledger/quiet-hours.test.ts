import { expect, test } from "@jest/globals";
import { allowedFrom } from "../../src/ledger/quiet-hours.ts";
import fc from "../property.ts";

const at = (time: string) => Date.parse(`2026-${time}:00+08:00`);

test.each([
  ["group", "11-21T06:59", "11-21T07:00"],
  ["group", "11-21T07:00", "11-21T07:00"],
  ["group", "11-21T11:59", "11-21T11:59"],
  ["group", "11-21T12:00", "11-21T14:00"],
  ["group", "11-21T13:59", "11-21T14:00"],
  ["group", "11-21T20:59", "11-21T20:59"],
  ["group", "11-21T21:00", "11-22T07:00"],
  ["private", "11-21T12:30", "11-21T12:30"],
  ["private", "11-21T23:59", "11-22T07:00"],
  ["private", "12-31T22:00", "01-01T07:00"],
] as const)("a %s message of %s may go from %s", (kind, wanted, allowed) => {
  const year = allowed.startsWith("01-01") ? Date.parse("2027-01-01T07:00:00+08:00") : at(allowed);
  expect(allowedFrom(kind, at(wanted))).toBe(year);
});

test("what may go is never earlier than wanted, at most ten hours later, and may go then", () => {
  fc.assert(
    fc.property(fc.constantFrom("group", "private"), fc.integer({ min: 0, max: 4e12 }), (kind, wanted) => {
      const allowed = allowedFrom(kind, wanted);
      expect(allowed - wanted).toBeGreaterThanOrEqual(0);
      expect(allowed - wanted).toBeLessThanOrEqual(10 * 60 * 60_000);
      expect(allowedFrom(kind, allowed)).toBe(allowed);
    }),
  );
});
