import { describe, expect, test } from "@jest/globals";
import { makeCalendar } from "../../src/chinese/time/index.ts";
import { type RatedMatter, ratesOf, ratesWords } from "../../src/ledger/assignment-rates.ts";

const now = Date.parse("2026-12-15T10:00+08:00");
const at = (day: string): number => Date.parse(`${day}T18:00+08:00`);
const open: RatedMatter = {
  ...{ state: "working", outcome: null, dueAt: at("2026-12-20"), request: null, requestAt: null },
  ...{ heardAt: at("2026-12-01"), respondedAt: at("2026-12-01"), words: [] },
};
const rates = (...matters: Partial<RatedMatter>[]) =>
  ratesWords(
    ratesOf(
      matters.map((matter) => ({ ...open, ...matter })),
      now,
      makeCalendar([]),
    ),
  );

describe("three rates", () => {
  test("are counts with what they are of", () => {
    expect(
      rates(
        { state: "closed", outcome: "solved", words: ["满意"] },
        { state: "closed", outcome: "solved", words: ["基本满意", "不满意"] },
        { state: "closed", outcome: "explained", words: [null] },
        { state: "checking", dueAt: at("2026-12-01"), words: [null] },
        { dueAt: at("2026-12-07"), respondedAt: null },
        { respondedAt: at("2026-12-03") },
      ),
    ).toBe("交办6件：办结3、在办2、超期1（最久8天）。响应4/6，解决2/4，满意2/3（没回话1）");
  });

  test("leave out what was taken back or lies returned, and whom nobody told", () => {
    expect(
      rates({ state: "void" }, { state: "returned", dueAt: at("2026-12-01") }, { heardAt: null, respondedAt: null }),
    ).toBe("交办1件：办结0、在办1、超期0。响应0/0，解决0/0，满意0/0");
  });

  test("count no answer whose time is not over, and 不用回 neither way", () => {
    const running = { heardAt: now - 1, respondedAt: null };
    expect(rates(running, { state: "closed", outcome: "solved", words: ["不用回"] })).toBe(
      "交办2件：办结1、在办1、超期0。响应1/1，解决1/1，满意0/0",
    );
  });

  test("a deadline on a day off is late after the next working day; a request for more time is not late", () => {
    expect(rates({ dueAt: at("2026-12-12") })).toContain("超期1（最久1天）");
    expect(rates({ dueAt: at("2026-12-12"), request: "延期", requestAt: at("2026-12-11") })).toContain("超期0");
    expect(rates({ dueAt: at("2026-12-15") })).toContain("超期0");
  });
});
