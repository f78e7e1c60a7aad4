import { expect, test } from "@jest/globals";
import { shownCells } from "../../src/ledger/cells.ts";

test.each<[string, number[][], (number | null)[][]]>([
  [
    "all large enough",
    [[7, 11]],
    [
      [7, 11],
      [7, 11],
    ],
  ],
  [
    "one that is few takes another along",
    [[3, 15]],
    [
      [null, null],
      [null, null],
    ],
  ],
  [
    "nobody in a cell hides nobody else",
    [[0, 15]],
    [
      [null, 15],
      [null, 15],
    ],
  ],
  [
    "two few ones cover each other",
    [[3, 2, 15]],
    [
      [null, null, 15],
      [null, null, 15],
    ],
  ],
  [
    "also down a column, whose sum is known",
    [
      [3, 9],
      [8, 7],
    ],
    [
      [null, null],
      [null, null],
      [11, 16],
    ],
  ],
])("%s", (_, rows, shown) => expect(shownCells(rows)).toEqual(shown));

test("no hidden person can be worked out from what is shown", () => {
  let seed = 7;
  const random = (most: number) => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * (most + 1));
  };
  for (let round = 0; round < 300; round++) {
    const rows = Array.from({ length: 2 + random(2) }, () => [random(8), random(8), random(1) * random(8)]);
    const shown = shownCells(rows);
    for (const [index, row] of shown.entries()) {
      const real = rows[index] ?? rows.reduce((sum, one) => sum.map((count, at) => count + (one[at] ?? 0)), [0, 0, 0]);
      const hidden = real.filter((count, at) => count > 0 && row[at] === null);
      expect([real, row, hidden.length === 1 && row.some((count) => count !== null)]).toEqual([real, row, false]);
    }
    for (let at = 0; at < 3; at++) {
      const hidden = rows.filter((row, index) => (row[at] ?? 0) > 0 && shown[index]?.[at] === null);
      const sum = shown.at(-1)?.[at];
      expect([rows, shown, sum !== null && hidden.length === 1]).toEqual([rows, shown, false]);
    }
  }
});
