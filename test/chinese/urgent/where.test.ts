import { expect, test } from "@jest/globals";
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
