import { describe, expect, test } from "@jest/globals";
import { type Body, bodies, judge, rankOf, type Share } from "../../src/ledger/bodies.ts";
import { isFault, readRule, readStep, stepCells, templateFault } from "../../src/ledger/county-templates.ts";
import { type Step, templates } from "../../src/ledger/motion-templates.ts";

const step = (words: string): Step => {
  const read = readStep(words);
  if (isFault(read)) throw new Error(read.fault);
  return read.value;
};
const steps = (...all: readonly string[]) => all.map(step);

describe("steps as a county writes them", () => {
  test.each(templates.map((one) => [one.name, one] as const))("%s is written, read again and lawful", (_, one) => {
    expect(one.steps.map((each) => step(stepCells(each)[0]))).toEqual(one.steps);
    expect(templateFault(one)).toBeNull();
  });

  test.each(["支委会提议", "村党支部委员会 提议"])("%s", (words) =>
    expect(step(words)).toEqual({ kind: "meeting", bodies: ["branch committee"], does: "提议" }),
  );
  test.each(["村代会或村民会议 决议", "村民代表会议/村民会议决议", "村代会、村民大会 决议"])("%s", (words) =>
    expect(step(words)).toMatchObject({ bodies: ["representatives", "villagers"], does: "决议" }),
  );
  test.each(["公布 决议", "决议公布", "公 决议"])("%s", (words) =>
    expect(step(words)).toEqual({ kind: "publication", what: "决议" }),
  );
  test.each(["开会", "公布", "村代会或 决议", "村代会或乡里 决议"])("%s is no step", (words) =>
    expect(isFault(readStep(words))).toBe(true),
  );
});

const shares: Readonly<Record<Exclude<Share, "any">, string>> = {
  half: "半数",
  "over half": "过半",
  "two thirds": "三分之二",
  "three quarters": "四分之三",
};
const all = Object.keys(bodies) as Body[];

describe("a county's own rule", () => {
  test.each(all)("%s: never below the law, with its article", (body) => {
    const meeting: Step = { kind: "meeting", bodies: [body], does: "决议" };
    for (const [share, present] of Object.entries(shares) as [Share, string][]) {
      const read = readRule(meeting, { present, passes: "", cited: "县里规定" });
      const isBelow = rankOf(share) < rankOf(bodies[body].present);
      expect([body, share, isFault(read)]).toEqual([body, share, isBelow]);
      if (isFault(read)) expect(read.fault).toContain(bodies[body].cited.present);
    }
    for (const [passes, of, share] of [
      ["到会过半", "present", "over half"],
      ["应到过半", "due", "over half"],
      ["到会三分之二", "present", "two thirds"],
      ["应到三分之二", "due", "two thirds"],
    ] as const) {
      const law = bodies[body].passes;
      const isBelow = rankOf(share) < rankOf(law.share) || (law.of === "due" && of === "present");
      const read = readRule(meeting, { present: "", passes, cited: "县里规定" });
      expect([body, passes, isFault(read)]).toEqual([body, passes, isBelow]);
    }
  });

  test("is told with its own source, and the law's where it asks no more", () => {
    const count = { due: 40, present: 28, inFavour: 28, households: false };
    const own = { present: "three quarters", cited: "云湖县规定第五条" } as const;
    expect(judge("representatives", count)).toMatchObject({ presentAtLeast: 27, isQuorate: true });
    expect(judge("representatives", count, own)).toMatchObject({
      ...{ presentAtLeast: 30, isQuorate: false, article: "云湖县规定第五条" },
    });
    expect(judge("representatives", { ...count, present: 30 }, own).article).toBe("村民委员会组织法第三十条");
  });

  test("asks for a share of the women among representatives, and of nobody else", () => {
    const read = readRule(step("村代会 决议"), { present: "三分之二、妇女三分之二", passes: "", cited: "省办法" });
    if (isFault(read)) throw new Error(read.fault);
    const rule = read.value.kind === "meeting" ? read.value.rule : undefined;
    expect(rule).toEqual({ present: "two thirds", women: "two thirds", cited: "省办法" });
    expect(stepCells(read.value)[1]).toBe("三分之二、妇女三分之二");
    const count = { due: 36, present: 31, inFavour: 31, households: false };
    for (const [present, isQuorate, article] of [
      [10, true, "村民委员会组织法第三十条"],
      [9, false, "省办法"],
    ] as const) {
      const women = { due: 14, present };
      expect(judge("representatives", { ...count, women }, rule)).toMatchObject({
        womenAtLeast: 10,
        isQuorate,
        article,
      });
      // by the law alone, and in another body, it is no condition
      expect(judge("representatives", { ...count, women }).isQuorate).toBe(true);
      expect(judge("villagers", { ...count, women }, rule)).toMatchObject({ womenAtLeast: null, isQuorate: true });
    }
    const alone = readRule(step("村代会 决议"), { present: "妇女过半", passes: "", cited: "省办法" });
    expect(alone).toMatchObject({ value: { rule: { women: "over half" } } });
    for (const [words, present] of [
      ["党员大会 审议", "妇女三分之二"],
      ["村代会 决议", "妇女多数"],
    ] as const)
      expect(isFault(readRule(step(words), { present, passes: "", cited: "省办法" }))).toBe(true);
  });

  test("has a source, and stands at a meeting", () => {
    const meeting = step("村代会 决议");
    expect(readRule(meeting, { present: "四分之三", passes: "", cited: "" })).toMatchObject({
      fault: expect.stringContaining("依据"),
    });
    expect(isFault(readRule(step("征求"), { present: "过半", passes: "", cited: "x" }))).toBe(true);
    expect(isFault(readRule(meeting, { present: "多数", passes: "", cited: "x" }))).toBe(true);
  });
});

describe("what a village may not decide so", () => {
  test.each([
    ["五议", steps("支委会 提议", "公布 决议"), "定不了"],
    ["五议", steps("征求", "公布 决议"), "没有会"],
    ["五议", steps("支委会 提议", "村代会 决议", "公布 结果"), "第三十五条"],
    ["五议", steps("公布 决议", "村代会 决议"), "第三十五条"],
    ["五议", steps("村代会 决议", "公布 结果", "公布 决议"), "之后"],
    ["五议", steps("村代会 决议", "公布 决议", "备案"), "最后一步要是公布"],
    ["五议", steps("村代会 决议", "征求", "公布 决议"), "征求要在决议之前"],
    ["五议", steps("村代会 商议", "村代会 决议", "公布 决议"), "写了两次"],
    ["五议", steps("村代会或小组会 决议", "公布 决议"), "第三十二条"],
    ["村规民约", steps("村代会 决议", "备案", "公布 决议"), "第三十一条"],
    ["村规民约", steps("村民会议 决议", "公布 决议"), "第三十一条"],
    ["集体资产出租", steps("村代会 决议", "公布 决议"), "农村集体经济组织法"],
  ])("%s %#", (name, of, why) => expect(templateFault({ name, steps: of })).toContain(why));
});
