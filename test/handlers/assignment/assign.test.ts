import { afterEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

let world: World;
afterEach(() => world.close());

describe.each(engines)("handing over, on %s", (engine) => {
  test("goes to the owner with its deadline, and is accepted in one word", async () => {
    world = await openWorld({ engine });
    for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
    expect(await world.says("sun", "/交办 王主任 三社路灯修好 期限：12月2日")).toContain(
      "交出去了 J1：三社路灯修好，王建国，12月2日（周三）18:00前。",
    );
    expect(world.toChat(direct("wang")).at(-1)).toBe(
      "孙国华书记交您 J1：三社路灯修好，12月2日（周三）18:00前。回“签收”；不归您管回“退回 原因”。",
    );
    expect(await world.says("wang", "签收")).toContain("签收了 J1：三社路灯修好");
    expect(await world.says("wang", "签收 J1")).toBe("J1 已经签收了。");
    expect(await world.says("wang", "签收")).toContain("没有等您办的这样一件");
  });

  test("reads a trailing deadline and several people", async () => {
    world = await openWorld({ engine });
    for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
    expect(await world.says("sun", "/交办 王主任、周明 水管改造方案报上来 月底前")).toContain(
      "交出去了 J1：水管改造方案报上来，王建国，周明协办，11月30日（周一）18:00前。",
    );
    expect(world.toChat(direct("zhou")).at(-1)).toContain("孙国华书记请您协办 J1：水管改造方案报上来（王建国负责");
  });

  test("takes the words and the asker of an opinion along", async () => {
    world = await openWorld({ engine });
    for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
    await world.says("li", "三社路灯不亮");
    expect(await world.says("sun", "/交办 O1 王主任 12月2日前")).toContain("交出去了 J1：三社路灯不亮，王建国");
    expect(world.toChat(direct("wang")).at(-1)).toContain("村民李大山反映的（O1）");
    expect(world.toChat(direct("li")).at(-1)).toBe("您说的“三社路灯不亮”（O1）交给王建国主任了，12月2日前有答复。");
    expect(await world.says("sun", "/交办 O1 周明 12月3日前")).toContain(
      "O1 已交办 J1（王建国，12月2日前）。还要另交回“。”",
    );
    expect(await world.says("sun", "。")).toContain("交出去了 J2");
  });
});

test.each([
  ["12月30日前硬化三社路", "硬化三社路", "12月30日"],
  ["三社路灯12月30日前修好", "三社路灯修好", "12月30日"],
  ["三社路灯下周三之前修好。", "三社路灯修好。", "11月25日"],
  ["月底前把三社路硬化了", "把三社路硬化了", "11月30日"],
  ["三天内清理完村口垃圾", "清理完村口垃圾", "11月24日"],
])("%s is until then", async (said, words, day) => {
  world = await openWorld();
  await world.says("wang", "帮助");
  const echo = await world.says("sun", `/交办 王主任 ${said}`);
  expect(echo).toContain(`交出去了 J1：${words}，王建国，${day}`);
});

test.each([
  "12月1日前的台账补齐",
  "统计12月10日前未缴户",
  "收齐12月10日前欠的水费",
  "查看周五前任书记留的账",
  "核对合同明年1月前到期",
  "开会前准备桌椅",
  "把门前清扫干净",
  "村委会前修好路灯",
])("%s is asked about", async (said) => {
  world = await openWorld();
  await world.says("wang", "帮助");
  expect(await world.says("sun", `/交办 王主任 ${said}`)).toMatch(/什么时候|定不下来/);
});

test("without a deadline one is asked for, and ten working days are usual", async () => {
  world = await openWorld();
  for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
  expect(await world.says("sun", "/交办 王主任 三社路灯修好")).toContain(
    "什么时候前办好？回“跳过”按10个工作日（12月4日）。",
  );
  expect(await world.says("sun", "跳过")).toContain("12月4日（周五）18:00前（没说期限，按10个工作日）");
  expect(await world.says("sun", "/交办 王主任 水管漏水要修", group("office"))).toBe(
    "J2：水管漏水要修（王建国，12月4日前）",
  );
});

test("is refused upward, sideways, to oneself, and to nobody on the roster", async () => {
  world = await openWorld();
  for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
  expect(await world.says("wang", "/交办 孙国华 修路 下周三前")).toContain("孙国华不在您管的地方");
  expect(await world.says("sun", "/交办 孙国华 修路 下周三前")).toBe("自己的事用 /提醒。");
  expect(await world.says("sun", "/交办 供电公司张经理 修路 下周三前")).toContain("名册里没有“供电公司张经理”");
  expect(await world.says("sun", "/交办 李大山 修路 下周三前")).toContain("李大山没有岗位");
  expect(await world.says("li", "/交办 王主任 修路 下周三前")).toContain("要干部才能用");
});

test("never goes to whom it accuses", async () => {
  world = await openWorld();
  for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
  await world.says("li", "投诉王建国贪污低保款");
  expect(await world.says("sun", "/交办 O1 王主任 下周三前")).toBe("这件说的就是王建国主任，不能交给他本人。");
  expect(await world.says("sun", "/交办 O1 周明 下周三前")).toContain("交出去了 J1");
});
