import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, saturday, type World } from "../../world.ts";

describe.each(engines)("/撤岗 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.says("wang", "你好");
  });
  afterEach(() => world.close());
  const idOf = async (name: string) => (await world.store.read.roster.called([name]))[0]?.id ?? "";
  const give = async (name: string, role: "cadre" | "secretary", placeId: string) => {
    const personId = await idOf(name);
    await world.store.write((tables) => tables.people.addPost({ personId, role, placeId, title: "", now: saturday }));
  };

  test("takes the rights with the next message, tells whom it concerns, and keeps the history", async () => {
    expect(await world.says("wang", "/谈心 东卧牛 赫书记 低保")).toContain("记下了");
    expect(await world.says("sun", "/撤岗 王建国 东卧牛村")).toBe(
      "王建国不再担任新会镇东卧牛村干部（村委会主任）。错了回“撤销”。",
    );
    expect(world.toChat(direct("wang")).at(-1)).toContain("您不再担任新会镇东卧牛村干部（村委会主任）");
    expect(await world.says("wang", "/谈心 东卧牛 赫书记 修路")).toContain("要干部才能用");
    const history = await world.store.read.people.history(await idOf("王建国"));
    expect(history.map((post) => post.ended_at)).toEqual([world.now()]);
    expect(await world.says("sun", "/撤岗 王建国 东卧牛村")).toBe("您管的地方没有在任的“王建国”。");
  });

  test("is for a secretary above cadres, for an admin above secretaries, each at their place", async () => {
    expect(await world.says("zhou", "/撤岗 王建国")).toContain("要书记才能用");
    expect(await world.says("sun", "/撤岗 赫振山 东卧牛村")).toBe("撤书记要当地管理员。");
    expect(await world.says("admin", "/撤岗 赫振山 东卧牛村")).toContain("赫振山不再担任新会镇东卧牛村书记");
    expect(await world.says("sun", "/撤岗 没这人")).toContain("没有在任的");
    expect(await world.says("sun", "/撤岗 李大山")).toBe("李大山没有岗位。");
  });

  test("is taken back by 撤销, before anything that was done earlier; so is a post that was given", async () => {
    await world.says("sun", "/谈心 东卧牛 赫书记 低保");
    world.waits("2026-11-21T10:01:00+08:00");
    await world.says("sun", "/撤岗 王建国 东卧牛村");
    expect(await world.says("sun", "撤销")).toBe("撤销了撤岗：王建国的岗位照旧。");
    expect(world.toChat(direct("wang")).at(-1)).toBe("撤岗撤销了：岗位还是您的。");
    expect(await world.says("wang", "/走访 三社老李家 没事")).toContain("记下了");
    expect(await world.says("sun", "撤销")).toContain("撤销了 T1");
    expect(await world.says("sun", "/登记 王强 石门村 岗位：干部")).toContain("错了回“撤销”");
    expect(await world.says("sun", "撤销")).toBe("撤销了登记：王强没有这个岗位了，人还在花名册上。");
    expect((await world.store.read.roster.called(["王强"]))[0]?.posts).toEqual([]);
    await world.says("sun", "/登记 王建国 东卧牛村 岗位：干部");
    await world.says("sun", "1");
    expect(await world.says("sun", "撤销")).not.toContain("撤销了登记");
  });

  test("asks where, when there are posts at several places", async () => {
    await give("王建国", "cadre", "柳河村");
    const asked = await world.says("sun", "/撤岗 王建国");
    expect(asked).toBe("王建国不止一个岗位，撤哪里的？①新会镇东卧牛村 ②新会镇柳河村");
    expect(await world.says("sun", "2")).toBe("王建国不再担任新会镇柳河村干部。错了回“撤销”。");
    expect(await world.says("wang", "/谈心 东卧牛 赫书记 修路")).toContain("记下了");
    expect(await world.says("sun", "/撤岗 王建国 柳河村")).toBe("王建国在柳河村没有岗位。");
  });

  test("hands what recurs, and what others set for once, to whoever holds the same post; what is one's own to nobody", async () => {
    await world.says("wang", "/提醒 每周一早8点 交表");
    await world.says("sun", "/提醒 王建国 后天9点 带章子");
    await world.says("wang", "/提醒 明天9点 看牙");
    await world.store.write(async (tables) => {
      const person = { homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: saturday };
      const personId = await tables.people.add({ ...person, name: "钱新" });
      const post = { personId, role: "cadre", placeId: "东卧牛村", title: "村委会主任", now: saturday } as const;
      await tables.people.addPost(post);
      await tables.people.nameAccount("sandbox:qian", personId);
    });
    await world.says("qian", "你好");
    expect(await world.says("sun", "/撤岗 王建国 东卧牛村")).toContain("。提醒2条转给了接任的人");
    await world.passes("2026-11-23T09:01:00+08:00");
    expect(world.toChat(direct("qian")).join()).toContain("孙国华书记提醒您：带章子");
    expect(world.toChat(direct("wang")).join()).not.toContain("带章子");
    expect(world.toChat(direct("qian")).join()).toContain("交表");
    expect(world.toChat(direct("wang")).join()).not.toContain("交表\n");
    expect(world.toChat(direct("wang")).join()).toContain("看牙");
  });

  test("in the cadres' group says there that it is done, and to whom privately", async () => {
    expect(await world.says("sun", "/撤岗 王建国", group("office"), { privately: null })).toBe("好，撤了。");
  });
});
