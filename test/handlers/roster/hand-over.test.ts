import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { chatKey } from "../../../src/bot/message.ts";
import { direct, engines, openWorld, type World } from "../../world.ts";

describe.each(engines)("/交接 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.says("sun", "/登记 赵大勇 东卧牛村三社");
    await world.store.write(async (tables) => {
      const id = async (name: string) => (await tables.roster.called([name]))[0]?.id ?? "";
      await tables.people.nameAccount("sandbox:zhao", await id("赵大勇"));
      const [cadreId, target] = [await id("王建国"), await id("李大山")];
      await tables.pairings.add({ cadreId, kind: "联户", target, targetIs: "person" }, world.now());
      await tables.pairings.add({ cadreId, kind: "包村", target: "东卧牛村", targetIs: "place" }, world.now());
    });
    await world.says("zhao", "查我的");
    await world.says("wang", "/提醒 每周一早8点 交周报");
    await world.says("wang", "/提醒 明天9点 买种子");
    await world.says("sun", "/提醒 王建国 明天10点 报路灯数");
  });
  afterEach(() => world.close());

  const told = (who: string) => world.toChat(direct(who)).at(-1) ?? "";
  const list = "岗位：新会镇东卧牛村干部（村委会主任）\n包联：李大山（联户）、东卧牛村（包村）\n提醒：R1、R3";

  test("lists what goes over, and moves it once it is confirmed; one's own matters stay", async () => {
    expect(await world.says("sun", "/交接 王建国 赵大勇")).toBe(
      `要交接：王建国 → 赵大勇\n${list}\n确认就回“交接”，不交回“取消”。`,
    );
    expect(await world.says("zhao", "/覆盖")).toContain("要干部才能用");
    expect(await world.says("sun", "交接")).toBe(
      "交接好了：王建国 → 赵大勇，岗位1个、包联2个、提醒2条。一天内错了发：/交接 撤销",
    );
    expect(told("zhao")).toBe(`王建国的岗位1个、包联2个、提醒2条交给您了：\n${list}`);
    expect(told("wang")).toBe("您的岗位1个、包联2个、提醒2条交给了赵大勇。有疑问请问安排交接的人。");
    expect(await world.says("zhao", "/包联")).toBe("您包联：包村 东卧牛村；联户 李大山");
    expect(await world.says("wang", "/覆盖")).toContain("要干部才能用");
    const before = world.sent.length;
    await world.passes("2026-11-23T08:00+08:00");
    expect(world.toChat(direct("zhao")).join()).toMatch(/报路灯数[\s\S]*交周报/);
    const former = world.sent.slice(before).filter(({ to }) => to === chatKey(direct("wang")));
    expect(former.map(({ text }) => text).join()).toContain("买种子");
    expect(former.map(({ text }) => text).join()).not.toMatch(/周报|路灯/);
  });

  test("is undone within a day, and then no more", async () => {
    await world.says("sun", "/交接 王建国 赵大勇");
    await world.says("sun", "1");
    await world.passes(60 * 60_000);
    expect(await world.says("sun", "/交接 撤销")).toBe("撤销了交接：王建国 → 赵大勇，都还给王建国了。");
    expect(told("wang")).toContain("还是您的");
    expect(await world.says("wang", "/包联")).toBe("您包联：包村 东卧牛村；联户 李大山");
    expect(await world.says("zhao", "/包联")).toContain("要干部才能用");
    expect(await world.says("wang", "/提醒 列表")).toMatch(/交周报[\s\S]*/);
    expect(await world.says("sun", "/交接 撤销")).toBe("一天内没有可撤的交接。");
    await world.says("sun", "/交接 王建国 赵大勇");
    await world.says("sun", "交接");
    await world.passes(24 * 60 * 60_000 + 60_000);
    expect(await world.says("sun", "/交接 撤销")).toBe("一天内没有可撤的交接。");
  });

  test("is for those who may give the post, between two on the roster who can be reached", async () => {
    expect(await world.says("wang", "/交接 王建国 赵大勇")).toContain("要书记才能用");
    expect(await world.says("sun", "/交接 赫振山 赵大勇")).toBe("交接书记要当地管理员。");
    expect(await world.says("sun", "/交接 王建国 王建国")).toContain("同一个人");
    expect(await world.says("sun", "/交接 李大山 赵大勇")).toContain("没有可交的岗位、包联和提醒");
    await world.says("sun", "/登记 钱多多 东卧牛村三社");
    expect(await world.says("sun", "/交接 王建国 钱多多")).toBe(
      "钱多多还没有账号，2条提醒没处发。先：/发码 钱多多，认领后再交接。",
    );
    expect(await world.says("sun", "/交接 王建国")).toBe("交给谁？说姓名，要在花名册上。");
    expect(await world.says("sun", "赵大勇")).toContain("要交接：王建国 → 赵大勇");
    expect(await world.says("sun", "取消")).toContain("不记了");
    expect(await world.says("wang", "/包联")).toContain("您包联");
  });
});
