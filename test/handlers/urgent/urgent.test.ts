import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, saturday, type World } from "../../world.ts";

const [village, office] = [group("village"), group("office")];
const night = Date.parse("2026-11-21T23:10:00+08:00");

describe.each(engines)("somebody in danger, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    for (const who of ["wang", "zhou", "sun"]) await world.says(who, "你好");
  });
  afterEach(() => world.close());

  const heardBy = (who: string) => world.toChat(direct(who)).filter((text) => !text.startsWith("您好"));
  const lastOf = (who: string) => heardBy(who).at(-1) ?? "";
  const only = async () => (await world.store.read.waiting.ofAccount("urgent", "sandbox:li", 0))[0];

  test("is told whom to call, at night too; those of village and town are told until one says 收到, and the next ones", async () => {
    world.waits(new Date(night).toISOString());
    expect(await world.says("li", "灶房烧起来了快来人")).toBe(
      "着火请先打119（医疗120、报警110），人先出来。我现在就告诉村里和镇里值班的人。回“误报”取消。",
    );
    expect(lastOf("wang")).toBe(
      "【急】着火 东卧牛村三社（U1）：灶房烧起来了快来人\n李大山（在苏州） 23:10说的。要给他带话，引用这条写。\n回“收到”",
    );
    expect(lastOf("sun")).toContain("灶房烧起来了");
    expect(heardBy("zhou")).toEqual([]);
    await world.passes(11 * 60_000);
    expect(heardBy("wang")).toHaveLength(2);
    expect(lastOf("zhou")).toContain("还没人回。着火");
    expect(lastOf("li")).toContain("还没有人回“收到”");
    await world.passes(20 * 60_000);
    expect(heardBy("zhou")).toHaveLength(2);
    expect(lastOf("li")).toContain("还是没有人回我");
    await world.passes(60 * 60_000);
    expect(heardBy("wang")).toHaveLength(3);
    const row = await only();
    expect(row).toMatchObject({ state: "calling", next_at: null, place_id: "东卧牛村三社", sealed: 1 });
    expect((await world.store.read.moves.of(row?.id ?? "")).map(({ word }) => word)).toEqual(["叫人", "叫人", "叫人"]);
  });

  test("hears that somebody comes; then nobody is called again, and what is said next reaches the same people", async () => {
    await world.says("li", "求助：俺娘晕倒了叫不醒");
    expect(await world.says("wang", "收到，我骑车过去")).toContain("告诉报急事的人了（U1）");
    expect(lastOf("li")).toBe("王建国收到了（U1）：我骑车过去");
    expect(lastOf("sun")).toBe("U1 王建国收到了：我骑车过去");
    expect(await world.says("li", "还没见人，在村口等着")).toBe("转告了。");
    expect(lastOf("wang")).toBe("U1 李大山又说：还没见人，在村口等着");
    expect(lastOf("sun")).toContain("村口等着");
    expect(await world.says("li", "没事了，醒过来了")).toBe("转告了。");
    await world.passes(40 * 60_000);
    expect(heardBy("wang").filter((text) => text.includes("【急】"))).toHaveLength(1);
    expect(await world.says("wang", "办好了 U1")).toContain("U1 记作办好了");
    expect(lastOf("li")).toBe("急事 U1 办好了，王建国说的。");
    expect(await world.says("li", "三社路灯也不亮")).toContain("收到 O1");
    expect(await world.says("wang", "收到")).toBe("");
    // what the sick and their family said stands nowhere in clear
    const all = await world.store.read.records.mine("sandbox:li", null, 9);
    expect(JSON.stringify(all)).not.toMatch(/晕倒|村口/);
    expect(world.logged.join()).not.toMatch(/晕倒|村口/);
  });

  test("called by mistake, is over for everybody who was told", async () => {
    await world.says("li", "电线杆冒火花了");
    expect(await world.says("xiuying", "误报")).toContain("现在没有您报的急事");
    expect(await world.says("li", "误报")).toBe("好，U1 记作误报。");
    expect(lastOf("wang")).toBe("U1 是误报，李大山说的，不用去了。");
    expect(lastOf("sun")).toContain("不用去了");
    await world.passes(60 * 60_000);
    expect(heardBy("wang")).toHaveLength(2);
    expect(await world.says("li", "谁来修一下路")).not.toContain("转告");
  });

  test("is heard before an open question, which waits on", async () => {
    expect(await world.says("stranger", "井里没水")).toBe("您是哪个村的？");
    expect(await world.says("stranger", "房子塌了压着人")).toContain("您在哪个村哪个社？");
    expect(await world.says("stranger", "在柳河村东头")).toBe("知道了，柳河村。我这就告诉镇里值班的人。");
    expect(lastOf("sun")).toContain("【急】塌方、急病受伤 柳河村（U1）：房子塌了压着人\n不认识的人");
  });

  test("in a group nothing of it is said, and 求助 in front is enough", async () => {
    expect(await world.says("li", "隔壁又打老婆了，打得喊救命", village)).toBe("");
    const said = await world.says("xiuying", "求助隔壁男人打老婆", village);
    expect(said).toBe("急事请先打110，火警119，医疗120。我现在就告诉村里和镇里值班的人。回“误报”取消。");
    expect(lastOf("wang")).toContain("打老婆");
    expect(world.toChat(office)).toEqual([]);
    await world.says("wang", "收到");
    expect(world.toChat(village).at(-1)).toBe("U1 有人收到了：王建国。");
    expect(await world.says("xiuying", "人都走了，没事", village)).toBe("");
    expect(await world.says("xiuying", "还在闹", village, { mentioned: true })).toBe("转告了。");
    expect(lastOf("wang")).toContain("还在闹");
  });

  test("is not called by what is over or only feared; that is kept, and one word calls all the same", async () => {
    expect(await world.says("li", "我家灶房前年着过火，墙还黑着")).toMatch(/^收到 O1，[^要]*$/);
    expect(await world.says("li", "孩子还没回来")).toMatch(/收到 O2[\s\S]*要是正在发生[\s\S]*再回“急事”/);
    expect(heardBy("wang")).toEqual([]);
    expect(await world.says("li", "急事")).toContain("我现在就告诉村里和镇里");
    expect(lastOf("wang")).toContain("走失 东卧牛村三社（U1）：孩子还没回来");
    expect(await world.says("wang", "去三社老李家走访，他说媳妇喝药了")).not.toContain("我现在就告诉");
  });

  test("from whom a cadre harms, is told above that cadre, who learns nothing and moves nothing", async () => {
    expect(await world.says("li", "王建国打人了，在我家门口动刀")).toContain("我现在就告诉镇里值班的人");
    expect(heardBy("wang")).toEqual([]);
    expect(lastOf("sun")).toContain("王建国打人了");
    expect(await world.says("wang", "收到 U1")).not.toContain("告诉报急事的人了");
    expect(await world.says("wang", "误报 U1")).toContain("您管的地方没有急事 U1");
    expect(
      await world.says("sun", "派出所马上到", direct("sun"), { quote: { text: heardBy("sun").at(-1) ?? "" } }),
    ).toContain("U1");
    expect(lastOf("li")).toBe("孙国华收到了（U1）：派出所马上到");
  });

  test("is said to be alone where nobody can be told, and has the caller's number where somebody can", async () => {
    await world.store.write(async (tables) => {
      const id = await tables.people.add({
        ...{ name: "钱多多", homePlaceId: "柳河村", awayCity: null, partyMember: false, now: saturday },
        phone: "13812345678",
      });
      await tables.people.nameAccount("sandbox:qian", id);
    });
    await world.says("qian", "有人落水了");
    expect(lastOf("sun")).toContain("钱多多 10:00说的，电话13812345678。");
    for (const who of ["wang", "zhou", "sun"]) await world.says(who, "退订");
    expect(await world.says("li", "墙倒了埋住一个")).toContain("我这里没有能马上叫到的人，请一定先打电话。");
  });

  test("is told first to whoever is on duty, of the day or for good; the others come next", async () => {
    expect(await world.says("wang", "/值班 东卧牛")).toContain("没排值班");
    expect(await world.says("wang", "/值班 东卧牛 王秀英 今天")).toContain("值班：东卧牛村 王秀英 11月21日");
    expect(await world.says("sun", "/值班 新会镇 周明 下周一到下周五")).toContain("周明 11月23日到11月27日");
    expect(await world.says("wang", "/值班 西卧牛 王秀英 周六")).toContain("西卧牛");
    expect(await world.says("wang", "/值班 东卧牛 王秀英 哪天都行吧")).toContain("没听懂哪天值班");
    await world.says("xiuying", "在吗");
    await world.says("li", "后山林子失火了");
    expect(lastOf("xiuying")).toContain("【急】着火");
    expect([heardBy("wang").some((text) => text.includes("【急】")), lastOf("sun").includes("【急】")]).toEqual([
      false,
      true,
    ]);
    expect(
      await world.says("xiuying", "我就过去，带着锹", direct("xiuying"), { quote: { text: lastOf("xiuying") } }),
    ).toContain("U1");
    expect(lastOf("li")).toContain("王秀英收到了（U1）：我就过去，带着锹");
    expect(await world.says("wang", "/值班 东卧牛")).toBe("东卧牛村值班：\n王秀英 11月21日");
    expect(await world.says("wang", "/值班 取消 东卧牛 王秀英")).toContain("取消了");
    await world.says("sun", "/值班 新会镇 周明 长期");
    expect(await world.says("sun", "/值班 新会镇")).toContain("周明 11月21日起长期");
    await world.says("stranger", "有人掉河里了");
    await world.says("stranger", "在东卧牛桥头");
    expect([lastOf("zhou"), lastOf("wang")].every((text) => text.includes("掉河里"))).toBe(true);
  });

  test("said twice or delivered twice, is called once", async () => {
    const message = world.message("li", "山上着火了", direct("li"));
    await world.receives(message);
    await world.receives(message);
    expect(await world.says("li", "山上着火了")).toContain("转告了");
    expect(heardBy("wang").filter((text) => text.includes("【急】"))).toHaveLength(1);
  });
});
