import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import sharp from "sharp";
import { placesVersion } from "../../../src/store/tables/places.ts";
import { direct, engines, group } from "../../world.ts";
import { openPages, type PagesWorld } from "./world.ts";

const village = group("village");
const lamp = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#335577" } })
  .jpeg()
  .toBuffer();

describe.each(engines)("pages on %s", (engine) => {
  let pages: PagesWorld;
  beforeEach(async () => {
    pages = await openPages({ engine });
  });
  afterEach(() => pages.close());

  const says = (who: string, words: string) => pages.world.says(who, words);
  const opinion = (words: string, who = "li") => pages.world.says(who, `意见：${words}`, village);
  const shows = async (who: string, path: string) => (await (await pages.signedIn(who)).opens(path)).text;

  test("the day with nothing in it says so, and what to do", async () => {
    const text = await shows("sun", "/p");
    expect(text).toContain("新会镇");
    expect(text).toContain("还没有人谈心。 干部私聊机器人发： /谈心 村 人 内容");
    expect(text).toContain("近14天没有人提意见");
  });

  test("what needs the secretary stands first, with the line to say", async () => {
    await opinion("三社路灯不亮");
    await says("wang", "/谈心 东卧牛 赫书记 低保");
    await says("wang", "/走访 东卧牛三社 老李 修渠");
    pages.world.waits("2026-11-26T10:00:00+08:00");
    await opinion("一社井水浑", "xiuying");
    const text = await shows("sun", "/p");
    const order = [
      "要您过问",
      "三社路灯不亮",
      "等5天",
      "/答复 O1 ",
      "谈心 1 /5村",
      "走访",
      "1/5",
      "1/6",
      "意见 2 条",
      "外出1",
    ];
    const at = order.map((words) => text.indexOf(words));
    expect([at, at.includes(-1)]).toEqual([[...at].sort((one, other) => one - other), false]);
    expect(text).toContain("没答复2条，最久5天");
    expect(text).not.toMatch(/李大山|王秀英/);
  });

  test("coverage shows each village, and an undo takes one back at once", async () => {
    await says("wang", "/谈心 东卧牛 赫书记 低保");
    const browser = await pages.signedIn("sun");
    expect((await browser.get("/p/town/talks")).text).toMatch(/1 \/5村 东卧牛 今天 李家湾 没谈过/);
    await says("wang", "撤销");
    expect((await browser.get("/p/town/talks")).text).toMatch(/0 \/5村 东卧牛 没谈过/);
  });

  test("photos of a record stand on its page, for whoever may read it, and nowhere else", async () => {
    const { world } = pages;
    world.picturesFrom(async () => lamp);
    const pictures = [{ at: "lamp" }];
    await world.says("wang", "/谈心 东卧牛 赫书记 低保 [图片]", direct("wang"), { pictures });
    await world.passes(60_000);
    const [row] = await world.store.read.records.find(["town"], ["talk"], 1);
    const browser = await pages.signedIn("sun");
    const { body } = await browser.get(`/p/record/${row?.id}`);
    const [, address = ""] = /<img class="photo" src="([^"]+)" alt="T1 的照片1">/.exec(body) ?? [];
    const photo = await browser.get(address);
    expect([photo.status, photo.headers.get("content-type"), photo.headers.get("cache-control")]).toEqual([
      ...[200, "image/jpeg", "no-store"],
    ]);
    for (const wrong of [
      `${address}x`,
      `/p/record/${row?.id}/photo`,
      address.replace("/record/", "/town/"),
      `${address}/1`,
    ])
      expect([wrong, (await browser.get(wrong)).status]).toEqual([wrong, 404]);
    expect((await pages.browser().get(address)).to).toBe("/login");
    for (const path of ["/p/town/today", "/p/town/talks", "/p/me"])
      expect((await browser.get(path)).body).not.toContain("/photo/");
    await world.says("wang", "撤销 T1");
    expect((await browser.get(address)).status).toBe(404);
  });

  test("beside a village where nobody talked stands who is tied to it, for whoever leads the place", async () => {
    await pages.world.store.write(async (tables) => {
      const cadreId = (await tables.people.byAccount("sandbox:zhou"))?.person_id ?? "";
      await tables.pairings.add({ cadreId, kind: "包村", target: "柳河村", targetIs: "place" }, pages.world.now());
    });
    expect(await shows("sun", "/p/town/talks")).toContain("柳河村 包村 周明");
    expect(await shows("zhou", "/p/town/talks")).not.toContain("包村");
  });

  test("the tree of visits names what was not reached, and an undo takes one back at once", async () => {
    await says("wang", "/走访 东卧牛三社 老李 修渠");
    const browser = await pages.signedIn("sun");
    const { text, body } = await browser.get("/p/town/visits");
    expect(text).toContain("东卧牛 差2处 没走到：一社、二社");
    expect(text).toContain("走过：三社 今天");
    // 东卧牛 has three sections and no hamlet
    expect(text).toMatch(/看成表格 村 上次 社 湾 东卧牛村 2026-11-21 1\/3 0\/0 /);
    expect(body.match(/<i class="d[0-4]">/g)?.length).toBe(6 + 2);
    for (const place of ["西卧牛", "柳河", "石门", "李家湾"]) await says("zhou", `/走访 ${place} 老李 修渠`);
    const all = await browser.get("/p/town/visits");
    expect(all.text).toMatch(/村 +5\/5 /);
    // their sections stand there as never reached
    expect(all.body.match(/<i class="d0">/g)?.length).toBe(2 + 2 + 1);
    await says("zhou", "撤销");
    expect((await browser.get("/p/town/visits")).text).toMatch(/村 +4\/5 .*李家湾 差1处 没走到：一社 /);
  });

  test("above the towns each place has a line that leads on, in the order of the tree", async () => {
    await says("wang", "/谈心 东卧牛 赫书记 低保");
    await pages.world.store.write(async (tables) => {
      const now = pages.world.now();
      const place = { level_word: "", path: "/county/b/", town_id: "b" };
      await tables.places.put({ ...place, id: "b", parent_id: "county", level: "town", name: "北关镇" }, []);
      const below = { parent_id: "b", level_word: "", path: "/county/b/x/", town_id: "b" };
      await tables.places.put({ ...below, id: "x", level: "village", name: "小张庄村" }, []);
      const person = { name: "郑海燕", homePlaceId: null, awayCity: null, partyMember: false, phone: null, now };
      const personId = await tables.people.add(person);
      await tables.people.addPost({ personId, role: "secretary", placeId: "county", title: "", now });
      await tables.people.nameAccount("sandbox:zheng", personId);
      await tables.settings.set(placesVersion, "2");
    });
    const zheng = await pages.signedIn("zheng");
    const { text, body } = await zheng.get("/p/county/talks");
    expect(text).toContain("北关镇 0/1村 新会镇 1/5村");
    expect(body).toContain('href="/p/town/talks"');
    expect((await zheng.get("/p/county/today")).text).toContain("谈心 1 /6村");
    expect((await zheng.get("/p/town/talks")).text).toContain("云湖县");
  });

  test("a cadre sees the own coverage, and the opinions of the own village", async () => {
    await opinion("三社路灯不亮");
    await says("zhou", "/谈心 西卧牛 吴秀生 水渠");
    const wang = await pages.signedIn("wang");
    expect((await wang.get("/p/东卧牛村/talks")).text).toContain("0 /1村");
    await says("zhou", "你好");
    await says("wang", "/转 O1 周明");
    expect((await wang.get("/p/东卧牛村/opinions")).text).toMatch(/三社路灯不亮 O1 · .* · 转周明/);
    for (const page of ["1.5", "-3", "x"])
      expect([page, (await wang.get(`/p/东卧牛村/opinions?page=${page}`)).text]).toEqual([
        page,
        expect.stringContaining("三社路灯不亮"),
      ]);
    const zhou = await pages.signedIn("zhou");
    expect((await zhou.get("/p/town/talks")).text).toContain("1 /5村");
  });

  test("a record shows what became of it, by its number and by itself", async () => {
    await opinion("三社路灯不亮，打13800001234");
    await pages.world.says("wang", "/答复 O1 下周三来修", village);
    const browser = await pages.signedIn("sun");
    const { text } = await browser.get("/p/town/find?q=o1");
    expect(text).toMatch(
      /O1 意见 答复了 .*三社路灯不亮，打138\*\*\*\*1234 经过 1步 记下 .* 答复：下周三来修 王建国 · .* · 等答复 → 答复了/,
    );
    expect(text).not.toContain("李大山");
    expect((await browser.get("/p/town/find?q=O99")).text).toContain("没查到");
  });

  test("a record shows what was said in fields of their own, whose it is to do and by when", async () => {
    await says("wang", "/走访 东卧牛三社 老李 屋顶漏 问题：要换瓦；承诺：12月4日前修好");
    await says("sun", "/交办 王主任 水管接上 期限：12月31日");
    const sun = await pages.signedIn("sun");
    const visit = (await sun.opens("/p/town/find?q=V1")).text;
    expect(visit).toContain("屋顶漏 问题：要换瓦 承诺：12月4日前修好");
    const handed = (await sun.opens("/p/town/find?q=J1")).text;
    expect(handed).toContain("水管接上 责任人 王建国 · 12月31日（周四）18:00前");
  });

  test("what was handed over and is late stands before all else, with its owner and its day", async () => {
    await opinion("一社井水浑", "xiuying");
    expect(await says("sun", "/交办 王建国 三社路灯修好 期限：11月24日")).toContain("J1");
    expect(await says("sun", "/交办 王建国 清沟渠 期限：12月20日")).toContain("J2");
    pages.world.waits("2026-11-27T10:00:00+08:00");
    const browser = await pages.signedIn("sun");
    const { text, body } = await browser.opens("/p");
    expect(text).toMatch(
      /超期的交办 1 件 三社路灯修好 J1 · 王建国 .*11月24日前 超3天 在聊天里发： \/催 J1 .*要您过问 .*一社井水浑/,
    );
    expect(
      /<nav class="dock".*/
        .exec(body)?.[0]
        .replace(/<[^>]+>/g, " ")
        .trim(),
    ).toMatch(/^今天 +覆盖 +意见 +交办 +更多$/);
    expect((await browser.get("/p/town/assignments")).text).toMatch(/三社路灯修好 J1 .* 超3天 清沟渠 J2 .*12月20日前/);
    const [row] = await pages.world.store.read.records.find(["town"], ["assignment"], 1);
    expect((await browser.get(`/p/record/${row?.id}`)).text).toContain("J1 交办");
    // whoever has it to do sees it, a neighbour does not
    expect((await (await pages.signedIn("wang")).opens("/p")).text).toContain("三社路灯修好");
    expect((await (await pages.signedIn("zhou")).opens("/p")).text).not.toContain("三社路灯修好");
  });

  test("what is being asked stands there with how many have spoken", async () => {
    await pages.world.says("wang", "/征求 修水渠 选项：东线/西线 截止：11月28日18点", village);
    await pages.world.says("li", "东线", village);
    expect(await shows("sun", "/p")).toMatch(/征求 在征求1件 C1 修水渠 .*1人说话 · .*截止/);
  });

  test("what is delicate is on no page, and is said to be somewhere else", async () => {
    await pages.world.says("li", "投诉：王建国收了人家的烟才给批低保");
    await opinion("三社路灯不亮");
    await says("wang", "/手记 明天要找老赵");
    const browser = await pages.signedIn("sun");
    const { text } = await browser.get("/p/town/opinions");
    expect(text).toContain("另有1条牵涉到人");
    for (const path of ["today", "opinions", "find?q=O1", "find?q=N1"])
      expect([path, (await browser.get(`/p/town/${path}`)).text]).toEqual([path, expect.not.stringMatching(/烟|老赵/)]);
    const [row] = await pages.world.store.read.records.find(["town"], ["opinion"], 1);
    expect((await browser.get(`/p/record/${row?.id}`)).status).toBe(404);
  });

  test("who only looks after the bot sees counts and nobody's words", async () => {
    await opinion("三社路灯不亮");
    const admin = await pages.signedIn("admin");
    const { text } = await admin.opens("/p");
    expect(text).toContain("没答复1条");
    const { text: list } = await admin.get("/p/town/opinions");
    expect(list).toContain("O1 · 东卧牛村");
    const [row] = await pages.world.store.read.records.find(["town"], ["opinion"], 1);
    const record = await admin.get(`/p/record/${row?.id}`);
    expect([record.status, (await admin.get("/p/town/find?q=O1")).text]).toEqual([
      404,
      expect.stringContaining("没查到"),
    ]);
    expect(text + list).not.toContain("路灯");
  });

  test("letters grow twice and come back, and a form without its token does nothing", async () => {
    const browser = await pages.signedIn("sun");
    const classes = [];
    let { body, token } = await browser.opens("/p");
    for (let times = 0; times < 3; times += 1) {
      expect((await browser.post("/p/size", { token, back: "/p/town/talks" })).to).toBe("/p/town/talks");
      ({ body, token } = await browser.opens("/p"));
      classes.push(/<html lang="zh-CN"(?: class="(\w+)")?>/.exec(body)?.[1]);
    }
    expect(classes).toEqual(["big", "biggest", undefined]);
    expect((await browser.post("/p/size", { token, back: "//evil.example" })).to).toBe("/p");
    for (const form of [{}, { token: "x" }]) expect((await browser.post("/p/leave", form)).status).toBe(403);
    for (const origin of ["null", "https://evil.example"])
      expect((await browser.post("/p/leave", { token }, { origin })).status).toBe(403);
    expect((await browser.post("/p/leave", { token }, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await browser.get("/p/town/today")).status).toBe(200);
    expect((await browser.post("/p/leave", { token })).to).toBe("/login");
    expect((await browser.get("/p/town/today")).to).toBe("/login");
  });
});
