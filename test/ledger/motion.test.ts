import { describe, expect, test } from "@jest/globals";
import { dayOf, makeCalendar, minuteOfDay, startOfDay, weekdayOf } from "../../src/chinese/time/index.ts";
import { type Body, bodies, bodyAt, judge, least, tooFewWomen } from "../../src/ledger/bodies.ts";
import { countsIn } from "../../src/ledger/motion-counts.ts";
import { backTo, decidesAt, stepWord, templateCalled, templates } from "../../src/ledger/motion-templates.ts";
import { isStuck, motionTermsOf, readMotionTerms } from "../../src/ledger/motion-terms.ts";
import { approversOf, fingerprintOf, periodsFrom } from "../../src/ledger/publication.ts";
import fc from "../property.ts";

const all = Object.keys(bodies) as Body[];
const people = fc.integer({ min: 1, max: 2000 });

describe("what a body needs", () => {
  test("is counted in whole people", () => {
    expect([least("two thirds", 36), least("over half", 31), least("half", 42), least("over half", 42)]).toEqual([
      24, 16, 21, 22,
    ]);
    fc.assert(
      fc.property(people, (of) => {
        expect(least("over half", of) * 2).toBeGreaterThan(of);
        expect((least("over half", of) - 1) * 2).toBeLessThanOrEqual(of);
        expect(least("half", of) * 2).toBeGreaterThanOrEqual(of);
        expect((least("half", of) - 1) * 2).toBeLessThan(of);
        expect(least("two thirds", of) * 3).toBeGreaterThanOrEqual(2 * of);
        expect((least("two thirds", of) - 1) * 3).toBeLessThan(2 * of);
      }),
    );
  });

  test("passes with one more where it failed with one less, and never without a quorum", () => {
    fc.assert(
      fc.property(fc.constantFrom(...all), people, people, people, fc.boolean(), (body, a, b, c, households) => {
        const due = Math.max(a, b);
        const present = Math.min(a, b);
        const count = { due, present, inFavour: Math.min(c, present), households };
        const verdict = judge(body, count);
        expect(verdict.isQuorate).toBe(present >= verdict.presentAtLeast);
        if (verdict.isPassed) expect(verdict.isQuorate && count.inFavour >= verdict.votesAtLeast).toBe(true);
        expect(verdict.article).not.toBe("");
        const none = judge(body, { ...count, inFavour: verdict.votesAtLeast - 1 });
        expect(none.isPassed).toBe(false);
      }),
    );
  });

  test.each([
    ["representatives", { due: 36, present: 31, inFavour: 28 }, true, true],
    ["representatives", { due: 36, present: 23, inFavour: 23 }, false, false],
    ["representatives", { due: 36, present: 31, inFavour: 15 }, true, false],
    ["party members", { due: 42, present: 31, inFavour: 22 }, true, true],
    ["party members", { due: 42, present: 31, inFavour: 21 }, true, false],
    ["members", { due: 90, present: 61, inFavour: 61 }, true, true],
    ["members", { due: 90, present: 61, inFavour: 59 }, true, false],
  ] as const)("%s with %j", (body, count, isQuorate, isPassed) => {
    expect(judge(body, { ...count, households: false })).toMatchObject({ isQuorate, isPassed });
  });

  test("of representatives a third are to be women", () => {
    expect(tooFewWomen("representatives", 36, { due: 12, present: 3 })).toBe("");
    expect(tooFewWomen("representatives", 36, { due: 11, present: 11 })).toBe(
      "妇女代表11人，不到三分之一（36人里至少12，村民委员会组织法第二十五条）",
    );
    expect(tooFewWomen("representatives", 36, undefined)).toBe("");
    expect(tooFewWomen("villagers", 300, { due: 10, present: 10 })).toBe("");
  });

  test("households stand for those of age by two thirds", () => {
    expect(judge("villagers", { due: 300, present: 200, inFavour: 101, households: true })).toMatchObject({
      presentAtLeast: 200,
      isPassed: true,
    });
    expect(judge("villagers", { due: 300, present: 199, inFavour: 199, households: true }).isQuorate).toBe(false);
  });

  test("is found by any of its names, the longest first", () => {
    expect(bodyAt("村民代表会议 12月1日")).toEqual({ body: "representatives", rest: " 12月1日" });
    expect(bodyAt("村代会 36/31")?.body).toBe("representatives");
    expect(bodyAt("村民会议")?.body).toBe("villagers");
    expect(bodyAt("村民小组会议")?.body).toBe("section");
    expect(bodyAt("成员代表大会")?.body).toBe("member representatives");
    expect(bodyAt("开会")).toBeNull();
  });
});

describe("counts of a meeting", () => {
  test.each(["今天", "昨天", "前天上午", "上周五", "12月1日", "20号晚上", "到会", "村部", ""])(
    "%s in front of them is no part of them",
    (before) => {
      const counts = countsIn(`${before} 36/31 妇女12/14 同意28 反对2 弃权1`);
      expect(counts).toMatchObject({ due: 36, present: 31, inFavour: 28, against: 2, abstain: 1 });
      expect(counts.shares).toEqual([{ name: "妇女", present: 12, due: 14 }]);
      expect(counts.left).toBe(before);
    },
  );
});

describe("what people say of a meeting", () => {
  test.each([
    ["5个人都到了 都同意", [5, 5, 5, null, null]],
    ["应到5人实到5人，全票通过", [5, 5, 5, null, null]],
    ["8个人到了7个 6票同意 1票弃权", [8, 7, 6, null, 1]],
    ["42/31 29人同意，2人反对", [42, 31, 29, 2, null]],
    ["来了31人", [null, 31, null, null, null]],
    ["36/31 同意28 反对2 弃权1", [36, 31, 28, 2, 1]],
    ["应到36人 实到31人 同意29人", [36, 31, 29, null, null]],
    ["36/31 同意28票反对2票弃权1票", [36, 31, 28, 2, 1]],
    ["36/31 28票同意2票反对1票弃权", [36, 31, 28, 2, 1]],
    ["36/31 反对2票 同意28票", [36, 31, 28, 2, null]],
    ["36/31 一致同意，2票反对", [36, 31, null, 2, null]],
    ["应到42，到了31，29同意2反对", [42, 31, 29, 2, null]],
    ["36/31，28同意2反对1弃权", [36, 31, 28, 2, 1]],
    ["36/31同意28反对3", [36, 31, 28, 3, null]],
    ["应到36实到31同意31", [36, 31, 31, null, null]],
    // the line once more, as an answer
    ["应到42，到了31，29同意2反对 党员大会 应到42，到了31，29票同意2票反对", [42, 31, 29, 2, null]],
  ] as const)("%s", (words, [due, present, inFavour, against, abstain]) =>
    expect(countsIn(words)).toMatchObject({ due, present, inFavour, against, abstain }),
  );
});

describe("templates", () => {
  test.each(templates.map((one) => [one.name, one] as const))(
    "%s decides before it publishes the decision",
    (_, one) => {
      const decides = decidesAt(one);
      const published = one.steps.findIndex((step) => step.kind === "publication" && step.what === "决议");
      expect(decides).toBeGreaterThanOrEqual(0);
      expect(published).toBeGreaterThan(decides);
      expect(one.steps.at(-1)?.kind).toBe("publication");
      expect(backTo(one)).toBeLessThan(decides + 1);
      for (const step of one.steps) expect(stepWord(step)).not.toBe("");
    },
  );

  test("rules of a village are decided by all, and filed", () => {
    const rules = templateCalled("村规民约");
    expect(rules?.steps.filter(({ kind }) => kind === "filing")).toHaveLength(1);
    const decides = rules?.steps[decidesAt(rules)];
    expect(decides?.kind === "meeting" && decides.bodies).toEqual(["villagers"]);
    expect(rules?.onlyBecause).toContain("第三十一条");
  });
});

describe("what is set for a place", () => {
  const names = templates.map(({ name }) => name);
  test("never goes below what the law says", () => {
    expect(readMotionTerms("公示 14", names)).toEqual({
      kind: "refused",
      article: "公布至少15天（村民委员会组织法第三十五条）",
    });
    expect(readMotionTerms("公示 20天", names)).toEqual({ kind: "set", set: { publishDays: 20 } });
    expect(readMotionTerms("异议 2", names)).toMatchObject({ kind: "refused" });
    expect(readMotionTerms("异议 16", names)).toMatchObject({ kind: "refused" });
    expect(readMotionTerms("征求 2", names)).toMatchObject({ kind: "refused" });
    expect(readMotionTerms("模板 村规民约、4+2", names)).toEqual({
      kind: "set",
      set: { templates: ["村规民约", "4+2"] },
    });
    expect(readMotionTerms("模板 五议", names)).toMatchObject({ kind: "refused" });
    expect(readMotionTerms("照片 3", names)).toBeNull();
  });
  test("what is not set is as usual", () => {
    expect(motionTermsOf('{"publishDays":20}')).toMatchObject({ publishDays: 20, objectionDays: 7 });
  });
});

describe("a publication", () => {
  const calendar = makeCalendar([]);
  test("ends at 18:00 of working days, never earlier than its days", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 700 }),
        fc.integer({ min: 15, max: 60 }),
        fc.integer({ min: 3, max: 15 }),
        (offset, publishDays, objections) => {
          const from = dayOf(Date.UTC(2026, 0, 1) + offset * 86_400_000);
          const { until, objectionsUntil } = periodsFrom(from, { publishDays, objections }, calendar);
          for (const [end, days] of [
            [until, publishDays],
            [objectionsUntil, objections],
          ] as const) {
            expect(minuteOfDay(end)).toBe(18 * 60);
            expect([6, 7]).not.toContain(weekdayOf(Math.floor((end + 8 * 3_600_000) / 86_400_000)));
            expect((end - startOfDay(from)) / 86_400_000).toBeGreaterThanOrEqual(days);
            expect((end - startOfDay(from)) / 86_400_000).toBeLessThan(days + 3);
          }
        },
      ),
    );
  });

  test("that hung up on a Sunday is open to objections until Monday week", () => {
    const { until, objectionsUntil } = periodsFrom("2026-12-13", { publishDays: 15, objections: 7 }, calendar);
    expect([objectionsUntil, until].map((at) => new Date(at).toISOString())).toEqual([
      "2026-12-21T10:00:00.000Z",
      "2026-12-28T10:00:00.000Z",
    ]);
  });

  test("is let go by who watches, else by another cadre, else by the town, and never by who wrote it", () => {
    const who = (personId: string, title: string, at: "village" | "town") => ({ personId, title, at }) as const;
    const some = [who("z", "包村干部", "town"), who("w", "会计", "village"), who("j", "村务监督委员会主任", "village")];
    expect(approversOf(some, "w", "村务监督委员会主任").map(({ personId }) => personId)).toEqual(["j", "z"]);
    expect(approversOf(some, "j", "村务监督委员会主任").map(({ personId }) => personId)).toEqual(["w", "z"]);
  });

  test("has the fingerprint of its text", () => {
    expect(fingerprintOf("决议")).toBe(fingerprintOf("决议"));
    expect(fingerprintOf("决议")).not.toBe(fingerprintOf("决议。"));
  });
});

test("a motion is stuck after so many days at one step, but not where its result waits for the work", () => {
  const [template] = templates;
  const at = Date.parse("2026-11-01T09:00+08:00");
  const dayLength = 24 * 60 * 60_000;
  const last = (template?.steps.length ?? 0) - 1;
  const one = { state: "going", stepped_at: at, template: JSON.stringify(template), point: 2 };
  expect(isStuck(one, 20, at + 20 * dayLength)).toBe(true);
  expect(isStuck(one, 20, at + 20 * dayLength - 1)).toBe(false);
  expect(isStuck({ ...one, state: "published" }, 20, at + 90 * dayLength)).toBe(false);
  expect(isStuck({ ...one, point: last }, 20, at + 90 * dayLength)).toBe(false);
  expect(isStuck({ ...one, point: last - 1 }, 20, at + 90 * dayLength)).toBe(true);
});
