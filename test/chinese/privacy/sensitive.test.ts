import { describe, expect, test } from "@jest/globals";
import { privacyCorpus } from "../../../src/chinese/corpora/privacy.ts";
import { findSensitive, maskSensitive } from "../../../src/chinese/privacy/sensitive.ts";
import fc from "../../property.ts";
import { casesOf, corpusLines, disagreements } from "../corpora/corpus-file.ts";
import { folded, variation } from "../corpora/variations.ts";

const files = ["privacy.jsonl", "own-privacy.jsonl"];
const picks = fc.array(fc.nat(1000), { minLength: 7, maxLength: 40 });
const phone = fc
  .tuple(fc.constantFrom("13", "15", "18", "19"), fc.stringMatching(/^[0-9]{9}$/))
  .map((parts) => parts.join(""));

describe("numbers that are not shown", () => {
  test.each(files)("every line of %s", (file) => {
    expect(disagreements(privacyCorpus, file)).toEqual([]);
  });

  test.each(files)("what was found in %s, and where", (file) => {
    for (const line of corpusLines(file).filter((line) => line.startsWith("{"))) {
      const { text, hits } = JSON.parse(line);
      const found = findSensitive(text);
      expect({ text, hits: found.map(({ kind, raw, shown }) => ({ kind, raw, shown })) }).toEqual({ text, hits });
      for (const { start, end, raw } of found) expect(text.slice(start, end)).toBe(raw);
    }
  });

  test.each(files)("%s again, as other phones would send it", (file) => {
    fc.assert(
      fc.property(fc.constantFrom(...casesOf(privacyCorpus, file)), picks, ({ input, expected }, picks) => {
        expect(folded(maskSensitive(variation(input, picks)))).toBe(folded(String(expected)));
      }),
      { numRuns: 600 },
    );
  });

  const digits = fc.stringMatching(/^[0-9]{1,7}$/);
  const piece = fc.oneof(
    { weight: 4, arbitrary: digits },
    {
      weight: 3,
      arbitrary: fc.constantFrom(" ", "-", "(", ")", "、", "，", "X", "x", "*", "+86", "户", ".", "a", "\n", "  "),
    },
    { weight: 1, arbitrary: phone },
    {
      weight: 1,
      arbitrary: fc.constantFrom("370883199003070127", "6222020000001237", "0537-1230045", "37088319761118003X"),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom("①", "²", "一", "幺三八", "零零", "一三八零零零零一二三四", "O", "l", "·"),
    },
  );
  const jumble = fc.array(piece, { maxLength: 16 }).map((pieces) => pieces.join(""));

  test("masking twice is masking once, and leaves nothing to mask", () => {
    fc.assert(
      fc.property(jumble, (text) => {
        const once = maskSensitive(text);
        expect(findSensitive(once)).toEqual([]);
        expect(maskSensitive(once)).toBe(once);
      }),
      { numRuns: 5000 },
    );
  });

  test("a phone number is masked among any Chinese words", () => {
    const words = fc.constantFrom("找老李", "，", "。", "电话：", "（", "）", "、", "\n", "@", "第三组", "家");
    fc.assert(
      fc.property(words, phone, words, (before, number, after) => {
        expect(maskSensitive(before + number + after)).toBe(
          `${before}${number.slice(0, 3)}****${number.slice(-4)}${after}`,
        );
      }),
    );
  });

  test("however it is disguised", () => {
    const figures = ["零〇洞", "一幺壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七拐柒", "八捌", "九勾玖"];
    const written = fc.constantFrom(
      (digit: string) => digit,
      (digit: string) => String.fromCodePoint(0xff10 + Number(digit)),
      (digit: string) => `${digit}\ufe0f\u20e3`,
      (digit: string) => String.fromCodePoint(0x1d7ce + Number(digit)),
      (digit: string, pick: number) =>
        [...(figures[Number(digit)] ?? "")].at(pick % 3) ?? figures[Number(digit)]?.[0] ?? "",
    );
    const parted = fc.constantFrom("", " ", "-", ".", "_", "\n", "·", "，", "　", "－");
    fc.assert(
      fc.property(phone, written, parted, fc.nat(20), (number, write, sign, pick) => {
        const parts = [number.slice(0, 3), number.slice(3, 7), number.slice(7)];
        const said = parts.map((part) => [...part].map((digit) => write(digit, pick)).join("")).join(sign);
        expect(maskSensitive(`①找老李${said}，急`)).toBe(`①找老李${number.slice(0, 3)}****${number.slice(-4)}，急`);
      }),
      { numRuns: 2000 },
    );
  });

  test("ordinary numbers survive", () => {
    const ordinary = fc.oneof(
      fc.nat(9_999_999_999).map(String),
      fc.stringMatching(/^[0-9]{20,40}$/),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    );
    fc.assert(
      fc.property(ordinary, fc.constantFrom("元", "户", "亩", "。", ""), (number, unit) => {
        const text = `一共${number}${unit}`;
        expect(maskSensitive(text)).toBe(text);
      }),
    );
  });

  test("takes time in proportion to the length", () => {
    const shapes = ["1", "1 ", "一", "一 ", "①", "1三", "O1", "138 ", "13800001234 ", "37 0883 ", "(", "+86 "];
    const spent = (length: number) => {
      const began = process.cpuUsage().user;
      for (const shape of shapes) maskSensitive(shape.repeat(length / shape.length));
      return process.cpuUsage().user - began;
    };
    spent(2_000);
    expect(spent(80_000)).toBeLessThan(40 * Math.max(spent(8_000), 5_000));
  });
});
