import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("members of the party who are away on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.store.write(async (tables) => {
      const member = (name: string, home: string, city: string | null) =>
        tables.people.add({
          ...{ name, homePlaceId: home, awayCity: city, partyMember: true, phone: null, now: world.now() },
        });
      await member("赵铁柱", "东卧牛村一社", "昆山");
      await member("钱有粮", "东卧牛村", "青岛");
      await member("冯在家", "东卧牛村", null);
      await member("孙远行", "石门村", "昆山");
      const [li] = await tables.people.candidates({ names: ["李大山"] }, { path: "/" });
      await tables.roster.correct(li?.id ?? "", { partyMember: true });
    });
    await world.says("li", "在吗");
  });
  afterEach(() => world.close());

  test("more than can be gone through are asked for town by town, and a campaign has all of them", async () => {
    await world.store.write(async (tables) => {
      const many = Array.from({ length: 2000 }, (_, n) => ({
        name: `赵${n}`,
        homePlaceId: "东卧牛村",
        awayCity: "昆山",
        partyMember: true,
      }));
      let made = 0;
      await tables.roster.addAll(many, world.now(), () => `away${++made}`);
    });
    expect(await world.says("sun", "/流动党员")).toBe(
      "新会镇在外的党员太多，一次列不完。一个村一个村看：/流动党员 村名",
    );
    expect(await world.says("sun", "/专项 新建 流动党员联系 谈心 到12月31日 对象：流动党员")).toContain("共2004人");
  });

  test("who is where, and how long ago the branch spoke with each: by talks and by what they say themselves", async () => {
    expect(await world.says("wang", "/流动党员")).toBe(
      [
        "流动党员 东卧牛村3人（青岛1、昆山1、苏州1）；90天以上没联系3人",
        "很久没联系的在前：",
        "钱有粮（青岛）还没联系过",
        "赵铁柱（昆山）还没联系过",
        "李大山（苏州）还没联系过",
        "联系了照常记：/谈心 村名 姓名 说了什么",
      ].join("\n"),
    );
    await world.says("wang", "/谈心 东卧牛 赵铁柱 说想把组织关系转到昆山 时间：11月10日");
    await world.says("li", "意见：三社的路灯什么时候修");
    const now = await world.says("wang", "/流动党员");
    expect(now).toContain("90天以上没联系1人");
    expect(now).toMatch(/钱有粮（青岛）还没联系过\n赵铁柱（昆山）11月10日联系过，11天前\n李大山（苏州）今天联系过/);
    expect(await world.says("sun", "/流动党员")).toContain("流动党员 新会镇4人（昆山2、");
    expect(await world.says("sun", "/流动党员")).toContain("石门村 孙远行（昆山）还没联系过");
    await world.says("li", "/回村");
    expect(await world.says("wang", "/流动党员")).toContain("流动党员 东卧牛村2人");
  });

  test("a notice goes to each alone, and who cannot hear it is named", async () => {
    expect(await world.says("wang", "/流动党员 通知 12月5日20:00线上开党员大会")).toBe(
      "发给1人。钱有粮、赵铁柱收不到，请打电话；要能收到先：/发码 姓名",
    );
    expect(world.toChat(direct("li")).at(-1)).toContain("东卧牛村党支部通知：12月5日20:00线上开党员大会");
    expect(world.toChat(group("village"))).toEqual([]);
    expect(await world.says("sun", "/流动党员 通知 新会镇 开会")).toContain("一个村一个村地发");
  });

  test("is a target of talks, and nobody's business but the branch's and theirs above it", async () => {
    expect(await world.says("sun", "/专项 新建 流动党员联系 谈心 到12月31日 对象：流动党员")).toContain("共4人");
    await world.says("wang", "/谈心 东卧牛 赵铁柱 说想把组织关系转到昆山");
    expect(await world.says("sun", "/专项 流动党员联系")).toContain("1/4人");
    expect(await world.says("wang", "/流动党员 石门")).not.toContain("孙远行");
    expect(await world.says("li", "/流动党员")).not.toContain("赵铁柱");
    expect(await world.says("wang", "/流动党员", group("village"))).not.toContain("赵铁柱");
  });
});
