import { describe, expect, test } from "@jest/globals";
import { defaultMinute, digestHead, digestText } from "../../src/ledger/digest.ts";
import fc from "../property.ts";

describe("a digest", () => {
  test("without a line says so", () => {
    expect(digestText("11月21日 新会镇", [])).toBe("11月21日 新会镇\n没有新情况");
  });

  test("names its places, one in full, several shortly", () => {
    expect(digestHead("11月21日", ["东卧牛村"])).toBe("11月21日 东卧牛村");
    expect(digestHead("11月21日", ["东卧牛村", "西卧牛村"])).toBe("11月21日 东卧牛、西卧牛");
    expect(digestHead("11月21日", ["东卧牛村", "西卧牛村", "柳河村", "石门村"])).toBe(
      "11月21日 东卧牛、西卧牛、柳河等4处",
    );
  });

  test("leaves out the last lines when there are more than twelve", () => {
    const lines = Array.from({ length: 20 }, (_, index) => `第${index + 1}`);
    expect(digestText("头", lines).split("\n")).toEqual(["头", ...lines.slice(0, 11)]);
  });

  test("leaves out whole what is too long, and never cuts", () => {
    expect(digestText("头", ["一", "长".repeat(700), "二"])).toBe("头\n一\n二");
  });

  test("never has more than twelve lines and 2,000 bytes, each line as it was given, in order", () => {
    const words = fc.string({ unit: "binary", maxLength: 900 });
    fc.assert(
      fc.property(fc.array(words, { maxLength: 9 }), fc.array(words, { maxLength: 20 }), (names, lines) => {
        const head = digestHead("11月21日", names);
        const text = digestText(head, lines);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2000);
        const [first, ...told] = text.split("\n");
        expect(first).toBe(head);
        expect(told.length).toBeLessThanOrEqual(11);
        const given = lines.map((line) => line.replace(/\s+/gu, " ").trim());
        const left = told.filter((line) => line !== "没有新情况");
        expect(given.filter((line) => left.includes(line) && line !== "").length).toBeGreaterThanOrEqual(left.length);
      }),
      { numRuns: 300 },
    );
  });

  test("is one line for each fact, also where people wrote several", () => {
    expect(digestText("头", ["一\n二\n三"])).toBe("头\n一 二 三");
  });
});

test("the default minute lies between 7:40 and 8:20, never on :00 or :30, and spreads", () => {
  const places = Array.from({ length: 2000 }, (_, index) => `019a${index.toString(16)}-town`);
  const minutes = new Set(places.map(defaultMinute));
  for (const minute of minutes) {
    expect(minute).toBeGreaterThanOrEqual(7 * 60 + 40);
    expect(minute).toBeLessThanOrEqual(8 * 60 + 20);
    expect(minute % 30).not.toBe(0);
  }
  expect(minutes.size).toBe(40);
  expect(defaultMinute("town")).toBe(defaultMinute("town"));
});
