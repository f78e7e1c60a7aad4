import { afterEach, expect, test } from "@jest/globals";
import { direct, openWorld, type World } from "../../world.ts";
import { plays } from "./days/plays.ts";

let world: World;
afterEach(() => world.close());

test("nobody is reminded of a matter that was not named", async () => {
  world = await openWorld();
  for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
  await world.says("sun", "/交办 周明 三社路灯修好 期限：下周三");
  const before = world.toChat(direct("zhou")).length;
  const asked = (what: string) => `您交给周明的没有写“${what}”的，催哪件？①J1 三社路灯修好 ②不催`;
  await plays(world, [
    ["sun", "催一下周明水管的事", asked("水管")],
    ["sun", "不催", /^好/],
    ["sun", "催催周明把表交了", asked("表交")],
    ["sun", "取消", /^好/],
    ["sun", "催周明家的水费", /^记成意见吗/],
    ["sun", "取消", /^好/],
    ["sun", "催周明没有", /./],
    ["sun", "催一下王建国家交水费", /^(?!王建国手里)/],
    ["sun", "取消", /^好/],
  ]);
  expect(world.toChat(direct("zhou"))).toHaveLength(before);
  expect(await world.says("sun", "催周明快点办路灯")).toBe("J1 催了周明。");
});

test.each([
  "村民要求请王建国来看看水渠",
  "老李家让王建国气得睡不着",
  "周明让王建国办的低保",
  "低保让王建国弄的",
  "他们请周明帮忙写个材料",
  "镇里让周明下周去县里学习",
])("%s: what others send somebody for is not handed over", async (words) => {
  world = await openWorld();
  expect(await world.says("sun", words)).not.toContain("交出去吗");
});
