import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, saturday, type World } from "../../world.ts";

const [village, office] = [group("village"), group("office")];

describe.each(engines)("an opinion passed on to whoever holds the duty, on %s", (engine) => {
  let world: World;
  const ids = new Map<string, string>();
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.store.write(async (tables) => {
      for (const [account, name, role, placeId, title] of [
        ["he", "何敏", "cadre", "town", "民政所所长"],
        ["zhao", "赵水生", "cadre", "town", "水利员"],
        ["qian", "钱会计", "cadre", "东卧牛村", "会计"],
        ["ma", "马骏", "cadre", "东卧牛村", "民政委员"],
        ["", "吴芳", "cadre", "town", "卫生院院长"],
      ] as const) {
        const person = { homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: saturday };
        const personId = await tables.people.add({ ...person, name });
        await tables.people.addPost({ personId, role, placeId, title, now: saturday });
        if (account) await tables.people.nameAccount(`sandbox:${account}`, personId);
        ids.set(name, personId);
      }
      const entry = { phone: null, isPublic: true } as const;
      await tables.directory.put({ matters: ["自来水", "井"], name: "赵水生", title: "新会镇水利站", ...entry });
      await tables.directory.put({ matters: ["低保"], name: "", title: "新会镇民政所", ...entry });
      await tables.directory.put({ matters: ["合疗"], name: "", title: "新会镇医保所", ...entry });
    });
    for (const who of ["he", "zhao", "wang", "sun", "qian"]) await world.says(who, "你好");
  });
  afterEach(() => world.close());
  const last = (who: string) => world.toChat(direct(who)).at(-1) ?? "";

  test("is told to them and to who asked, stands so wherever it is listed, and is answered under a quote", async () => {
    await world.says("li", "我娘的低保停了两个月");
    expect(await world.says("wang", "/转 O1 民政所，请本周内查")).toBe(
      "O1 转民政所了，何敏所长会收到。退回来会告诉您。",
    );
    const told = last("he");
    expect(told.split("\n")[0]).toBe(
      "王建国主任转给您 O1“我娘的低保停了两个月”，3个工作日内答复。请本周内查。引用这条写上话就是答复；不归您管回“退回 O1 原因”。",
    );
    expect(last("li")).toBe("您说的“我娘的低保停了两个月”（O1）已转民政所，3个工作日内答复。");
    expect(await world.says("wang", "/意见 列表")).toMatch(/O1 .*转民政所（已转）/);
    expect(await world.says("wang", "O1")).toContain("转民政所（第1天）");
    expect(await world.says("li", "O1")).toContain("转民政所（第1天）");
    expect(await world.says("sun", "/简报")).toContain("未答复1（转民政所1）");
    expect(await world.says("he", "明天上午恢复，补发两个月", direct("he"), { quote: { text: told } })).toContain(
      "答复 O1“我娘的低保停了两个月”：明天上午恢复，补发两个月",
    );
    expect(await world.says("he", "1")).toContain("O1 的答复发回本人了");
    expect(last("li")).toContain("（O1）有答复：明天上午恢复，补发两个月");
    expect(await world.says("wang", "/意见 列表")).toBe("没有等答复的意见。");
    expect(await world.says("li", "不满意 O1 还没恢复")).toContain("O1 记下了不满意");
    expect(last("he")).toContain("O1“我娘的低保停了两个月”答复以后本人不满意：还没恢复");
  });

  test("comes back with the reason to who passed it on, and goes to the next", async () => {
    await world.says("li", "意见：三社井台漏水", village);
    expect(await world.says("wang", "转 O1 民政所")).toContain("O1 转民政所了");
    expect(world.toChat(village).at(-1)).toBe("“三社井台漏水”（O1）已转民政所，3个工作日内答复。");
    expect(await world.says("zhao", "退回 O1 不归我管")).toContain("没有");
    expect(await world.says("he", "退回 井归水利站管")).toBe("O1 退回了，告诉转给您的人了。");
    expect(last("wang").split("\n")[0]).toBe(
      "何敏退回 O1“三社井台漏水”：井归水利站管。另转回“转 O1 给谁”，自己答复引用这条写上话。",
    );
    expect(await world.says("wang", "/意见 列表")).not.toContain("转民政所");
    expect(await world.says("wang", "转 水利站", direct("wang"), { quote: { text: last("wang") } })).toContain(
      "O1 转水利站了，赵水生会收到",
    );
    expect(await world.says("zhao", "/答复 O1 周一去砌")).toBe("O1 的答复发回群里了。");
    expect(world.toChat(village).at(-1)).toBe("答复“三社井台漏水”（O1）：周一去砌");
  });

  test("is taken back by 撤销, and stays where it was when nobody there can be reached", async () => {
    await world.says("li", "三社水管漏了");
    await world.says("wang", "转 O1 水利站");
    expect(await world.says("wang", "撤销")).toContain("O1");
    expect(await world.says("wang", "/意见 列表")).toMatch(/O1 .*（等答复）/);
    expect(await world.says("wang", "转 O1 卫生院")).toBe(
      "O1 送不到：没有能联系上对方的账号，还是“等答复”。请打电话或当面说。",
    );
    expect(last("li")).not.toContain("卫生院");
    expect(await world.says("wang", "/意见 列表")).toMatch(/O1 .*（等答复）/);
  });

  test("finds them by office, matter, post, name or today's duty, and says so when it does not", async () => {
    await world.store.write((tables) =>
      tables.duties.set({
        ...{ place_id: "town", person_id: ids.get("赵水生") ?? "", from_day: "2026-11-21", to_day: "2026-11-21" },
      }),
    );
    const to: readonly (readonly [string, string])[] = [
      ["新会镇民政所", "何敏"],
      ["给低保", "何敏"],
      ["何敏", "何敏"],
      ["何所长", "何敏"],
      ["自来水", "赵水生"],
      ["值班的", "赵水生"],
      ["会计", "钱会计"],
    ];
    for (const [at, [said, name]] of to.entries()) {
      await world.says("li", `第${at}口井台漏水${"，急".repeat(at)}`);
      await world.passes(61_000);
      expect([said, await world.says("wang", `转 O${at + 1} ${said}`)]).toEqual([said, expect.stringContaining(name)]);
    }
    const none = await world.says("wang", "转 O1 医保所");
    expect(none).toContain("新会镇没有找到“医保所”是谁在管，没转。");
    expect(none).toContain("/登记 姓名 新会镇 岗位：干部；职务：医保所");
    expect(await world.says("wang", "转 O1 王建国")).toContain("转给的就是您");
    expect(await world.says("li", "/转 O1 民政所")).toContain("要干部才能用");
    expect(await world.says("wang", "转 O99 民政所")).toContain("没有 O99");
  });

  test("asks which of several, and carries on with the one", async () => {
    await world.store.write(async (tables) => {
      const personId = ids.get("赵水生") ?? "";
      await tables.people.addPost({ personId, role: "cadre", placeId: "town", title: "民政所办事员", now: saturday });
    });
    await world.says("li", "我娘的低保停了");
    expect(await world.says("wang", "转 O1 民政所")).toBe("“民政所”有好几位，转给谁？①何敏 ②赵水生");
    expect(await world.says("wang", "2")).toContain("O1 转民政所了，赵水生会收到");
    expect(last("zhao")).toContain("转给您 O1");
  });

  test("that accuses somebody goes to no village, no office and never the accused", async () => {
    await world.says("li", "投诉：王建国贪了低保款", village);
    expect(await world.says("wang", "转 O1 孙书记")).toContain("您管的地方没有");
    for (const whom of ["王建国", "民政所", "会计"])
      expect([whom, await world.says("sun", `转 O1 ${whom}`)]).toEqual([
        whom,
        expect.stringContaining("只能转给管得着的上级书记"),
      ]);
    expect(last("wang")).not.toContain("转给您");
    const before = world.toChat(village).length;
    await world.store.write(async (tables) => {
      const person = { homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: saturday };
      const personId = await tables.people.add({ ...person, name: "郑纪" });
      await tables.people.addPost({ personId, role: "secretary", placeId: "town", title: "纪委书记", now: saturday });
      await tables.people.nameAccount("sandbox:zheng", personId);
    });
    await world.says("zheng", "你好");
    expect(await world.says("sun", "转 O1 纪委书记")).toContain("O1 转纪委书记了，郑纪书记会收到");
    expect(last("zheng")).toContain("转给您 O1");
    expect(world.toChat(village)).toHaveLength(before);
    expect(world.toChat(office).join()).not.toContain("O1");
  });

  test("is the receiver's for as long as they hold a post", async () => {
    const villager = { homePlaceId: "西卧牛村", awayCity: null, partyMember: false, phone: null, now: saturday };
    await world.store.write(async (tables) => {
      const personId = await tables.people.add({ ...villager, name: "石文书" });
      await tables.people.addPost({ personId, role: "cadre", placeId: "石门村", title: "文书", now: saturday });
      await tables.people.addPost({ personId, role: "cadre", placeId: "town", title: "电管站长", now: saturday });
      await tables.people.nameAccount("sandbox:shi", personId);
      ids.set("石文书", personId);
    });
    await world.says("shi", "你好");
    await world.says("li", "三社变压器冒烟");
    await world.says("wang", "转 O1 电管站");
    const personId = ids.get("石文书") ?? "";
    const posts = await world.store.read.people.posts(personId);
    await world.store.write(async (tables) => {
      for (const { id, place_id } of posts) if (place_id === "town") await tables.roster.endPost(id, world.now());
    });
    // another village's clerk by now, and it still lies with them
    expect(await world.says("shi", "O1")).toContain("三社变压器冒烟");
    await world.store.write(async (tables) => {
      for (const { id } of posts) await tables.roster.endPost(id, world.now());
    });
    expect(await world.says("shi", "/答复 O1 修好了")).toContain("要干部才能用");
  });
});
