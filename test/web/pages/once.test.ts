import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { fillHall, listOf, opening } from "../../handlers/meeting/hall.ts";
import { engines, group } from "../../world.ts";
import { openPages, type PagesWorld } from "./world.ts";

const village = group("village");

describe.each(engines)("what pages show beside lists, on %s", (engine) => {
  let pages: PagesWorld;
  beforeEach(async () => {
    pages = await openPages({ engine });
  });
  afterEach(() => pages.close());

  test("what is delicate is seen once, by who leads the place and says why, and that is written down", async () => {
    const { world } = pages;
    await world.says("li", "投诉：王建国收了人家的烟才给批低保，打13800001234");
    await world.says("wang", "/走访 东卧牛三社 老周 类型：信访户 上访的事");
    await world.says("wang", "/手记 明天要找老赵");
    const [row] = await world.store.read.records.find(["town"], ["opinion"], 1);
    const sun = await pages.signedIn("sun");
    const asked = await sun.get("/p/town/find?q=O1");
    expect(asked.text).toMatch(/O1 意见 不在页面上 .*为什么看 看这一条/);
    expect(asked.text).not.toContain("烟");
    const once = `/p/record/${row?.id}/once`;
    const { token } = asked;
    expect((await sun.post(once, { token, why: "" })).status).toBe(422);
    expect((await sun.post(once, { why: "核实" })).status).toBe(403);
    const seen = await sun.post(once, { token, why: "核实投诉" });
    expect([seen.status, seen.text]).toEqual([200, expect.stringContaining("收了人家的烟才给批低保，打138****1234")]);
    expect(seen.headers.get("cache-control")).toBe("no-store");
    // never in a list, and not by its address
    expect((await sun.get(`/p/record/${row?.id}`)).status).toBe(404);
    expect((await sun.get(once)).status).toBe(404);
    const [noted, ...more] = (await world.store.read.audit.of(row?.id ?? "")).filter(
      ({ action }) => action === "page looked",
    );
    expect([more, noted && world.store.read.audit.openDetail(noted)]).toEqual([[], "核实投诉"]);
    const visit = await sun.get("/p/town/find?q=V1");
    expect(visit.text).toContain("看这一条");
    // neither whom it accuses, nor who only looks after the bot, nor somebody's own notes
    const wang = await pages.signedIn("wang");
    expect((await wang.get("/p/东卧牛村/find?q=O1")).text).toContain("没查到");
    const admin = await pages.signedIn("admin");
    for (const browser of [wang, admin]) {
      const { token: own } = await browser.get("/p/me");
      expect((await browser.post(once, { token: own, why: "核实投诉" })).status).toBe(404);
    }
    expect((await admin.get("/p/town/find?q=V1")).text).toContain("没查到");
    const [note] = await world.store.read.records.find(["town"], ["note"], 1);
    expect((await sun.post(`/p/record/${note?.id}/once`, { token, why: "核实" })).status).toBe(404);
    // what stands on a page anyway is no secret
    await world.says("li", "意见：三社路灯不亮", village);
    const [plain] = await world.store.read.records.find(["town"], ["opinion"], 2);
    expect((await sun.post(`/p/record/${plain?.id}/once`, { token, why: "核实" })).status).toBe(404);
  });

  test("what is said in a meeting of somebody else is there for nobody who was not told yet", async () => {
    const { world } = pages;
    const speakers = await fillHall(world, 2);
    await world.store.write(async (tables) => {
      const id = (await tables.people.byAccount("sandbox:zhang"))?.person_id ?? "";
      await tables.people.addPost({ personId: id, role: "secretary", placeId: "town", title: "", now: world.now() });
    });
    await world.says("he", opening);
    await world.says("he", `/述职 名单 H1\n${listOf(speakers)}`);
    await world.says("he", "确定");
    await world.says("zhang", "开始");
    await world.says("zhang", "下一位");
    expect(await world.says("sun", "点评 钱一民 有办法；问题：周明贪污低保款没查")).toContain("问题 J1");
    const [row] = await world.store.read.records.find(["town"], ["assignment"], 1);
    expect([row?.state, row?.sensitive]).toEqual(["held", 1]);
    const asked = "/p/town/find?q=J1";
    const zhang = await pages.signedIn("zhang");
    const early = await zhang.get(asked);
    expect(early.text).toContain("没查到");
    const looks = { token: early.token, why: "核实" };
    expect((await zhang.post(`/p/record/${row?.id}/once`, looks)).status).toBe(404);
    await world.says("zhang", "散会");
    await world.says("zhang", "散会");
    await world.says("he", "/述职 反馈 H1 不等测评");
    await world.says("he", "反馈");
    expect((await zhang.get(asked)).text).toContain("看这一条");
  });

  test("what was answered stands with the days it took, and hangs on the board without a name", async () => {
    const { world } = pages;
    await world.says("li", "意见：三社路灯不亮，打13800001234", village);
    await world.says("xiuying", "意见：一社井水浑", village);
    await world.says("li", "意见：广场放露天电影", village);
    const early = await pages.signedIn("sun");
    expect((await early.get("/p/town/opinions?state=answered")).text).toContain("还没有答复过意见");
    world.waits("2026-11-24T10:00:00+08:00");
    await world.says("wang", "/答复 O1 下周三来修", village);
    await world.says("wang", "/答复 O2 明天清井", village);
    const sun = await pages.signedIn("sun");
    const list = (await sun.get("/p/town/opinions?state=answered")).text;
    expect(list).toMatch(/一社井水浑 O2 · .* 答复：明天清井 用了3天/);
    expect(list).not.toContain("电影");
    const open = (await sun.get("/p/town/opinions")).text;
    expect(open).toMatch(/广场放露天电影.*等了多久 .*3天内 1\/1 外出1 7天内 0\/1/);
    const board = await sun.get("/p/town/opinions?state=answered&for=board");
    expect(board.text).toMatch(/新会镇 答复了的意见 .*一社井水浑 答复：明天清井/);
    // a number of a person is not for the board, masked or not
    expect(board.body).not.toMatch(/138|李大山|王秀英|王建国|内部使用|<form|dock/);
    expect(board.body).toContain('class="qr"');
    const wang = await pages.signedIn("wang");
    expect((await wang.get("/p/town/opinions?state=answered&for=board")).status).toBe(404);
    const admin = await pages.signedIn("admin");
    expect((await admin.get("/p/town/opinions?state=answered&for=board")).status).toBe(404);
    expect((await admin.get("/p/town/opinions?state=answered")).text).not.toMatch(/井|路灯/);
    await world.says("wang", "/征求 修水渠走东线还是西线？ 选项：东线/西线 截止：今天18:00", village);
    const [asked] = await world.store.read.records.find(["town"], ["consultation"], 1);
    const poster = await sun.get(`/p/consultation/${asked?.id}?for=board`);
    expect([poster.status, poster.text]).toEqual([200, expect.stringContaining("修水渠走东线还是西线？")]);
    expect(poster.body).not.toMatch(/王建国|内部使用|<form/);
  });
});
