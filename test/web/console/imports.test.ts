import { read } from "@e965/xlsx";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { engines } from "../../world.ts";
import { openPages, type PagesWorld, type TestBrowser } from "../pages/world.ts";
import { bomb, book, linesIn } from "./books.ts";
import { drafted, exported, runs, seenOn, sent, tokenOf } from "./importing.ts";

describe.each(engines)("bringing in a file at the console, on %s", (engine) => {
  let pages: PagesWorld;
  let admin: TestBrowser;
  beforeEach(async () => {
    pages = await openPages({ engine });
    admin = await pages.atDesk("admin");
  });
  afterEach(() => pages.close());

  test("37 equal faults are one line, write nothing, come back as the own sheet in red, and corrected it is taken in and back", async () => {
    const before = await exported(admin, "people");
    const header = ["姓名", "岗位", "地点", "手机", "外出"];
    const people = Array.from({ length: 40 }, (_, n) => [
      `陈${String.fromCodePoint(0x4e00 + n * 7)}${String.fromCodePoint(0x5e73 + n)}`,
      n < 37 ? "铁匠" : "村民",
      "东卧牛村",
      `1390000${1000 + n}`,
      n === 39 ? "苏州" : "",
    ]);
    const { id, to } = await drafted(admin, "people", [header, ...people], "村民登记.xlsx");
    // none of ours, and nothing to guess: it is asked what is meant
    expect(to).toContain("step=columns");
    expect((await admin.get(to)).text).toMatch(/岗位“铁匠” 37行/);
    const shown = await admin.get(`/console/imports?id=${id}`);
    expect(shown.text).toMatch(/新增 3 .* 有错 37/);
    expect(shown.text).toContain("第2、3、4、5、6等37行：岗位“铁匠”不认识");
    expect(shown.text.match(/铁匠/g)?.length).toBe(1);
    expect(shown.body).not.toContain("13900001000");
    expect(await exported(admin, "people")).toEqual(before);
    const marked = await admin.get(`/console/imports/marked.xlsx?id=${id}`);
    const opened = read(marked.bytes, { cellStyles: true });
    const sheet = opened.Sheets[opened.SheetNames[0] ?? ""] ?? {};
    const red = Object.entries(sheet).filter(
      ([at, cell]) => /^B\d+$/.test(at) && cell.s?.fgColor?.rgb?.endsWith("F8C9C4"),
    );
    expect(red.length).toBe(37);
    const lines = linesIn(marked.bytes);
    expect(lines[0]).toEqual([...header, "错在哪里"]);
    expect(lines[1]?.[5]).toContain("岗位“铁匠”不认识");
    // without a tick nothing of it
    expect((await runs(admin, id)).text).toContain("有错的行没有勾选");
    expect(await exported(admin, "people")).toEqual(before);
    const right = lines.map((line) => line.map((cell) => (cell === "铁匠" ? "村民" : cell)));
    const next = await drafted(admin, "people", right, "改好的.xlsx");
    expect((await admin.get(next.to)).text).toMatch(/新增 40 .* 有错 0/);
    expect((await runs(admin, next.id)).text).toContain("新增40，更新0。");
    const known = await exported(admin, "people");
    expect(known.length).toBe(before.length + 40);
    expect(known.flat().join(" ")).not.toMatch(/1[3-9]\d{9}/);
    expect(known.flat().join(" ")).toContain("139****1000");
    // the same file again changes nothing
    const again = await drafted(admin, "people", right);
    expect((await admin.get(again.to)).text).toMatch(/新增 0 更新 0 和现在一样 40/);
    const { token } = await admin.get(`/console/imports?id=${next.id}`);
    const back = await admin.post("/console/imports/undo", { token, id: next.id, why: "试的" });
    expect((await admin.get(back.to ?? "")).text).toMatch(/撤销了 .*退回去40处/);
    expect(await exported(admin, "people")).toEqual(before);
    const twice = await admin.post("/console/imports/undo", { token, id: next.id, why: "试的" });
    expect((await admin.get(twice.to ?? "")).text).toContain("撤销了");
    expect(await exported(admin, "people")).toEqual(before);
  });

  test("columns and words called otherwise are guessed, chosen once, and known the next time", async () => {
    const file = [
      ["东卧牛村干部名单"],
      ["姓  名", "身份", "村名", "联系电话", "爱好"],
      ["周大平", "村长", "东卧牛村", "13911112222", "下棋"],
    ];
    const { id, to } = await drafted(admin, "people", file);
    const asked = await admin.get(to);
    expect(asked.text).toMatch(/身份.*村名.*联系电话.*爱好/);
    const chosen = [...asked.body.matchAll(/<option value="([^"]*)" selected>/g)].map(([, value]) => value);
    expect(chosen).toEqual(["岗位", "地点", "手机", "", "干部"]);
    expect(asked.text).toContain("岗位“村长” 1行");
    await admin.post("/console/imports/choose", {
      ...{ token: asked.token, id, c0: "岗位", c1: "地点", c2: "手机", c3: "", w0: "干部" },
    });
    const shown = await admin.get(`/console/imports?id=${id}`);
    expect(shown.text).toMatch(/新增 1 .* 有错 0/);
    expect(shown.text).toContain("没有读的栏：爱好");
    await runs(admin, id);
    file[2] = ["周小平", "村长", "东卧牛村", "13911113333", ""];
    const again = await drafted(admin, "people", file);
    expect((await admin.get(`/console/imports?id=${again.id}`)).text).toMatch(/新增 1 .* 有错 0/);
  });

  test("who looks after a town brings in its own only, and nobody of elsewhere is given an account by it", async () => {
    const { store, now } = pages.world;
    await store.write(async (tables) => {
      const wang = (await tables.people.byAccount("sandbox:wang"))?.person_id ?? "";
      await tables.people.addPost({ personId: wang, role: "admin", placeId: "town", title: "", now: now() });
      await tables.places.put(
        {
          ...{ id: "other", parent_id: "county", level: "town", level_word: "", name: "石桥镇" },
          ...{ path: "/county/other/", town_id: "other" },
        },
        [],
      );
      await tables.places.changed();
      const head = await tables.people.add({
        ...{ name: "郑县长", homePlaceId: null, awayCity: null, partyMember: false, phone: "13988887777", now: now() },
      });
      await tables.people.addPost({ personId: head, role: "secretary", placeId: "county", title: "", now: now() });
    });
    const clerk = await pages.atDesk("wang");
    expect((await sent(clerk, "holidays", [["日期"], ["2026-12-26"]])).status).toBe(404);
    const { id, to } = await drafted(clerk, "people", [
      ["姓名", "岗位", "地点", "手机", "账号"],
      ["外镇人", "干部", "石桥镇", "13911110000", ""],
      ["郑县长", "村民", "东卧牛村", "13988887777", "sandbox:guest"],
    ]);
    const shown = await clerk.get(to);
    expect(shown.text).toMatch(/新增 0 更新 0 .* 有错 2/);
    expect(shown.text).toContain("第2行：地点不归您管");
    expect(shown.text).toContain("在别处还有岗位或家");
    // a draft is its author's only
    expect((await admin.get(`/console/imports?id=${id}`)).status).toBe(404);
    expect((await clerk.get("/console/imports/marked.xlsx?id=nothing")).status).toBe(404);
    const out = await exported(clerk, "places");
    expect(out.flat().join()).not.toContain("石桥镇");
    expect(out.flat().join()).toContain("东卧牛村");
  });

  test("somebody who has sat there for a while is asked for a code before it is taken back or an admin is made", async () => {
    const { id } = await drafted(admin, "people", [
      ["姓名", "岗位", "地点"],
      ["陈新", "管理员", "新会镇"],
    ]);
    pages.world.waits(new Date(pages.world.now() + 6 * 60_000).toISOString());
    expect((await runs(admin, id)).text).toContain("要一个新的登录码");
    expect((await runs(admin, id, { code: "AAAA-AAAA" })).text).toContain("要一个新的登录码");
    // a code is not used up while another is written
    const given = { code: await pages.deskCode("admin") };
    const { store, now } = pages.world;
    const row = { id: "begun", kind: "people", author: "cli", place_id: "", created_at: now(), total: 450 };
    await store.write(({ imports }) => imports.begin(row, "全县.xlsx"));
    expect((await runs(admin, id, given)).text).toContain("另一份表正在导入，这一份没有导");
    await store.write(({ imports }) => imports.forget("begun"));
    expect((await runs(admin, id, given)).text).toContain("新增1，更新0。");
    const { token } = await admin.get(`/console/imports?id=${id}`);
    expect((await admin.post("/console/imports/undo", { token, id, why: "错了" })).to).toContain("told=code");
    const code = await pages.deskCode("admin");
    expect((await admin.post("/console/imports/undo", { token, id, why: "错了", code })).to).toContain("back=");
    // a code is used up
    const full = { token, kind: "people", full: "on", why: "上报", code };
    expect((await admin.post("/console/exports/take", full)).status).toBe(403);
    const whole = await admin.post("/console/exports/take", { ...full, code: await pages.deskCode("admin") });
    expect([whole.status, linesIn(whole.bytes).length > 1]).toEqual([200, true]);
    expect((await admin.get("/console/audit")).text).toContain("导出全的号码");
  });

  test("nothing is read of what is not theirs, and what is no table, or too large, is refused in words", async () => {
    const form = () => {
      const made = new FormData();
      made.set("kind", "people");
      made.set("file", new File([book([["姓名"], ["陈一"]])], "表.xlsx"));
      return made;
    };
    expect((await admin.sends("/console/imports/new?token=x", form())).status).toBe(403);
    expect((await admin.sends("/console/imports/new", form())).status).toBe(403);
    for (const [name, bytes] of [
      ["表.docx", Buffer.from("x")],
      ["表.xlsx", Buffer.from("PK nothing")],
      ["表.xlsx", bomb()],
      ["大.csv", Buffer.alloc(10 * 1024 * 1024 + 1, "x")],
    ] as const)
      expect([name, (await sent(admin, "people", bytes, name)).status]).toEqual([name, 422]);
    const roster = [
      ["姓名", "岗位", "地点"],
      ["陈一", "村民", "东卧牛村"],
    ];
    expect((await sent(admin, "places", roster)).text).toContain("这张像是“名册”的表，不是“地点”的：选“名册”再传。");
    expect((await sent(admin, "people", Buffer.alloc(0), "空.csv")).text).toContain("这个文件是空的。");
    // and whoever writes meanwhile is answered
    const [refused, answer] = await Promise.all([sent(admin, "people", bomb()), pages.world.says("wang", "/帮助")]);
    expect([refused.text, answer]).toEqual([expect.stringContaining("展开来太大"), expect.stringContaining("谈心")]);
    const many = form();
    for (let n = 0; n < 30; n++) many.append("x", String(n));
    expect((await admin.sends(`/console/imports/new?token=${await tokenOf(admin)}`, many)).text).toContain(
      "一次一个文件",
    );
    // cells copied out of a spreadsheet
    const pasted = new FormData();
    pasted.set("kind", "people");
    pasted.set("pasted", "姓名\t地点\n=1+1\t东卧牛村\n陈一\t东卧牛村");
    const { to } = await admin.sends(`/console/imports/new?token=${await tokenOf(admin)}`, pasted);
    expect((await admin.get(to ?? "")).text).toMatch(/新增 1 .* 有错 1/);
    const empty = await admin.get("/console/template/people.xlsx");
    expect(linesIn(empty.bytes)).toEqual([["姓名", "岗位", "地点", "职务", "手机", "账号", "外出", "党员", "父名"]]);
    expect((await admin.get("/console/template/nothing.xlsx")).status).toBe(404);
  });

  test("what the roster says by now is tried again, and shown again", async () => {
    const { id } = await drafted(admin, "people", [
      ["姓名", "地点", "外出"],
      ["陈三", "东卧牛村", "苏州"],
    ]);
    const shown = await admin.get(`/console/imports?id=${id}`);
    const other = await drafted(admin, "people", [
      ["姓名", "地点", "外出"],
      ["陈三", "东卧牛村", "上海"],
    ]);
    await runs(admin, other.id);
    const old = { token: shown.token, id, seen: seenOn(shown.body) };
    const { to } = await admin.post("/console/imports/run", old);
    expect((await admin.get(to ?? "")).text).toMatch(/名册变了.*外出 上海 苏州/);
    expect((await runs(admin, id)).text).toContain("新增0，更新1。");
    // twice is once
    const twice = await admin.post("/console/imports/run", old);
    expect((await admin.get(twice.to ?? "")).text).toContain("新增0，更新1。");
  });
});
