import { expect, test } from "@jest/globals";
import { nameWorld } from "../../../src/chinese/corpora/names.ts";
import { findPlace } from "../../../src/chinese/names/index.ts";
import { whereSaid } from "../../../src/chinese/urgent/where.ts";
import { worldOf } from "../names/world.ts";

const { index } = worldOf("own-");
const village = findPlace("上坪村", null, index);
const near = village.kind === "one" ? village.value.id : null;

test.each([
  ["3组路灯不亮", "3组"],
  ["晚上第三组路灯不亮", "3组"],
  ["路灯3盏不亮，就在我们村桥头", "上坪村"],
  ["路灯3盏不亮，在上坪村11组", "11组"],
  ["二十三组路灯不亮", null],
  ["23组路灯不亮", null],
  ["第3128号路灯不亮", null],
  ["路灯不亮", null],
])("%s is at %s", (text, name) => {
  expect(whereSaid(text, near, index)?.name ?? null).toBe(name);
});

test.each([
  ["快打119三里坪村着火了", "三里坪村"],
  ["十一三里坪村着火", "三里坪村"],
  ["快打119三社着火了", "三社"],
  ["二十三社着火", null],
])("of numerals one after the other, %s is at %s", (text, name) => {
  const tree = [
    { 名称: "新会镇", 级别: "镇", 上级: "", 别名: "" },
    { 名称: "三里坪村", 级别: "村", 上级: "新会镇", 别名: "" },
    { 名称: "三社", 级别: "社", 上级: "新会镇/三里坪村", 别名: "" },
  ];
  const { index: hilly } = nameWorld(tree, []);
  const there = findPlace("三里坪村", null, hilly);
  expect(whereSaid(text, there.kind === "one" ? there.value.id : null, hilly)?.name ?? null).toBe(name);
});
