import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { engines } from "../../world.ts";
import { openPages, type PagesWorld, type TestBrowser } from "../pages/world.ts";
import { drafted, exported, runs, seenOn } from "./importing.ts";

/** More than are written together. */
const many = Array.from({ length: 201 }, (_, n) => [
  `陈${String.fromCodePoint(0x4e00 + n)}`,
  "东卧牛村",
  `139${String(n).padStart(8, "0")}`,
]);

describe.each(engines)("a long roster at the console, on %s", (engine) => {
  let pages: PagesWorld;
  let admin: TestBrowser;
  beforeEach(async () => {
    pages = await openPages({ engine });
    admin = await pages.atDesk("admin");
  });
  afterEach(() => pages.close());

  test("is written on while its page says how far it is, and taken back as a whole", async () => {
    const before = await exported(admin, "people");
    const { id } = await drafted(admin, "people", [["姓名", "地点", "手机"], ...many], "全村.xlsx");
    let shown = (await runs(admin, id)).text;
    while (!shown.includes("导入好了")) {
      expect(shown).toMatch(/正在导入 .*(?:写了\d+\/201个|正在收尾)/);
      shown = (await admin.get(`/console/imports?id=${id}`)).text;
    }
    expect(shown).toContain("新增201，更新0。");
    expect((await exported(admin, "people")).length).toBe(before.length + 201);
    const { token } = await admin.get(`/console/imports?id=${id}`);
    const { to } = await admin.post("/console/imports/undo", { token, id, why: "试的" });
    expect((await admin.get(to ?? "")).text).toMatch(/撤销了 .*退回去201处/);
    expect(await exported(admin, "people")).toEqual(before);
  });

  test("in which an account goes to somebody written before misses nobody", async () => {
    const header = ["姓名", "地点", "手机", "账号"];
    const last = ["王竹", "东卧牛村", "13800000000"];
    await runs(admin, (await drafted(admin, "people", [header, [...last, "sandbox:zhu、sandbox:zhu2"]])).id);
    const rows = many.slice(0, 200).map((row, n) => [...row, n === 0 ? "sandbox:zhu" : ""]);
    const { id } = await drafted(admin, "people", [header, ...rows, [...last, "sandbox:zhu2"]]);
    let shown = (await runs(admin, id)).text;
    while (!shown.includes("导入好了")) shown = (await admin.get(`/console/imports?id=${id}`)).text;
    expect(shown).toContain("新增200，更新0。");
    expect(shown).not.toContain("没有写");
  });

  test("that ends too early says in the log why, and nothing of what it holds", async () => {
    const rows = [0, 1, 2, 3].flatMap((part) =>
      many.map(([name = "", ...rest]) => [`${name}${"甲乙丙丁"[part]}`, ...rest]),
    );
    const { id } = await drafted(admin, "people", [["姓名", "地点", "手机"], ...rows], "全村.xlsx");
    const { token, body } = await admin.get(`/console/imports?id=${id}`);
    await admin.post("/console/imports/run", { token, id, seen: seenOn(body) });
    pages.fills();
    const said = () => pages.lines.find((line) => line.includes("an import ended too early"));
    while (!said()) await admin.get("/p/nothing");
    expect(JSON.parse(said() ?? "{}")).toMatchObject({ import: id, error: "StorageError" });
    expect(said()).not.toMatch(/\p{Script=Han}/u);
  });

  test("while another is written waits its turn in words; one whose process ended is taken back, and its page says so", async () => {
    const { store, now } = pages.world;
    const file = [
      ["姓名", "地点"],
      ["陈三", "东卧牛村"],
    ];
    const first = await drafted(admin, "people", file);
    await runs(admin, first.id);
    const next = await drafted(admin, "people", [...file, ["陈四", "东卧牛村"]]);
    const row = { id: "begun", kind: "people", author: "cli", place_id: "", created_at: now(), total: 450 };
    await store.write(async (tables) => {
      await tables.imports.begin(row, "全县.xlsx");
      await tables.imports.wrote("begun", 200);
    });
    expect((await admin.get("/console/imports?id=begun")).text).toContain("写了200/450个");
    expect((await admin.get("/console/imports")).text).toContain("正在写（200/450）");
    expect((await runs(admin, next.id)).text).toContain("另一份表正在导入，这一份没有导");
    const { token } = await admin.get(`/console/imports?id=${first.id}`);
    const { to } = await admin.post("/console/imports/undo", { token, id: first.id, why: "试的" });
    expect((await admin.get(to ?? "")).text).toContain("另一份表正在导入，没有撤销");
    await pages.world.passes(60_000);
    expect((await admin.get("/console/imports?id=begun")).text).toMatch(
      /没有导完，已经退回去了 .*写到200\/450的时候停了/,
    );
    expect((await admin.get("/console/imports")).text).toContain("没导完（200/450），退回去了");
    expect((await runs(admin, next.id)).text).toContain("新增1，更新0。");
    // given up, and not taken back to its end
    await store.write(async ({ imports }) => {
      await imports.begin({ ...row, id: "stopped" }, "全镇.xlsx");
      await imports.giveUp("stopped", now());
      await imports.takeBack(next.id, now());
    });
    const listed = (await admin.get("/console/imports")).text;
    expect(listed).toContain("全镇.xlsx 没导完（0/450），正在退回");
    expect(listed).toContain("新增1，更新0，正在撤销");
  });
});
