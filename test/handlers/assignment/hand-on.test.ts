import { afterEach, describe, expect, test } from "@jest/globals";
import { direct, engines, openWorld, type World } from "../../world.ts";

let world: World;
afterEach(() => world.close());
const last = (who: string) => world.toChat(direct(who)).at(-1) ?? "";

/** 李县长 leads the county above 孙国华's town. */
async function withCounty(engine: (typeof engines)[number]): Promise<void> {
  world = await openWorld({ engine });
  await world.store.write(async (tables) => {
    const id = await tables.people.add({
      ...{ name: "李为民", homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: world.now() },
    });
    await tables.people.addPost({
      ...{ personId: id, role: "secretary", placeId: "county", title: "县委书记", now: world.now() },
    });
    await tables.people.nameAccount("sandbox:county", id);
  });
  for (const who of ["wang", "zhou", "sun", "county"]) await world.says(who, "帮助");
}

describe.each(engines)("handed on from county to town to village, on %s", (engine) => {
  test("the answer comes up step by step, and whoever asked is asked at the end", async () => {
    await withCounty(engine);
    await world.says("li", "三社路灯不亮");
    expect(await world.says("county", "/交办 O1 孙国华 12月9日前")).toContain("交出去了 J1：三社路灯不亮，孙国华");
    expect(last("li")).toContain("交给孙国华书记了，12月9日前有答复");
    expect(await world.says("sun", "/交办 J1 王主任 12月4日前")).toContain("交出去了 J1：三社路灯不亮，王建国");
    expect(last("wang")).toBe(
      "孙国华书记交您 J1：三社路灯不亮，12月4日（周五）18:00前。村民李大山反映的（O1）。云湖县交下来的（J1）。回“签收”；不归您管回“退回 原因”。",
    );
    // whoever asked is not told of each step down, and the county sees who has it
    expect(world.toChat(direct("li")).filter((text) => text.includes("交给"))).toHaveLength(1);
    expect(await world.says("county", "/交办 列表")).toContain("J1 三社路灯不亮 孙国华 12月9日前（在办）");

    // two places' J1 in one list, and in the register of the county
    const both = await world.says("sun", "/交办 列表");
    expect(both).toContain("\nJ1 三社路灯不亮 王建国");
    expect(both).toContain("\n云湖县 J1 三社路灯不亮 孙国华");
    expect(await world.says("county", "/交办 台账")).toMatch(
      /\n云湖县J1 三社路灯不亮｜孙国华[\s\S]*\n新会镇J1 三社路灯不亮｜王建国/,
    );

    await world.says("wang", "办好了 换了两盏灯");
    expect(last("sun")).toContain("J1 报办好了，等您核实");
    expect(last("li")).not.toContain("办好了");
    expect(await world.says("sun", "核实")).toBe(
      "J1 核实了，办结。云湖县交您的 J1（三社路灯不亮）可以往上报了，回“办好了 J1 换了两盏灯”。",
    );
    expect(await world.says("sun", "办好了 J1 换了两盏灯")).toContain("J1 记作办好了");
    expect(last("county")).toContain("J1 报办好了，等您核实");
    expect(last("li")).toContain("您反映的“三社路灯不亮”（O1）办好了：换了两盏灯");
    expect(await world.says("li", "满意")).toContain("O1 记下了“满意”");
    expect(last("sun")).toContain("提出的人说“满意”，办结");
  });

  test("only by its owner, while it is open, and within the time that was given", async () => {
    await withCounty(engine);
    await world.says("county", "/交办 孙国华 水管改造 12月2日前");
    expect(await world.says("zhou", "/交办 J1 王主任 12月1日前")).toContain("没有您能看的 J1");
    expect(await world.says("county", "/交办 J1 周明 12月1日前")).toContain("J1 是交办，不能再交办");
    expect(await world.says("sun", "/交办 J1 王主任")).toBe("什么时候前办好？回“跳过”按上面给您的期限（12月2日）。");
    expect(await world.says("sun", "12月10日")).toContain("比上面给您的 J1 晚，那件12月2日前。");
    expect(await world.says("sun", "/交办 J1 周明 12月1日前")).toContain("J1 已交办 J1（王建国，12月10日前）");
    await world.says("sun", "取消");
    // 撤销 gives it back as it was: handed over, and not accepted
    expect(await world.says("sun", "撤销 J1")).toContain("J1 有好几个，是哪个？①新会镇 J1");
    expect(await world.says("sun", "①")).toContain("撤销了 J1");
    expect(await world.says("sun", "签收")).toContain("签收了 J1：水管改造");
    await world.says("sun", "办不了 J1 没有钱");
    expect(await world.says("sun", "/交办 J1 王主任 12月1日前")).toContain("不能再交办");
  });
});
