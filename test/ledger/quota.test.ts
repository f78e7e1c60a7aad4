import { expect, test } from "@jest/globals";
import { cellsOf, ownCells, ownLabour, sumOfCells, sumOfLabour } from "../../src/ledger/quota.ts";

const visit = (author: string, category: string, companions: string, day = "2026-11-20") => ({
  ...{ author, day, category, companions, isAfterHours: false },
});
const monday = "2026-11-16";

test("a visit is as many of the nine as its words say, and mostly none", () => {
  expect(cellsOf({ category: "困难户", companions: "同吃、同劳动" })).toEqual(["困难户", "同吃", "同劳动"]);
  expect(cellsOf({ category: "老党员、困难户", companions: "吃住都在他家" })).toEqual([
    ...["老党员", "困难户", "同吃", "同住"],
  ]);
  expect(cellsOf({ category: "一般户", companions: "赫书记" })).toEqual([]);
});

test("a cadre hears what is still missing, a secretary only sums", () => {
  const visits = [visit("a", "困难户", "同吃"), visit("a", "困难户", ""), visit("b", "老党员", "")];
  expect(ownCells(visits.slice(0, 2))).toBe(
    "三老三户三同 今年2/9，还差：老党员、老干部、老模范、富裕户、上访户、同住、同劳动",
  );
  expect(sumOfCells(visits)).toBe("三老三户三同 今年合计：老党员1、困难户2、同吃1；九样走全的0人");
  const all = "老党员、老干部、老模范、困难户、富裕户、上访户";
  expect(sumOfCells([...visits, visit("b", all, "同吃、同住、同劳动")])).toContain("走全的1人");
  expect(sumOfCells([])).toContain("还没有记过");
});

test("half a day of labour counts in its week", () => {
  const visits = [visit("a", "", "同劳动"), visit("b", "", "同劳动", "2026-11-15")];
  expect(ownLabour(visits.slice(1), monday)).toContain("还没记劳动");
  expect(ownLabour(visits, monday)).toBe("本周劳动记了1次");
  expect(sumOfLabour(visits, monday)).toBe("本周记过劳动的1人");
});
