import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { engines } from "../../world.ts";
import { openPages, type PagesWorld, type TestBrowser } from "../pages/world.ts";
import { drafted, exported, runs, seenOn } from "./importing.ts";

describe.each(engines)("taking back at the console what a file brought in, on %s", (engine) => {
  let pages: PagesWorld;
  let admin: TestBrowser;
  beforeEach(async () => {
    pages = await openPages({ engine });
    admin = await pages.atDesk("admin");
  });
  afterEach(() => pages.close());

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

  test("whoever presses twice sees what the first time came to, and nothing is refused", async () => {
    const { id } = await drafted(admin, "people", [
      ["姓名", "岗位", "地点"],
      ["陈一平", "村民", "东卧牛村"],
    ]);
    const shown = await admin.get(`/console/imports?id=${id}`);
    const form = { token: shown.token, id, seen: seenOn(shown.body) };
    const run = () => admin.post("/console/imports/run", form);
    for (const { to } of await Promise.all([run(), run()])) expect(to).toBe(`/console/imports?id=${id}`);
    expect((await run()).to).toBe(`/console/imports?id=${id}`);
    expect((await admin.get(`/console/imports?id=${id}`)).text).toContain("新增1，更新0");
    const undo = () => admin.post("/console/imports/undo", { token: shown.token, id, why: "导错了" });
    await Promise.all([undo(), undo()]);
    const { to } = await undo();
    const after = await admin.get(to ?? "");
    expect([to, after.text]).toEqual([`/console/imports?id=${id}`, expect.stringContaining("撤销了")]);
    // what hindered the second of two at one moment says nothing of what is done
    expect((await admin.get(`${to}&told=busy`)).text).not.toContain("没有撤销");
    expect((await admin.get("/console/audit")).text).not.toContain("看不该看的控制台页面");
    expect(await pages.world.store.read.roster.called(["陈一平"])).toEqual([]);
  });

  test("what was brought in by a version that knew of fewer columns is taken back all the same", async () => {
    const { store, now } = pages.world;
    const undone = await store.write(async (tables) => {
      const [wang] = await tables.roster.called(["王建国"]);
      const pairing = { cadreId: wang?.id ?? "", kind: "包村", target: "west", targetIs: "place" } as const;
      await tables.pairings.add(pairing, now());
      const all = (await tables.importChanges.all(["pairings"])).get("pairings") ?? new Map();
      const added = [...all].flatMap(([id, { until_day: _, goal: __, ...row }]) =>
        row.kind === "包村" && row.target === "west" ? [[id, row] as const] : [],
      );
      expect(added.length).toBe(1);
      await tables.importChanges.keep("earlier", new Map(), new Map([["pairings", new Map(added)]]));
      return tables.importChanges.undo("earlier", now(), { people: new Set(), places: new Set(), since: "" }, 10);
    });
    expect(undone).toMatchObject({ back: 1, left: {} });
    expect((await store.read.pairings.all()).filter(({ target }) => target === "west")).toEqual([]);
  });

  test("a place or somebody that something hangs on by then stays, whatever it is", async () => {
    const { store, now } = pages.world;
    const villages = ["甲庄村", "乙庄村", "丙庄村", "丁庄村", "戊庄村"];
    const names = ["陈一平", "陈二平", "陈三平", "陈四平", "陈五平", "陈六平"];
    const places = await drafted(admin, "places", [
      ["名称", "级别", "上级"],
      ...villages.map((name) => [name, "村", "新会镇"]),
    ]);
    await runs(admin, places.id);
    const people = await drafted(admin, "people", [
      ["姓名", "岗位", "地点"],
      ...names.map((name) => [name, "干部", "东卧牛村"]),
    ]);
    await runs(admin, people.id);
    await pages.world.says("admin", "/专项 新建 后进村整顿 名册");
    expect(await pages.world.says("admin", "/整顿 列入 甲庄村 包：陈六平")).toContain("甲庄村列入整顿：包：陈六平");
    for (const [words, answer] of [
      ["/评议 新建 民主评议 东卧牛村 对象：陈五平 票：代表 100% 名册 截止：今天18:00", "A1"],
      ["/评议 名单 A1 代表 陈四平", "陈四平"],
      ["/评议 新建 民主评议 新会镇 对象：戊庄村 票：代表 100% 名册 截止：今天18:00", "A2"],
    ] as const)
      expect(await pages.world.says("sun", words)).toContain(answer);
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
    for (const [{ id }, kept] of [
      [people, 5],
      [places, 3],
    ] as const) {
      const { token } = await admin.get(`/console/imports?id=${id}`);
      const { to } = await admin.post("/console/imports/undo", { token, id, why: "导错了" });
      expect((await admin.get(to ?? "")).text).toContain(`${kept}个人或地方已经有了记录`);
    }
    const left = (await exported(admin, "places")).flat();
    expect(villages.filter((name) => left.includes(name))).toEqual(["甲庄村", "乙庄村", "戊庄村"]);
    const stay = (await store.read.roster.called(names)).map(({ name }) => name);
    expect(names.filter((name) => stay.includes(name))).toEqual(["陈一平", "陈二平", "陈四平", "陈五平", "陈六平"]);
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
      kind: "appraisals",
      lines: [
        ["模板", "项目", "名称", "值", "依据"],
        ["村评", "票组", "党员", "100 名册", "云湖县规定"],
        ["村评", "档", "好", "100", ""],
        ["村评", "档", "不了解", "不计分", ""],
        ["村评", "档", "差", "0", ""],
        ["村评", "公布", "", "班子", ""],
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
    const before = await exported(admin, kind);
    const { id } = await drafted(admin, kind, lines);
    expect((await runs(admin, id)).text).toMatch(/新增[1-9]\d*，更新0/);
    const after = await exported(admin, kind);
    expect(after.length).toBeGreaterThan(before.length);
    const again = await drafted(admin, kind, after);
    expect((await admin.get(again.to)).text).toMatch(/新增 0 更新 0 .* 有错 0/);
    const { token } = await admin.get(`/console/imports?id=${id}`);
    await admin.post("/console/imports/undo", { token, id, why: "试的" });
    expect(await exported(admin, kind)).toEqual(before);
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
    // nobody waits for what was refused
    const next = await drafted(late, "people", [
      ["姓名", "地点"],
      ["陈三", "东卧牛村"],
    ]);
    expect((await runs(late, next.id)).text).toContain("新增1，更新0。");
  });
});
