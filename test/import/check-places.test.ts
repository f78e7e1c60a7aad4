import { describe, expect, test } from "@jest/globals";
import { checkPlaces } from "../../src/import/check-places.ts";
import fc from "../property.ts";
import { table, treeOf } from "./tables.ts";

const HEADER = "名称,级别,上级,别名";
const empty = treeOf();
const county = treeOf("云湖县", "云湖县/新会镇", "云湖县/新会镇/东卧牛村", "云湖县/北岭镇", "云湖县/北岭镇/王家村");

describe("a places file", () => {
  test("rows in any order; the level is kept as printed", () => {
    const lines = [
      "沈家湾,湾,新会镇/东卧牛村/三社,",
      "三社,组,新会镇/东卧牛村,第三组",
      "东卧牛村,社区,新会镇,卧牛东、一大队",
      "新会镇,街道,云湖县,",
      "云湖县,县,,",
    ];
    const { good, bad, unknownColumns } = checkPlaces(table(HEADER, ...lines), empty);
    expect(bad).toEqual([]);
    expect(unknownColumns).toEqual([]);
    expect(good).toEqual([
      { row: 6, name: "云湖县", level: "county", levelWord: "县", aliases: [], existingId: null, parent: null },
      { row: 5, name: "新会镇", level: "town", levelWord: "街道", aliases: [], existingId: null, parent: { row: 6 } },
      {
        row: 4,
        name: "东卧牛村",
        level: "village",
        levelWord: "社区",
        aliases: ["卧牛东", "一大队"],
        existingId: null,
        parent: { row: 5 },
      },
      {
        row: 3,
        name: "三社",
        level: "section",
        levelWord: "组",
        aliases: ["第三组"],
        existingId: null,
        parent: { row: 4 },
      },
      { row: 2, name: "沈家湾", level: "hamlet", levelWord: "湾", aliases: [], existingId: null, parent: { row: 3 } },
    ]);
    fc.assert(
      fc.property(fc.shuffledSubarray(lines, { minLength: lines.length }), (shuffled) => {
        const again = checkPlaces(table(HEADER, ...shuffled), empty);
        expect(again.bad).toEqual([]);
        expect(again.good.map((row) => row.name)).toEqual(good.map((row) => row.name));
      }),
    );
  });

  test("what exists is brought up to date, below what exists is added", () => {
    const { good, bad } = checkPlaces(
      table(
        HEADER,
        "新会镇,镇,云湖县,",
        "东卧牛村,村,新会镇,卧牛东",
        "三社,社,东卧牛村,",
        "王家村,村,云湖县/新会镇,",
        "北岭镇,镇,,北岭",
      ),
      county,
    );
    expect(bad).toEqual([]);
    expect(good.map(({ name, existingId, parent }) => [name, existingId, parent])).toEqual([
      ["新会镇", "云湖县/新会镇", { id: "云湖县" }],
      ["北岭镇", "云湖县/北岭镇", { id: "云湖县" }],
      ["东卧牛村", "云湖县/新会镇/东卧牛村", { id: "云湖县/新会镇" }],
      ["王家村", null, { id: "云湖县/新会镇" }],
      ["三社", null, { id: "云湖县/新会镇/东卧牛村" }],
    ]);
  });

  const faults: [string, string[], string[]][] = [
    [
      "unknown parent, with a guess",
      ["三社,社,新会镇/东窝牛村,"],
      ["第2行：上级“新会镇/东窝牛村”没有这个地点，是不是“东卧牛村”：请改正，或先加上它"],
    ],
    ["unknown parent", ["三社,社,张家口村,"], ["第2行：上级“张家口村”没有这个地点：请改正，或先加上它"]],
    [
      "a parent of that name twice",
      ["王家村,村,新会镇,", "三社,社,王家村,"],
      ["第3行：上级“王家村”有2个：请写全，如“新会镇/王家村”"],
    ],
    ["the same row twice", ["石门村,村,新会镇,", "石門村,村,云湖县/新会镇,"], ["第3行：“石門村”和第2行重复：删去一行"]],
    [
      "a level nobody knows",
      ["石门村,寨子,新会镇,"],
      ["第2行：级别“寨子”不认识：可写 市、县、镇（乡、街道）、村（社区）、社（组、网格）、湾"],
    ],
    [
      "a parent no higher",
      ["石门村,村,北岭镇/王家村,"],
      ["第2行：上级“北岭镇/王家村”不比“村”高一级：请看级别和上级哪个写错了"],
    ],
    [
      "a parent that is wrong itself",
      ["石门村,村,石门镇,", "三社,社,石门村,"],
      ["第2行：上级“石门镇”没有这个地点：请改正，或先加上它", "第3行：上级“石门村”在第2行，那一行有错：先改那一行"],
    ],
    ["no parent", ["石门村,村,,"], ["第2行：“石门村”没写上级：请写在哪里，如“新会镇”或“新会镇/东卧牛村”"]],
    [
      "another level than it has",
      ["东卧牛村,社,新会镇,"],
      ["第2行：“新会镇/东卧牛村”已经有了，级别不是“社”：请改级别"],
    ],
    ["no name", [",村,新会镇,"], ["第2行：没写“名称”"]],
    ["a comma too many", ["石门村,村,新会镇,甲,乙"], ["第2行：比表头多了一格：多半是内容里有逗号，请用引号括起来"]],
  ];
  test.each(faults)("%s", (_, lines, reasons) => {
    const { bad } = checkPlaces(table(HEADER, ...lines), county);
    expect(bad.map((row) => row.reason)).toEqual(reasons);
    expect(bad.every(({ row, reason }) => reason.startsWith(`第${row}行：`))).toBe(true);
  });

  test("names pasted from a page lose their pinyin; a level left out is read from the name", () => {
    const { good, bad } = checkPlaces(table("名称,上级", "聯(lián)合(hé)村,新会镇", "一组,新会镇/联合村"), county);
    expect(bad).toEqual([]);
    expect(good.map(({ name, level, levelWord }) => [name, level, levelWord])).toEqual([
      ["聯合村", "village", "村"],
      ["一组", "section", "组"],
    ]);
  });

  test("columns nobody reads are named, a missing first one is a fault of row 1", () => {
    expect(checkPlaces(table("名称,级别,上级,面积", "石门村,村,新会镇,3"), county).unknownColumns).toEqual(["面积"]);
    expect(checkPlaces(table("地名,级别", "石门村,村"), county)).toEqual({
      good: [],
      bad: [{ row: 1, reason: "第1行：缺“名称”这一栏。表头要写：名称、级别、上级、别名" }],
      unknownColumns: ["地名"],
    });
  });
});
