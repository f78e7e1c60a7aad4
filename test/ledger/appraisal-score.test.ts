import { describe, expect, test } from "@jest/globals";
import { lookAt, nextLook } from "../../src/ledger/appraisal-clock.ts";
import {
  fraction,
  isEnough,
  meanOf,
  minus,
  oneDecimal,
  readDecimal,
  scored,
  totalOf,
} from "../../src/ledger/appraisal-score.ts";
import { templateCalled } from "../../src/ledger/appraisal-templates.ts";
import fc from "../property.ts";

const scale = templateCalled("三票两评")?.scale ?? null;
const counts = (...all: number[]) => new Map(all.map((count, grade) => [grade, count]));
const shown = (score: ReturnType<typeof meanOf>) => score && oneDecimal(score);

describe("scores", () => {
  test.each([
    [[12, 5, 1], "92.2"],
    [[4, 3, 0, 0, 1], "91.4"],
    [[0, 0, 0, 5], "30.0"],
    [[1, 0, 0, 0, 9], "100.0"],
  ])("of counts %j come to %s", (all, score) => expect(shown(meanOf(scale, counts(...all)))).toBe(score));

  test("what nobody graded has none, and 不了解 is no score", () => {
    expect(meanOf(scale, counts(0, 0, 0, 0, 7))).toBeNull();
    expect(scored(scale, counts(1, 2, 0, 0, 7))).toBe(3);
    expect(isEnough(scale, counts(4, 0, 0, 0, 20))).toBe(false);
    expect(isEnough(scale, counts(4, 1))).toBe(true);
  });

  test("from ten numbers up the highest and the lowest do not count", () => {
    const nine = new Map([
      [0, 1],
      [90, 7],
      [100, 1],
    ]);
    const ten = new Map([
      [0, 1],
      [90, 8],
      [100, 1],
    ]);
    expect(shown(meanOf(null, nine, true))).toBe("81.1");
    expect(shown(meanOf(null, ten, true))).toBe("90.0");
    expect(shown(meanOf(null, ten))).toBe("82.0");
  });

  test("half goes up, and what is below zero is the same with its sign", () => {
    expect(
      [fraction(9_145, 100), fraction(9_144, 100), fraction(-9_145, 100), fraction(-1, 100)].map(oneDecimal),
    ).toEqual([...["91.5", "91.4", "-91.5", "0.0"]]);
    const [now, before] = [readDecimal("91.5"), readDecimal("90")];
    expect(now && before && oneDecimal(minus(now, before))).toBe("1.5");
  });

  test("a panel without a score leaves no total", () => {
    const part = (weight: number, score: number | null) => ({ weight, score: score === null ? null : fraction(score) });
    expect(shown(totalOf([part(40, 100), part(60, 50)]))).toBe("70.0");
    expect(totalOf([part(40, 100), part(60, null)])).toBeNull();
    expect(totalOf([])).toBeNull();
  });

  test("are exact: as added up by hand in tenths of a tenth", () => {
    const four = fc.array(fc.integer({ min: 0, max: 400_000 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(four, ([a = 0, b = 0, c = 0, d = 0, e = 0]) => {
        const many = BigInt(a + b + c + d);
        const points = BigInt(a) * 100n + BigInt(b) * 80n + BigInt(c) * 60n + BigInt(d) * 30n;
        const tenths = many === 0n ? null : (points * 20n + many) / (many * 2n);
        expect(shown(meanOf(scale, counts(a, b, c, d, e)))).toBe(
          tenths === null ? null : `${tenths / 10n}.${tenths % 10n}`,
        );
      }),
    );
  });
});

describe("the clock of an appraisal", () => {
  const [hour, minute] = [60 * 60_000, 60_000];
  const closes = 1_000 * hour;
  test.each([
    [-25 * hour, null, -24 * hour],
    [-24 * hour, "remind", -hour],
    [-30 * minute, "warn", -10 * minute],
    [-10 * minute, "last call", minute],
    [0, "last call", minute],
    [minute, "close", minute],
    [hour, "close", hour],
  ])("at %i", (at, what, next) => {
    expect(lookAt(closes, closes + at)).toBe(what);
    expect(nextLook(closes, closes + at)).toBe(closes + next);
  });
});
