import { expect, test } from "@jest/globals";
import { readGroupCard } from "../../../src/chinese/names/index.ts";
import { worldOf } from "./world.ts";

const { index } = worldOf("");
const read = (card: string) => {
  const found = readGroupCard(card, "新会镇/石门村", index);
  return found && [found.places.map(({ id }) => id.replace("新会镇/", "")).join(" "), found.name, found.city];
};

test.each([
  ["东卧牛-王强-在苏州", ["东卧牛村", "王强", "苏州"]],
  ["石门村 三社 李建国", ["石门村/三社", "李建国", null]],
  ["王强（东卧牛）", ["东卧牛村", "王强", null]],
  ["【柳河】赵铁柱 昆山打工", ["柳河村", "赵铁柱", "昆山"]],
  ["卧牛－欧阳小龙", ["东卧牛村 西卧牛村", "欧阳小龙", null]],
  ["王强", ["", "王强", null]],
  ["东卧牛", ["东卧牛村", null, null]],
  ["去上海/周明/东卧牛", ["东卧牛村", "周明", "上海"]],
  // what says nothing, or anything
  ["平安是福", null],
  ["A0农资批发13800001309", null],
  ["", null],
  ["😀😀", null],
  ["-", null],
])("%s", (card, expected) => {
  expect(read(card)).toEqual(expected);
});

test("however long a card is, it is read at once", () => {
  for (const card of ["王-".repeat(50_000), "在".repeat(100_000), "东卧牛".repeat(30_000)])
    expect(() => read(card)).not.toThrow();
});
