import { describe, expect, test } from "@jest/globals";
import type { SendResult } from "../../../src/bot/delivery/outgoing.ts";
import { mostAttempts, verdict } from "../../../src/bot/delivery/verdict.ts";
import fc from "../../property.ts";

const now = Date.parse("2026-11-21T10:00:00+08:00");
const day = 24 * 60 * 60_000;
const group = { target: "qq:app:group:g", attempts: 1, ambiguous: 0, claimed_at: now, waits_for_message: 0 };
const person = { ...group, target: "qq:app:direct:u" };
const error = "why";

type Row = typeof group;
type Case = readonly [what: string, row: Row, result: SendResult, fate: object];

const cases: readonly Case[] = [
  ["arrived", group, { outcome: "sent", messageId: "m" }, { kind: "sent", messageId: "m" }],
  ["arrived without an id", group, { outcome: "sent" }, { kind: "sent", messageId: null }],
  ["one part arrived", group, { outcome: "partly", done: 1 }, { kind: "next part", done: 1 }],
  ["surely not", group, { outcome: "retry", error }, { kind: "again", at: now + 2000, error, ambiguous: false }],
  [
    "surely not, and the platform says when",
    group,
    { outcome: "retry", error, afterMs: 60_000 },
    { kind: "again", at: now + 60_000, error, ambiguous: false },
  ],
  [
    "for the eighth time not",
    { ...group, attempts: mostAttempts },
    { outcome: "retry", error },
    { kind: "fail", error, lost: false },
  ],
  ["perhaps", group, { outcome: "unknown", error }, { kind: "again", at: now + 2000, error, ambiguous: true }],
  [
    "perhaps, for the second time",
    { ...group, attempts: 2, ambiguous: 1 },
    { outcome: "unknown", error },
    { kind: "fail", error, lost: false },
  ],
  ["never", group, { outcome: "refused", error }, { kind: "fail", error, lost: false }],
  ["the chat is gone", group, { outcome: "dead", error }, { kind: "fail", error, lost: true }],
  ["answered too late", group, { outcome: "reply-expired", error }, { kind: "without reply", error }],
  ["not first in a group", group, { outcome: "not-first", error }, { kind: "hold", until: now + day, error }],
  [
    "not first in a group that was waited for",
    { ...group, waits_for_message: 1 },
    { outcome: "not-first", error },
    { kind: "hold", until: now + day, error },
  ],
  ["not first to somebody", person, { outcome: "not-first", error }, { kind: "hold", until: now + 7 * day, error }],
  [
    "not first to somebody who did not write for a week",
    { ...person, waits_for_message: 1 },
    { outcome: "not-first", error },
    { kind: "fail", error, lost: false },
  ],
];

describe("the fate of a message that", () => {
  test.each(cases)("%s", (_, row, result, fate) => expect(verdict(row, result, now)).toEqual(fate));

  test("keeps failing ends, and until then is never tried at once", () => {
    const failing = fc.oneof(
      fc.record({
        outcome: fc.constant("retry" as const),
        error: fc.constant(error),
        afterMs: fc.integer({ min: 0, max: day }),
      }),
      fc.constant({ outcome: "unknown" as const, error }),
    );
    fc.assert(
      fc.property(fc.array(failing, { minLength: mostAttempts, maxLength: mostAttempts }), (results) => {
        let [ambiguous, at] = [0, now];
        for (const [index, result] of results.entries()) {
          const row = { ...group, attempts: index + 1, ambiguous, claimed_at: at };
          const fate = verdict(row, result, at);
          if (fate.kind === "fail") return;
          expect(fate.kind).toBe("again");
          if (fate.kind !== "again") return;
          expect(fate.at).toBeGreaterThan(at);
          if (fate.ambiguous) ambiguous = 1;
          at = fate.at;
        }
        throw new Error("tried for ever");
      }),
    );
  });
});
