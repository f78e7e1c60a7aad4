import { expect, test } from "@jest/globals";
import { innerDue, leadingDue } from "../../../src/chinese/paste/index.ts";
import { pasteWorld } from "./understood.ts";

const county = pasteWorld("云湖县");

test.each([
  ["三社路灯12月10日前修好", "三社路灯修好"],
  ["两户水费12月10日前必须交齐。", "两户水费必须交齐。"],
  ["老李家屋顶周五前补上", "老李家屋顶补上"],
  ["水管改造方案12月10日前要报上来", "水管改造方案要报上来"],
  ["河道垃圾三天内清理干净了", "河道垃圾清理干净了"],
])("%s is until then, and its verb stays", (said, rest) => {
  expect(innerDue(said, county)?.rest).toBe(rest);
});

test.each([
  "统计12月10日前未缴户",
  "收齐12月10日前欠的水费",
  "查看周五前任书记留的账",
  "核对合同12月10日前到期",
  "走访12月10日前返乡人员",
])("%s says which, not until when", (said) => {
  expect(innerDue(said, county)).toBeNull();
});

test.each([
  ["周五前任务办完", "任务办完"],
  ["12月10日前方案报上来", "方案报上来"],
  ["12月10日前进行排查", "进行排查"],
  ["12月10日前提交台账", "提交台账"],
  ["三天内清理完村口垃圾", "清理完村口垃圾"],
])("%s begins with a deadline", (said, rest) => {
  expect(leadingDue(said, county)?.rest).toBe(rest);
});

test.each([
  "周五前任书记留的账交清",
  "12月10日前期工作做完",
  "周五前往县里报材料",
  "12月10日前后山路修好",
  "12月10日前提是资金到位",
  "本周内部排查完",
])("%s begins with none", (said) => {
  expect(leadingDue(said, county)).toBeNull();
});
