import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("the roster in daily life on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  const called = (name: string) => world.store.read.roster.called([name]);

  test("somebody says where they are and that they are back, also in a group, and is counted so", async () => {
    expect(await world.says("xiuying", "/在外 苏州")).toBe("记下了：您在苏州。回来了发“/回村”。");
    expect(await world.says("xiuying", "查我的")).toContain("在苏州");
    expect(await world.says("xiuying", "在外 在昆山打工")).toBe("记下了：您在昆山。回来了发“/回村”。");
    expect(await world.says("xiuying", "/回村", group("village"))).toBe("记下了。");
    expect(world.toChat(direct("xiuying")).at(-1)).toBe("记下了：您从昆山回来了。");
    expect(await world.says("xiuying", "/回村")).toBe("本来就记着您在家。");
    for (const wrong of ["13800001301", "苏州 电话13800001301", "好几个地方跑来跑去不一定"])
      expect(await world.says("xiuying", `/在外 ${wrong}`)).toMatch(/^没听懂.*例：\/在外 苏州$/);
    expect(await world.says("stranger", "/在外 苏州")).toContain("我还不知道您是谁");
    await world.says("xiuying", "/在外 苏州");
    await world.says("xiuying", "意见：路灯坏了");
    expect(await world.says("sun", "/简报")).toContain("意见 新增1（外出1）");
  });

  test("a cadre registers villagers of the own place, a secretary cadres, an admin secretaries", async () => {
    expect(await world.says("wang", "/登记 王强 东卧牛村三社 外出：苏州；手机：138 0000 1309")).toBe(
      "登记好了：王强 新会镇东卧牛村三社 村民，在苏州。要他能用，发：/发码 王强。",
    );
    expect((await called("王强"))[0]).toMatchObject({
      homePlaceId: "东卧牛村三社",
      awayCity: "苏州",
      phone: "13800001309",
    });
    expect(await world.says("wang", "/登记 马骏 石门村")).toBe("登记村民要当地干部。");
    expect(await world.says("wang", "/登记 马骏 东卧牛村 岗位：干部")).toBe("登记干部要当地书记。");
    expect(await world.says("sun", "/登记 马骏 石门村 岗位：干部；职务：村文书")).toBe(
      "登记好了：马骏 新会镇石门村 干部（村文书）。要他能用，发：/发码 马骏。错了回“撤销”。",
    );
    expect(await world.says("sun", "/登记 赵书记 石门村 岗位：书记")).toBe("登记书记要当地管理员。");
    expect(await world.says("admin", "/登记 赵正 石门村 岗位：管理员")).toContain("岗位可写：村民、干部、书记");
    expect(await world.says("li", "/登记 王强 东卧牛村三社")).toContain("要干部才能用");
    expect(await world.says("wang", "/登记 王强2 东卧牛村")).toContain("不像姓名");
    expect(await world.says("wang", "/登记 王勇 东卧牛村 手机：1380000")).toBe("手机号位数不对，是11位数字。没登记。");
    expect(await called("王勇")).toEqual([]);
  });

  test("what is missing is asked for, and one of the same name in the village is never guessed", async () => {
    expect(await world.says("wang", "/登记 王小强")).toMatch(/登记好了：王小强 新会镇东卧牛村 村民/);
    expect(await world.says("wang", "/登记 王秀英 东卧牛村三社")).toBe(
      "名册里已经有王秀英。①就是一社的这一位 ②是另一个人",
    );
    expect(await world.says("wang", "2")).toContain("同村同名的要写父名才分得开");
    expect((await called("王秀英")).length).toBe(2);
    expect(await world.says("wang", "/登记 王秀英 东卧牛村三社 父名：王大山")).toContain("名册里已经有王秀英");
    expect(await world.says("wang", "②")).toContain("登记好了：王秀英 新会镇东卧牛村三社 村民");
    expect((await called("王秀英")).length).toBe(3);
    // what is known of somebody above is not for those below to change
    await world.says("wang", "/登记 赫振山 东卧牛村一社 手机：13800001399");
    expect(await world.says("wang", "1")).toBe("赫振山是书记，他的登记要上面的人改。");
    expect((await called("赫振山"))[0]?.phone).toBeNull();
    expect(await world.says("wang", "/登记 王秀英（王大山） 东卧牛村二社")).toContain("登记好了");
    const people = await called("王秀英");
    expect(people.map(({ homePlaceId }) => homePlaceId).sort()).toEqual(
      ["东卧牛村一社", "东卧牛村二社", "西卧牛村一社"].sort(),
    );
  });

  test("a place is renamed by an admin; its old name and its records stay, and it can be renamed back", async () => {
    await world.says("wang", "/谈心 东卧牛村 赫书记 低保");
    expect(await world.says("sun", "/改名 东卧牛村 东卧牛社区")).toContain("要管理员才能用");
    expect(await world.says("admin", "/改名 东卧牛村 柳河村")).toBe(
      "新会镇柳河村也叫“柳河村”，分不开了。请换一个名字。",
    );
    expect(await world.says("admin", "/改名 东卧牛村 东卧牛村")).toContain("本来就叫这个名字");
    expect(await world.says("admin", "/改名 东卧牛村 幸福社区")).toBe(
      "改好了：新会镇东卧牛村现在叫幸福社区，说“东卧牛村”也认得，记录都在。错了改回去：/改名 幸福社区 东卧牛村",
    );
    expect(await world.says("sun", "/覆盖 谈心")).not.toContain("东卧牛村");
    expect(await world.says("sun", "/包联 东卧牛村")).toBe("幸福社区还没有人包。");
    expect(await world.says("sun", "/包联 幸福社区")).toBe("幸福社区还没有人包。");
    await world.says("admin", "/改名 幸福社区 东卧牛村");
    expect(await world.says("sun", "/包联 幸福社区")).toBe("东卧牛村还没有人包。");
  });
});
