import { describe, expect, test } from "@jest/globals";
import { numbersCorpus } from "../../../src/chinese/corpora/numbers.ts";
import { findQuantities, readQuantity } from "../../../src/chinese/numbers/numbers.ts";
import fc from "../../property.ts";
import { casesOf, disagreements } from "../corpora/corpus-file.ts";
import { variation } from "../corpora/variations.ts";

const files = ["numbers.tsv", "own-numbers.tsv"];
const picks = fc.array(fc.nat(1000), { minLength: 7, maxLength: 40 });

describe("quantities", () => {
  test.each(files)("every line of %s", (file) => {
    expect(disagreements(numbersCorpus, file)).toEqual([]);
  });

  test.each(files)("%s again, as other phones would send it", (file) => {
    fc.assert(
      fc.property(fc.constantFrom(...casesOf(numbersCorpus, file)), picks, ({ input, expected }, picks) => {
        expect(readQuantity(variation(input, picks))).toEqual(expected);
      }),
      { numRuns: 600 },
    );
  });

  test.each(files)("%s inside a sentence", (file) => {
    for (const { input, expected } of casesOf(numbersCorpus, file)) {
      if (!/[户亩斤里元钱人次]$/.test(input)) continue;
      expect({ input, ...readQuantity(`上午去看过，${input}，都记下了`) }).toEqual({ input, ...Object(expected) });
    }
  });

  test("none in ordinals, dates, clocks, ranges and idioms", () => {
    const words =
      "三社 第3组 3号井 7号渠 八一路 4+2 13800001234 T214 C7 12.3 12月3号 8:30 下午三点 三点意见 三天两头 一天比一天 一起去 一块去 一家 " +
      "几十户 好几百斤 3-5户 三到五户 鲁H12345 2026年 周三 初三 腊月廿三 万一 十分好 村里 户 多少人 1/2";
    for (const text of [...words.split(" "), "QQ 123456789", ""])
      expect({ text, found: findQuantities(text) }).toEqual({ text, found: [] });
  });

  test("each with where it stands, in the original", () => {
    const text = "三社近４.2万人，　约三十户；修路12.3公里左右，花了两万五";
    expect(findQuantities(text).map(({ start, end, value, unit }) => [text.slice(start, end), value, unit])).toEqual([
      ["近４.2万人", 42000, "人"],
      ["约三十户", 30, "户"],
      ["12.3公里左右", 12.3, "公里"],
      ["两万五", 25000, "-"],
    ]);
  });

  test("a Chinese comma after three figures parts two numbers, an ASCII one groups thousands", () => {
    expect(readQuantity("100，200亩")?.value).toBe(200);
    expect(readQuantity("100,200亩")?.value).toBe(100_200);
  });

  test("any whole number reads back from how it is spoken", () => {
    const digits = "零一二三四五六七八九";
    const spoken = (n: number): string => {
      if (n >= 10_000)
        return `${spoken(Math.floor(n / 10_000))}万${n % 10_000 ? (n % 10_000 < 1000 ? "零" : "") + spoken(n % 10_000) : ""}`;
      const parts = [...String(n)].map((d, i, all) =>
        d === "0" ? "零" : digits[Number(d)] + ("千百十".slice(4 - all.length)[i] ?? ""),
      );
      return parts
        .join("")
        .replace(/零+/g, "零")
        .replace(/(?<=.)零$/, "");
    };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), fc.constantFrom("户", "亩", "元", "人次"), (n, unit) => {
        expect({ said: spoken(n), ...readQuantity(spoken(n) + unit) }).toEqual({
          said: spoken(n),
          value: n,
          unit,
          approx: "exact",
        });
      }),
    );
  });

  test("never throws and takes time in proportion to the length", () => {
    const pieces = fc.array(
      fc.constantFrom(..."0123456789.,。一二两三十百千万亿半廿俩点零多来余户亩斤块毛分里人 近约w"),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(pieces, (pieces) => {
        const text = pieces.join("");
        for (const { start, end, value } of findQuantities(text)) {
          expect(end).toBeGreaterThan(start);
          expect(Number.isFinite(value)).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
    const spent = (length: number) => {
      const began = process.cpuUsage().user;
      for (const shape of ["1", "三", "三百", "三点", "1,234", "半斤", "三块二毛"])
        findQuantities(shape.repeat(length / shape.length));
      return process.cpuUsage().user - began;
    };
    spent(2_000);
    expect(spent(80_000)).toBeLessThan(40 * Math.max(spent(8_000), 5_000));
  });
});
