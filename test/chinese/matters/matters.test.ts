import { expect, test } from "@jest/globals";
import { matterWords } from "../../../src/chinese/matters/matter-words.ts";
import { matterFits, matterKey } from "../../../src/chinese/matters/matters.ts";

test.each([
  ["办低保的事", "最低生活保障", 2],
  ["新农合怎么办", "城乡居民医保", 2],
  ["五保户", "特困供养", 2],
  ["上户口找谁", "户籍", 2],
  ["村里路灯", "路灯", 1],
  ["水", "自来水", 0],
  ["低保", "医保", 0],
])("%s and %s: %i", (asked, offered, fits) => {
  expect(matterFits(asked, offered)).toBe(fits);
});

test("no word stands for two matters, and each for its own", () => {
  const words = matterWords.flat();
  expect(words.length).toBe(new Set(words).size);
  for (const [first = "", ...others] of matterWords)
    for (const word of [first, ...others]) expect([word, matterKey(word)]).toEqual([word, first]);
});
