import { afterEach, describe, expect, test } from "@jest/globals";
import { REGISTER_COLUMNS, wholeRegister } from "../../../handlers/assignment/register.ts";
import { chatKey } from "../../../src/bot/message.ts";
import { loadReference } from "../../../src/bot/places.ts";
import { direct, engines, openWorld, type World } from "../../world.ts";

let world: World;
afterEach(() => world.close());

/** Five matters of a month: one solved and welcome, one explained to somebody who kept silent, one late, one at work, one void. */
async function month(world: World): Promise<void> {
  for (const who of ["wang", "zhou", "li", "xiuying"]) await world.says(who, "帮助");
  await world.passes("2026-11-23T10:00+08:00");
  await world.says("li", "三社路灯不亮");
  await world.says("xiuying", "一社水管漏水");
  await world.says("sun", "/交办 O1 王主任 11月25日前");
  await world.says("sun", "/交办 O2 王主任 11月27日前");
  await world.says("sun", "/交办 周明 危桥设标志牌 期限：11月25日");
  await world.says("sun", "/交办 周明 台账补齐 期限：12月31日 来源：述职评议");
  await world.says("sun", "/交办 周明 投诉办法张贴 期限：12月31日");
  await world.says("wang", "签收 J1");
  await world.says("wang", "办好了 J1 换了灯");
  await world.says("li", "满意");
  await world.says("sun", "撤回 J5 重复了");
  await world.passes("2026-11-25T10:00+08:00");
  await world.says("wang", "办不了 J2 要等明年改造");
  await world.says("sun", "核实 J2");
  await world.says("zhou", "签收 J4");
  await world.passes("2026-12-04T10:00+08:00");
}

describe.each(engines)("the month of a place, on %s", (engine) => {
  test("is told in three rates as one counts them by hand, never of a person", async () => {
    world = await openWorld({ engine });
    await month(world);
    // J1 signed in time, J2 and J4 a day late, J3 never; J1 solved, J2 explained, J3 late; li content, xiuying silent
    const town = "交办4件：办结2、在办1、超期1（最久9天）。响应1/4，解决1/3，满意1/1（没回话1）";
    expect(await world.says("sun", "/交办 三率")).toBe(`新会镇：${town}。`);
    expect(await world.says("sun", "/交办 三率 东卧牛村 11月")).toBe(
      "东卧牛村 11月：交办2件：办结2、在办0、超期0。响应1/2，解决1/2，满意1/1（没回话1）。",
    );
    expect(await world.says("sun", "/交办 三率 10月")).toBe("新会镇 10月没有交办的事。");
    expect(await world.says("sun", "/交办 三率 王建国")).toContain("只按地方看，不按人看");
    expect(await world.says("wang", "/交办 三率 新会镇")).toContain("看不了新会镇的");
    expect(await world.says("li", "/交办 三率")).toContain("要干部才能用");
    expect(await world.says("sun", "/简报")).not.toContain("近30天");
    await world.passes("2026-12-07T10:00+08:00");
    expect(await world.says("sun", "/本周")).toContain("近30天交办4件：办结2、在办1、超期1（最久12天）");
  });

  test("is told matter by matter, askers by no name, and written to a file", async () => {
    world = await openWorld({ engine });
    await month(world);
    expect((await world.says("sun", "/交办 台账")).split("\n")).toEqual([
      "新会镇销号台账5件：",
      "J1 三社路灯不亮｜王建国｜11月25日｜办结（解决） 按期｜满意",
      "J2 一社水管漏水｜王建国｜11月27日｜办结（说明） 按期",
      "J3 危桥设标志牌｜周明｜11月25日｜待签收 超期",
      "J4 述职评议 台账补齐｜周明｜12月31日｜在办",
      "J5 投诉办法张贴｜周明｜12月31日｜作废",
      "整份表格另发一个文件。",
      "［文件］新会镇销号台账 2026-12-04.xlsx",
    ]);
    expect(world.sheets[0]?.lines.map(([number]) => number)).toEqual(["编号", "J1", "J2", "J3", "J4", "J5"]);
    world.sendWith(({ file }) => (file ? { outcome: "no-picture", error: "no files" } : { outcome: "sent" }));
    await world.says("sun", "/交办 台账 新会镇");
    await world.drain(chatKey(direct("sun")));
    expect(world.toChat(direct("sun")).at(-1)).toBe("这里发不了文件。整份由管理员导出，或在企业微信里再要一次。");
    world.sendWith(() => ({ outcome: "sent" }));
    expect(await world.says("sun", "/交办 台账 述职评议")).toContain("新会镇 述职评议销号台账1件：\nJ4");
    expect(await world.says("sun", "/交办 台账 没有的来源")).toContain("没听懂“没有的来源”");
    const { places, calendar } = await loadReference(world.store.read);
    const reads = { tables: world.store.read, places, calendar, now: world.now(), reads: () => true };
    const [heads, first, second] = await wholeRegister({ path: "/" }, reads);
    expect(heads).toEqual(REGISTER_COLUMNS);
    expect(first).toEqual(
      "J1||三社路灯不亮|王建国||2026-11-25 18:00|2026-11-25 18:00|0|2026-11-23 10:00|换了灯|办结（解决）|孙国华|2026-11-23 10:00|是|满意".split(
        "|",
      ),
    );
    expect(second?.slice(9, 11)).toEqual(["要等明年改造", "办结（说明）"]);
    const [, hidden] = await wholeRegister({ path: "/" }, { ...reads, reads: () => false });
    expect([hidden?.[2], hidden?.[9]]).toEqual(["内部", ""]);
  });
});

describe.each(engines)("the time to answer, on %s", (engine) => {
  test("begins when the owner's message arrives, and anew with another owner", async () => {
    world = await openWorld({ engine });
    for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
    await world.passes("2026-11-23T10:00+08:00");
    world.sendWith(({ to }) => (to.id === "wang" ? { outcome: "not-first", error: "closed" } : { outcome: "sent" }));
    await world.says("sun", "/交办 王主任 三社路灯修好 期限：12月31日");
    await world.says("sun", "/交办 王主任 水管接上 期限：12月31日");
    await world.says("sun", "/交办 周明 危桥设标志牌 期限：12月31日");
    expect(world.toChat(direct("sun")).join("\n")).toContain("J1还没送到：对方没开我的主动消息");
    await world.passes("2026-11-26T10:00+08:00");
    // two are with nobody yet, and the third is a day late
    expect(await world.says("sun", "/交办 三率")).toContain("响应0/1，");
    world.sendWith(() => ({ outcome: "sent" }));
    await world.says("wang", "帮助");
    expect(world.toChat(direct("wang")).join("\n")).toContain("交您 J1：三社路灯修好");
    await world.says("sun", "改派 J3 王主任");
    await world.passes("2026-11-27T10:00+08:00");
    await world.says("wang", "签收 J1");
    await world.says("wang", "签收 J3");
    await world.passes("2026-11-27T18:01+08:00");
    expect(await world.says("sun", "/交办 三率")).toContain("响应2/3，");
  });
});
