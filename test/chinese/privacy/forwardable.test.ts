import { expect, test } from "@jest/globals";
import { isForwardable } from "../../../src/chinese/privacy/forwardable.ts";

const safe = [
  "村民代表会",
  "交材料",
  "9点去镇里开会，带上报表",
  "给老赵打电话",
  "传达会议精神",
  "检查秸秆禁烧",
  "三社路灯验收",
  "发11月工资",
];
const kept = [
  "给困难户赵大爷送药",
  "东卧牛低保户走访",
  "五保户李奶奶过冬",
  "给 低 保 户 送药",
  "李大山信访回访",
  "回访上访户",
  "投诉的事回王秀英",
  "查李大山贪污的事",
  "给13812345678回电话",
  "赵大爷的身份证11010519491231002X",
  "刘家残疾证年审",
  "张三社区矫正报到",
];

test.each(safe)("%s may be passed on", (text) => expect(isForwardable(text)).toBe(true));
test.each(kept)("%s may not", (text) => expect(isForwardable(text)).toBe(false));
