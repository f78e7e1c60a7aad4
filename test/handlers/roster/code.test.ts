import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, saturday, type World } from "../../world.ts";

const hour = 60 * 60_000;
const codeIn = (text: string): string => /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0] ?? "no code";

describe.each(engines)("codes on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.store.write(async (tables) => {
      const people = tables.people;
      const person = { homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: saturday };
      const add = async (name: string, role: "cadre" | "admin", placeId: string) =>
        people.addPost({
          personId: await people.add({ ...person, name }),
          role,
          placeId,
          title: "",
          now: saturday,
        });
      await add("钱会计", "cadre", "东卧牛村");
      await add("吴管理", "admin", "town");
    });
  });
  afterEach(() => world.close());

  const told = (who: string) => world.toChat(direct(who)).at(-1) ?? "";

  test("let a cadre give a villager of the place an account of their own, once", async () => {
    const given = await world.says("wang", "/发码 王秀英");
    expect(given).toContain("一天内用一次");
    const code = codeIn(given);
    expect(await world.says("new", `/认领 ${code}`)).toBe("认领好了，您是王秀英。");
    expect(await world.says("new", "查我的")).toContain("您是王秀英，新会镇东卧牛村一社");
    expect(await world.says("other", `/认领 ${code}`)).toContain("码不对，或用过了、过期了");
  });

  test("tell their issuer who used them", async () => {
    const code = codeIn(await world.says("wang", "/发码 李大山"));
    await world.says("new", `/认领 ${code}`, direct("new"), {
      sender: { account: "sandbox:new", shortAccount: "sandbox:new", name: "大山儿子" },
    });
    expect(told("wang")).toBe("李大山认领了账号（账号名“大山儿子”）。");
  });

  test("are read however they are typed, and end after a day", async () => {
    const code = codeIn(await world.says("wang", "/发码 李大山"));
    expect(await world.says("new", `认领 ${code.replaceAll("-", "").toLowerCase()}`)).toContain("认领好了");
    const late = codeIn(await world.says("wang", "/发码 王秀英"));
    await world.passes(24 * hour);
    expect(await world.says("other", `/认领 ${late}`)).toContain("码不对，或用过了、过期了");
  });

  test("are not given above the own role nor outside the own place", async () => {
    expect(await world.says("wang", "/发码 钱会计")).toBe("给干部发码要当地书记。");
    expect(await world.says("sun", "/发码 赫振山")).toBe("给书记发码要当地管理员。");
    expect(await world.says("sun", "/发码 吴管理")).toBe("给管理员发码要当地管理员。");
    expect(codeIn(await world.says("sun", "/发码 钱会计"))).not.toBe("no code");
    expect(codeIn(await world.says("admin", "/发码 吴管理"))).not.toBe("no code");
    await world.store.write((tables) =>
      tables.people.add({
        ...{ name: "石小川", homePlaceId: "石门村", awayCity: null, partyMember: false, phone: null },
        now: saturday,
      }),
    );
    expect(await world.says("wang", "/发码 石小川")).toMatch(/不在您管的地方|名册里没有/);
    expect(await world.says("li", "/发码 王秀英")).toContain("要干部才能用");
  });

  test("for a secretary take effect when the issuer confirms, and only the issuer", async () => {
    const code = codeIn(await world.says("admin", "/发码 赫振山"));
    expect(await world.says("he", `/认领 ${code}`)).toBe("码对了，等发码的人确认后生效。");
    expect(await world.says("he", "查我的")).toContain("我还不知道您是谁");
    const confirm = /\/确认 \S+/.exec(told("admin"))?.[0] ?? "no word";
    expect(await world.says("sun", confirm)).toBe("没有等您确认的这个码。");
    expect(await world.says("admin", confirm)).toBe("好，赫振山的账号生效了。");
    expect(told("he")).toContain("认领生效了，您是赫振山");
    expect(await world.says("he", "查我的")).toContain("您是赫振山");
    expect(await world.says("admin", confirm)).toBe("没有等您确认的这个码。");
  });

  test("of a secretary used in a group that belongs nowhere take effect all the same", async () => {
    const code = codeIn(await world.says("admin", "/发码 赫振山"));
    await world.says("he", `/认领 ${code}`, group("unbound"));
    const confirm = /\/确认 \S+/.exec(told("admin"))?.[0] ?? "no word";
    expect(await world.says("admin", confirm)).toBe("好，赫振山的账号生效了。");
    expect(await world.says("he", "查我的")).toContain("您是赫振山");
  });

  test("are confirmed only as long as the issuer may still issue them", async () => {
    const personId = (await world.store.read.roster.called(["吴管理"]))[0]?.id ?? "";
    await world.store.write((tables) => tables.people.nameAccount("sandbox:wu", personId));
    const code = codeIn(await world.says("wu", "/发码 赫振山"));
    await world.says("he", `/认领 ${code}`);
    const confirm = /\/确认 \S+/.exec(told("wu"))?.[0] ?? "no word";
    await world.says("admin", "/撤岗 吴管理 新会镇");
    expect(await world.says("wu", confirm)).not.toContain("生效了");
    expect(await world.says("he", "查我的")).toContain("我还不知道您是谁");
  });

  test("given before somebody became a secretary are no way around the confirmation", async () => {
    const code = codeIn(await world.says("sun", "/发码 钱会计"));
    const personId = (await world.store.read.roster.called(["钱会计"]))[0]?.id ?? "";
    await world.store.write((tables) =>
      tables.people.addPost({ personId, role: "secretary", placeId: "东卧牛村", title: "", now: world.now() }),
    );
    expect(await world.says("qian", `/认领 ${code}`)).toContain("发码以后岗位变了");
    expect(await world.says("qian", "查我的")).toContain("我还不知道您是谁");
  });

  test("ask somebody who is known already before they become another", async () => {
    const code = codeIn(await world.says("sun", "/发码 王建国"));
    expect(await world.says("xiuying", `/认领 ${code}`)).toBe(
      "这个账号原来是王秀英，改成王建国？改就回“改”，不改回“取消”。",
    );
    expect(await world.says("xiuying", "取消")).toContain("不记了");
    expect(await world.says("xiuying", "查我的")).toContain("您是王秀英");
    await world.says("xiuying", `/认领 ${code}`);
    expect(await world.says("xiuying", "改")).toBe("认领好了，您是王建国。");
    expect(await world.says("xiuying", "查我的")).toContain("您是王建国");
    const inGroup = codeIn(await world.says("sun", "/发码 周明"));
    const said = await world.says("li", `/认领 ${inGroup}`, group("village"), { privately: null });
    expect(said).toBe("请私聊我认领。");
  });

  test("stop an account after five wrong tries within an hour, also with the right code", async () => {
    const code = codeIn(await world.says("wang", "/发码 王秀英"));
    for (let tries = 0; tries < 5; tries++)
      expect(await world.says("thief", `/认领 AAAA-BBBB-CCC${tries + 2}`)).toContain("码不对");
    expect(await world.says("thief", `/认领 ${code}`)).toContain("试错太多次");
    expect(await world.says("other", `/认领 ${code}`)).toContain("认领好了");
    const next = codeIn(await world.says("wang", "/发码 李大山"));
    await world.passes(hour);
    expect(await world.says("thief", `/认领 ${next}`)).toContain("认领好了");
  });

  test("are asked for one-to-one only, and claimed in a group without a name in it", async () => {
    expect(await world.says("wang", "/发码 王秀英", group("office"))).not.toMatch(/[0-9A-Z]{4}-/);
    const code = codeIn(await world.says("wang", "/发码 王秀英"));
    const inGroup = await world.says("new", `/认领 ${code}`, group("village"), { privately: null });
    expect(inGroup).toBe("认领好了。");
  });
});
