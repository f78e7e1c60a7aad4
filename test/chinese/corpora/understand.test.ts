import { expect, test } from "@jest/globals";
import { understandLine, wordCorpora } from "../../../src/chinese/corpora/understand.ts";

const { commands, consultations, numbers, privacy } = wordCorpora;

test("a line with its answer says whether they agree", () => {
  expect(understandLine(numbers, "三户\t3\t户\texact")).toEqual({
    got: { value: 3, unit: "户", approx: "exact" },
    expected: { value: 3, unit: "户", approx: "exact" },
    agrees: true,
  });
  expect(understandLine(numbers, "三户\t4\t户\texact")?.agrees).toBe(false);
});

test("a bare sentence is only answered", () => {
  expect(understandLine(privacy, "找13800001234")).toEqual({ got: "找138****1234" });
  expect(understandLine(commands, "/走访 三社")).toEqual({ got: { kind: "command", name: "走访", rest: "三社" } });
  expect(understandLine(numbers, "没有数")).toEqual({ got: null });
});

test("headings and empty lines are no cases, and a broken line is said to be broken", () => {
  for (const corpus of [commands, consultations, numbers, privacy])
    for (const line of ["", "  ", "# text"]) expect(understandLine(corpus, line)).toBeNull();
  expect(() => understandLine(commands, "{")).toThrow();
});
