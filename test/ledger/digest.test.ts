import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type DigestFacts, defaultMinute, digestText, hasNews } from "../../src/ledger/digest.ts";

const nothing: DigestFacts = {
  day: "11月21日",
  placeName: "新会镇",
  talks: null,
  visits: null,
  hasFreshRecords: false,
  opinions: { fresh: 0, freshAway: 0, unanswered: 0, oldestDays: 0 },
  reminders: [],
  deafGroups: 0,
};

describe("a digest", () => {
  test("has the line forms of the contract", () => {
    const facts: DigestFacts = {
      ...nothing,
      talks: "谈心 17/21村（本周+3），未谈：东卧牛、李家湾等4村",
      visits: "走访 村21/21 社83/99 湾160/220",
      opinions: { fresh: 12, freshAway: 8, unanswered: 3, oldestDays: 4 },
      reminders: [
        { time: "9:00", text: "村民代表会" },
        { time: "15:00", text: "交材料" },
      ],
      deafGroups: 2,
    };
    expect(digestText(facts)).toBe(
      [
        "11月21日 新会镇",
        "谈心 17/21村（本周+3），未谈：东卧牛、李家湾等4村",
        "走访 村21/21 社83/99 湾160/220",
        "意见 新增12（外出8），未答复3，最久4天",
        "提醒 今天2件：9:00 村民代表会；15:00 交材料",
        "听不全的群2个（只收@我的话）",
      ].join("\n"),
    );
  });

  test("asked for without news says so", () => {
    expect(digestText(nothing)).toBe("11月21日 新会镇\n没有新情况");
    expect(hasNews(nothing)).toBe(false);
    expect(hasNews({ ...nothing, deafGroups: 3 })).toBe(false);
    expect(hasNews({ ...nothing, opinions: { ...nothing.opinions, unanswered: 1 } })).toBe(true);
  });

  test("never has more than twelve lines and 2,000 bytes, whatever there is to say", () => {
    const words = fc.string({ unit: "binary", maxLength: 3000 });
    const count = fc.nat({ max: 1_000_000 });
    const facts: fc.Arbitrary<DigestFacts> = fc.record({
      day: fc.constant("11月21日"),
      placeName: fc.string({ unit: "binary", maxLength: 900 }),
      talks: fc.option(words),
      visits: fc.option(words),
      hasFreshRecords: fc.boolean(),
      opinions: fc.record({ fresh: count, freshAway: count, unanswered: count, oldestDays: count }),
      reminders: fc.array(fc.record({ time: fc.constant("9:00"), text: words }), { maxLength: 20 }),
      deafGroups: count,
    });
    fc.assert(
      fc.property(facts, (known) => {
        const text = digestText(known);
        expect(text.split("\n").length).toBeLessThanOrEqual(12);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2000);
      }),
      { numRuns: 300 },
    );
  });

  test("is one line for each fact, also where people wrote several", () => {
    const reminders = [{ time: "9:00", text: "一\n二\n三" }];
    expect(digestText({ ...nothing, reminders }).split("\n")).toHaveLength(2);
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
