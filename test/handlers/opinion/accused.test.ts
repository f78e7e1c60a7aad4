import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, saturday, type World } from "../../world.ts";

const village = group("village");

describe.each(engines)("what accuses somebody, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.store.write(async (tables) => {
      const add = async (
        account: string,
        name: string,
        role: "cadre" | "secretary",
        placeId: string,
        title: string,
      ) => {
        const person = { homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: saturday };
        const personId = await tables.people.add({ ...person, name });
        await tables.people.addPost({ personId, role, placeId, title, now: saturday });
        await tables.people.nameAccount(`sandbox:${account}`, personId);
      };
      await add("he", "赫振海", "secretary", "东卧牛村", "村党支部书记");
      await add("qian", "钱会计", "cadre", "东卧牛村", "会计");
      await add("county", "马县长", "secretary", "county", "县委书记");
    });
  });
  afterEach(() => world.close());

  const list = (who: string) => world.says(who, "/意见 列表");
  const answers = (who: string) => world.says(who, "/答复 O1 已处理");

  describe.each([
    ["by name and post", "村委会主任王建国贪污低保款"],
    ["by name alone, under 投诉", "投诉：村干部王建国分水不公"],
    ["by name of the roster", "意见：王建国收了人家两条烟才给办低保"],
    ["as 王主任", "投诉：王主任不干事"],
    ["without a word of complaint before it", "咱村主任王建国把低保款装自己兜里"],
    ["by what he took home", "村里的水泥叫王主任拉回他家了"],
  ])("%s", (_, text) => {
    beforeEach(async () => {
      expect(await world.says("li", text)).toMatch(/^已收到，私下核实（O1）/);
    });

    test("is neither read nor answered by the accused, whatever post is held", async () => {
      expect(await list("wang")).toBe("没有等答复的意见。");
      expect(await answers("wang")).toContain("您管的地方没有 O1");
      const personId = (await world.store.read.roster.called(["王建国"]))[0]?.id ?? "";
      await world.store.write((tables) =>
        tables.people.addPost({ personId, role: "secretary", placeId: "town", title: "", now: saturday }),
      );
      expect(await list("wang")).toBe("没有等答复的意见。");
      expect(await answers("wang")).toContain("您管的地方没有 O1");
      expect(await list("sun")).toContain("O1");
    });

    test("is kept from the village, and read and answered from above it", async () => {
      // not even that there is something
      expect(await list("qian")).toBe("没有等答复的意见。");
      expect(await list("zhou")).toBe("没有等答复的意见。");
      expect(await world.says("he", "/简报")).not.toContain("意见");
      expect(await world.says("sun", "/简报")).toContain("意见 新增1（外出1），未答复1");
      expect(await answers("qian")).toContain("您管的地方没有 O1");
      expect(await answers("he")).toContain("您管的地方没有 O1");
      expect(await answers("zhou")).toContain("您管的地方没有 O1");
      expect(await list("sun")).toMatch(/O1 .*(王建国|王主任)/);
      expect(await answers("sun")).toContain("O1 的答复发回本人了");
    });

    test("refused, is noted", async () => {
      await answers("wang");
      expect(await world.store.read.audit.of("答复")).toMatchObject([{ action: "refused", account: "sandbox:wang" }]);
    });
  });

  test("in a group is answered without a number, also by a title or 村干部 before the name", async () => {
    expect(await world.says("li", "投诉：村干部孙立业分水不公", village)).toBe("已收到，私下核实");
    expect(await world.says("li", "投诉：东卧牛赫书记优亲厚友", village)).toBe("已收到，私下核实");
    expect(await list("he")).not.toContain("O2");
  });

  test("stands beside what accuses nobody, which the village is shown and counts", async () => {
    await world.says("li", "咱村主任王建国把低保款装自己兜里");
    await world.says("li", "意见：王主任把路修好了，再把路灯修修");
    expect(await list("qian")).toMatch(/^等答复的意见1条：\nO2 .*路灯/);
    expect(await list("qian")).not.toContain("O1");
    expect(await world.says("he", "/简报")).toContain("意见 新增1（外出1），未答复1");
    expect(await world.says("sun", "/简报")).toContain("意见 新增2（外出2），未答复2");
  });

  test("of the town's secretary goes to the county", async () => {
    expect(await world.says("li", "投诉：镇党委书记孙国华收礼")).toMatch(/^已收到，私下核实（O1）/);
    expect(await list("sun")).toBe("没有等答复的意见。");
    expect(await answers("sun")).toContain("您管的地方没有 O1");
    expect(await world.says("sun", "/简报")).not.toContain("意见");
    expect(await world.says("county", "/简报")).toContain("意见 新增1（外出1），未答复1");
    expect(await list("county")).toContain("孙国华");
    expect(await answers("county")).toContain("O1 的答复发回本人了");
  });

  test("of a villager is known by the roster of the village", async () => {
    expect(await world.says("li", "投诉：王秀英家把路占了", village)).toBe("已收到，私下核实");
    expect(await list("sun")).toContain("王秀英");
  });

  test("from somebody nobody knows stands at the county, and is no secret from it", async () => {
    await world.says("stranger", "投诉：王建国贪污低保款");
    await world.says("stranger", "不知道");
    await world.passes(11 * 60_000);
    expect(await list("wang")).toBe("没有等答复的意见。");
    expect(await list("county")).toContain("王建国");
    expect(world.toChat(direct("stranger")).join()).toContain("私下核实");
  });

  test("an opinion that accuses nobody costs no look at the roster and is read in the village", async () => {
    expect(await world.says("li", "意见：王主任，三社路灯不亮")).toMatch(/^收到 O1/);
    expect(await list("wang")).toContain("三社路灯不亮");
  });
});
