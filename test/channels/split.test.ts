import { describe, expect, test } from "@jest/globals";
import { cutText, splitText } from "../../src/channels/split.ts";
import fc from "../property.ts";

const family = "👨‍👩‍👧‍👦";

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom("村", "𠮷", "a", family, "e\u0301", "🇨🇳", "\n", " ", "，"),
      fc.string({ unit: "grapheme" }),
    ),
    {
      maxLength: 200,
    },
  )
  .map((parts) => parts.join(""));

const withoutBlanks = (value: string) => value.replace(/\s/gu, "");

describe("splitText", () => {
  const table: [string, number, string[]][] = [
    ["", 10, []],
    [" \n ", 10, []],
    ["记下了", 9, ["记下了"]],
    ["记下了", 8, ["记下", "了"]],
    ["一\n二\n三", 7, ["一\n二", "三"]],
    ["一二三四\n五", 7, ["一二", "三四", "五"]],
    ["甲\n\n乙", 100, ["甲\n\n乙"]],
    [`a${family}b`, 25, ["a", family]],
  ];
  test.each(table)("%j in %d bytes", (input, maxBytes, parts) => {
    expect(splitText(input, maxBytes).slice(0, parts.length)).toEqual(parts);
  });

  test("keeps every character and the limit", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 300 }), (input, maxBytes) => {
        const parts = splitText(input, maxBytes);
        for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(maxBytes);
        for (const part of parts) expect(part.trim()).not.toBe("");
        expect(withoutBlanks(parts.join(""))).toBe(withoutBlanks(input));
      }),
    );
  });

  test("never cuts inside a character as people see it", () => {
    const visible = fc.array(fc.constantFrom("村", "𠮷", family, "🇨🇳", "é"), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(visible, fc.integer({ min: 25, max: 100 }), (characters, maxBytes) => {
        const segmenter = new Intl.Segmenter("zh", { granularity: "grapheme" });
        const seen = splitText(characters.join(""), maxBytes).flatMap((part) => [...segmenter.segment(part)]);
        const all = [...segmenter.segment(characters.join(""))];
        expect(seen.map((each) => each.segment)).toEqual(all.map((each) => each.segment));
      }),
    );
  });
});

test("a long line is cut as a short one is", () => {
  const segmenter = new Intl.Segmenter("zh", { granularity: "grapheme" });
  fc.assert(
    fc.property(fc.integer({ min: 980, max: 1_000 }), text, (blanks, input) => {
      const long = "x".repeat(blanks) + input.replaceAll("\n", "");
      const seen = splitText(long, 60).flatMap((part) => [...segmenter.segment(part)]);
      const expected = [...segmenter.segment(long)].filter(({ segment }) => segment.trim() !== "");
      expect(seen.map(({ segment }) => segment).filter((each) => each.trim() !== "")).toEqual(
        expected.map(({ segment }) => segment),
      );
    }),
  );
});

test("takes time in proportion to the length: a megabyte is no matter", () => {
  const parts = splitText("汉".repeat(350_000), 2_048);
  expect(parts.join("").length).toBe(350_000);
});

test.each([
  ["短", 10, "短"],
  ["一二三四", 12, "一二三四"],
  ["一二三四", 11, "一二…"],
  ["𠮷𠮷𠮷", 11, "𠮷𠮷…"],
  ["𠮷𠮷𠮷", 10, "𠮷…"],
])("cutText(%j, %d)", (input, maxBytes, cut) => {
  expect(cutText(input, maxBytes)).toBe(cut);
});
