import { expect, test } from "@jest/globals";
import { playYear } from "./year.ts";

test("a county's year: every digest keeps to its lines, and every figure of it is that of the rows", async () => {
  const { digests, messages, faults } = await playYear({ towns: 2, villages: 12, weeks: 52, acts: 4, every: 4 });
  expect(faults.slice(0, 3)).toEqual([]);
  expect(digests).toBeGreaterThan(13 * 3);
  expect(messages).toBeGreaterThan(52 * 3);
});
