import { read } from "@e965/xlsx";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { engines } from "../../world.ts";
import { openPages, type PagesWorld, type TestBrowser } from "../pages/world.ts";
import { bomb, book, type Lines, linesIn } from "./books.ts";

describe.each(engines)("bringing in a file at the console, on %s", (engine) => {
  let pages: PagesWorld;
  let admin: TestBrowser;
  beforeEach(async () => {
    pages = await openPages({ engine });
    admin = await pages.atDesk("admin");
  });
  afterEach(() => pages.close());

  const tokenOf = async (browser: TestBrowser) => (await browser.get("/console/imports")).token;

  async function sent(browser: TestBrowser, kind: string, file: Lines | Buffer, name = "表.xlsx") {
    const form = new FormData();
    form.set("kind", kind);
    form.set("file", new File([Buffer.isBuffer(file) ? file : book(file)], name));
    return browser.sends(`/console/imports/new?token=${await tokenOf(browser)}`, form);
  }
  /** The address of the draft that came of it. */
  async function drafted(browser: TestBrowser, kind: string, file: Lines | Buffer, name?: string) {
    const { to, text } = await sent(browser, kind, file, name);
    if (to === null) throw new Error(text);
    return { to, id: /id=([\w-]+)/.exec(to)?.[1] ?? "" };
  }
  const seenOn = (body: string) => /name="seen" value="([^"]+)"/.exec(body)?.[1] ?? "";
  async function runs(browser: TestBrowser, id: string, more: Record<string, string> = {}) {
    const shown = await browser.get(`/console/imports?id=${id}`);
    const done = await browser.post("/console/imports/run", {
      token: shown.token,
      id,
      seen: seenOn(shown.body),
      ...more,
    });
    return browser.get(done.to ?? "");
  }
  async function exported(kind: string, browser = admin) {
    const token = await tokenOf(browser);
    return linesIn((await browser.post("/console/exports/take", { token, kind, format: "xlsx" })).bytes);
  }

  test("37 equal faults are one line, write nothing, come back as the own sheet in red, and corrected it is taken in and back", async () => {
    const before = await exported("people");
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
    expect(shown.text).toMatch(/3 新增 .* 37 有错/);
    expect(shown.text).toContain("第2、3、4、5、6等37行：岗位“铁匠”不认识");
    expect(shown.text.match(/铁匠/g)?.length).toBe(1);
    expect(shown.body).not.toContain("13900001000");
    expect(await exported("people")).toEqual(before);
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
    expect(await exported("people")).toEqual(before);
    const right = lines.map((line) => line.map((cell) => (cell === "铁匠" ? "村民" : cell)));
    const next = await drafted(admin, "people", right, "改好的.xlsx");
    expect((await admin.get(next.to)).text).toMatch(/40 新增 .* 0 有错/);
    expect((await runs(admin, next.id)).text).toContain("新增40，更新0。");
    const known = await exported("people");
    expect(known.length).toBe(before.length + 40);
    expect(known.flat().join(" ")).not.toMatch(/1[3-9]\d{9}/);
    expect(known.flat().join(" ")).toContain("139****1000");
    // the same file again changes nothing
    const again = await drafted(admin, "people", right);
    expect((await admin.get(again.to)).text).toMatch(/0 新增 0 更新 40 和现在一样/);
    const { token } = await admin.get(`/console/imports?id=${next.id}`);
    const back = await admin.post("/console/imports/undo", { token, id: next.id, why: "试的" });
    expect((await admin.get(back.to ?? "")).text).toMatch(/撤销了 .*退回去40处/);
    expect(await exported("people")).toEqual(before);
    expect((await admin.post("/console/imports/undo", { token, id: next.id, why: "试的" })).to).toContain("told=late");
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
    expect(shown.text).toMatch(/1 新增 .* 0 有错/);
    expect(shown.text).toContain("没有读的栏：爱好");
    await runs(admin, id);
    file[2] = ["周小平", "村长", "东卧牛村", "13911113333", ""];
    const again = await drafted(admin, "people", file);
    expect((await admin.get(`/console/imports?id=${again.id}`)).text).toMatch(/1 新增 .* 0 有错/);
  });

  test("what changed since is left as it is and said, and who is of use by then stays", async () => {
    const rows = [
      ["姓名", "岗位", "地点", "账号", "外出"],
      ["陈一平", "干部", "东卧牛村", "sandbox:chen", ""],
      ["陈二平", "村民", "东卧牛村", "", ""],
      ["李大山", "村民", "东卧牛村", "", "苏州"],
    ];
    const { id } = await drafted(admin, "people", rows);
    await runs(admin, id);
    await pages.world.says("chen", "/谈心 东卧牛 赫书记 低保");
    await pages.world.store.write(async (tables) => {
      const [two] = await tables.roster.called(["陈二平"]);
      await tables.roster.correct(two?.id ?? "", { awayCity: "上海" });
    });
    const { token } = await admin.get(`/console/imports?id=${id}`);
    const { to } = await admin.post("/console/imports/undo", { token, id, why: "导错了" });
    const told = (await admin.get(to ?? "")).text;
    expect(told).toContain("导入以后又改过的没有动：人1。");
    expect(told).toMatch(/1个人或地方已经有了记录/);
    const { roster } = pages.world.store.read;
    const [one] = await roster.called(["陈一平"]);
    expect([one?.posts, one?.accounts]).toEqual([[], []]);
    expect((await roster.called(["陈二平"]))[0]?.awayCity).toBe("上海");
  });

  test("a place or somebody that something hangs on by then stays, whatever it is", async () => {
    const { store, now } = pages.world;
    const villages = ["甲庄村", "乙庄村", "丙庄村", "丁庄村"];
    const places = await drafted(admin, "places", [
      ["名称", "级别", "上级"],
      ...villages.map((name) => [name, "村", "新会镇"]),
    ]);
    await runs(admin, places.id);
    const people = await drafted(admin, "people", [
      ["姓名", "岗位", "地点"],
      ...["陈一平", "陈二平", "陈三平"].map((name) => [name, "干部", "东卧牛村"]),
    ]);
    await runs(admin, people.id);
    await pages.world.says("admin", "/专项 新建 后进村整顿 名册");
    expect(await pages.world.says("admin", "/整顿 列入 甲庄村")).toContain("甲庄村列入整顿");
    for (const words of ["/改名 丙庄村 新丙庄村", "/改名 新丙庄村 丙庄村"])
      expect(await pages.world.says("admin", words)).toMatch(/^改好了/);
    await pages.world.says("guest", "帮助");
    await store.write(async (tables) => {
      const idOf = async (name: string) => (await tables.roster.called([name]))[0]?.id ?? "";
      const place_id = (await tables.places.all()).find(({ name }) => name === "乙庄村")?.id ?? "";
      const call = {
        place_id,
        body: "representatives",
        voice: "v",
        speaks_for: "representatives",
        cause: "c",
      } as const;
      await tables.assemblyCalls.add({ ...call, at: now() });
      const post = { role: "cadre", placeId: "town", title: "", now: now() } as const;
      await tables.people.addPost({ personId: await idOf("陈一平"), ...post });
      await tables.accounts.bind("sandbox:guest", await idOf("陈二平"));
    });
    for (const { id } of [people, places]) {
      const { token } = await admin.get(`/console/imports?id=${id}`);
      const { to } = await admin.post("/console/imports/undo", { token, id, why: "导错了" });
      expect((await admin.get(to ?? "")).text).toMatch(/2个人或地方已经有了记录/);
    }
    const left = (await exported("places")).flat();
    expect(villages.filter((name) => left.includes(name))).toEqual(["甲庄村", "乙庄村"]);
    const stay = await store.read.roster.called(["陈一平", "陈二平", "陈三平"]);
    expect(stay.map(({ name }) => name).sort()).toEqual(["陈一平", "陈二平"]);
  });

  test.each([
    {
      kind: "places",
      lines: [
        ["名称", "级别", "上级"],
        ["新庄村", "村", "新会镇"],
        ["一组", "社", "新庄村"],
      ],
    },
    {
      kind: "holidays",
      lines: [
        ["日期", "类型", "名称"],
        ["2026-12-26", "班", "调休"],
      ],
    },
    {
      kind: "directory",
      lines: [
        ["事项", "姓名", "职务", "电话", "公开"],
        ["低保", "王科", "民政所", "0537-2234567", "公开"],
      ],
    },
    {
      kind: "policies",
      lines: [
        ["事项", "内容", "来源", "日期", "到期"],
        ["高龄补贴", "80岁起每人每月100元", "县民政局", "2026-03-01", "2027-12-31"],
      ],
    },
    {
      kind: "templates",
      lines: [
        ["模板", "步骤", "到会", "通过", "依据"],
        ["院落议事", "小组会 决议", "四分之三", "", "云湖县规定"],
        ["院落议事", "公布 决议", "", "", ""],
      ],
    },
    {
      kind: "pairings",
      lines: [
        ["干部", "对象", "类别"],
        ["王建国", "西卧牛村", "包村"],
      ],
    },
    {
      kind: "pairings",
      lines: [
        ["干部", "对象", "类别", "到", "目标"],
        ["王建国", "西卧牛村", "驻点", "2028-12-31", "好"],
      ],
    },
    {
      kind: "ticks",
      lines: [
        ["地点", "项目", "日期", "数量"],
        ["新会镇", "清理财务", "2026-11-21", "216人"],
        ["东卧牛村、西卧牛村", "排查矛盾", "2026-11-21", "排查3件、化解2件"],
      ],
    },
  ])("$kind come in, out unchanged, and go back", async ({ kind, lines }) => {
    if (kind === "ticks") await pages.world.says("sun", "/专项 新建 集中教育 清单：清理财务、排查矛盾 到12月31日");
    const before = await exported(kind);
    const { id } = await drafted(admin, kind, lines);
    expect((await runs(admin, id)).text).toMatch(/新增[1-9]\d*，更新0/);
    const after = await exported(kind);
    expect(after.length).toBeGreaterThan(before.length);
    const again = await drafted(admin, kind, after);
    expect((await admin.get(again.to)).text).toMatch(/0 新增 0 更新 .* 0 有错/);
    const { token } = await admin.get(`/console/imports?id=${id}`);
    await admin.post("/console/imports/undo", { token, id, why: "试的" });
    expect(await exported(kind)).toEqual(before);
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
    expect(shown.text).toMatch(/0 新增 0 更新 .* 2 有错/);
    expect(shown.text).toContain("第2行：地点不归您管");
    expect(shown.text).toContain("在别处还有岗位或家");
    // a draft is its author's only
    expect((await admin.get(`/console/imports?id=${id}`)).status).toBe(404);
    expect((await clerk.get("/console/imports/marked.xlsx?id=nothing")).status).toBe(404);
    const out = await exported("places", clerk);
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
    expect((await runs(admin, id, { code: await pages.deskCode("admin") })).text).toContain("新增1，更新0。");
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
    expect((await sent(admin, "people", bomb())).text).toContain("展开来太大");
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
    expect((await admin.get(to ?? "")).text).toMatch(/1 新增 .* 1 有错/);
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
    expect((await admin.post("/console/imports/run", old)).status).toBe(404);
  });

  test("a draft goes after a day, and what can be taken back no more goes after a week", async () => {
    const draft = await drafted(admin, "holidays", [
      ["日期", "类型"],
      ["2026-12-26", "班"],
    ]);
    const done = await drafted(admin, "holidays", [
      ["日期", "类型"],
      ["2026-12-27", "班"],
    ]);
    await runs(admin, done.id);
    await pages.world.passes("2026-11-30T10:00:00+08:00");
    const { imports } = pages.world.store.read;
    expect(await imports.get(draft.id)).toBeUndefined();
    const late = await pages.atDesk("admin");
    const { token } = await late.get(`/console/imports?id=${done.id}`);
    expect((await late.post("/console/imports/undo", { token, id: done.id, why: "晚了" })).to).toContain("told=late");
  });
});
