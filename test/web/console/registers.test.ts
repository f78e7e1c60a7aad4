import { read } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { writeApart } from "../../../src/import/write-apart.ts";
import { engines, group } from "../../world.ts";
import { openPages, type PagesWorld, type TestBrowser } from "../pages/world.ts";
import { linesIn } from "./books.ts";

const phone = "13800001234";

describe.each(engines)("tables that are taken away to be read, on %s", (engine) => {
  let pages: PagesWorld;
  let admin: TestBrowser;
  /** secretary of the town and looks after it too */
  let clerk: TestBrowser;
  beforeAll(async () => {
    pages = await openPages({ engine });
    const { world } = pages;
    await world.store.write(async (tables) => {
      const id = (await tables.people.byAccount("sandbox:wang"))?.person_id ?? "";
      await tables.people.addPost({ personId: id, role: "admin", placeId: "town", title: "", now: world.now() });
    });
    await world.says("li", `意见：三社路灯坏了 ${phone}`, group("village"));
    await world.says("wang", "/谈心 东卧牛 赫书记 =1+1低保");
    await world.says("wang", "/走访 东卧牛三社 老李 修渠");
    await world.says("wang", "/走访 西卧牛 老周 类型：信访户 上访的事");
    world.waits("2026-11-24T10:00:00+08:00");
    await world.says("sun", "/答复 O1 来修", group("office"));
    await world.says("li", "意见：王建国打人", group("village"));
    admin = await pages.atDesk("admin");
    clerk = await pages.atDesk("wang");
  });
  afterAll(() => pages.close());

  const take = async (browser: TestBrowser, kind: string, more: Record<string, string> = {}) => {
    const { token } = await browser.get("/console/exports");
    return browser.post("/console/exports/take", { token, kind, format: "xlsx", ...more });
  };

  test("whoever works there takes words along, masked; whoever only looks after the bot does not", async () => {
    const talks = linesIn((await take(clerk, "talk")).bytes);
    expect(talks[0]).toEqual(["编号", "哪天", "地方", "类别", "谁", "和谁", "内容"]);
    expect(talks[1]).toEqual([...["T1", expect.anything(), "新会镇东卧牛村", "", "王建国", "赫书记", "'=1+1低保"]]);
    const opinions = await take(clerk, "opinion");
    const [header, first, ...more] = linesIn(opinions.bytes);
    expect(header).toEqual(["编号", "哪天", "地方", "类别", "状态", "哪天起", "用了几天", "内容"]);
    expect([first?.[0], first?.[4], first?.at(-1), more]).toEqual(["O1", "答复了", "三社路灯坏了 138****1234", []]);
    // a day is a day and a number a number
    const sheet = read(opinions.bytes).Sheets.表;
    expect([sheet?.B2?.t, sheet?.G2?.t, sheet?.G2?.v]).toEqual(["n", "n", Number(first?.[6])]);
    const counts = linesIn((await take(admin, "opinion")).bytes);
    expect(counts[0]).not.toContain("内容");
    expect(counts.flat().join()).not.toContain("路灯");
    expect(counts.length).toBe(2);
  });

  test("what is delicate is in none of them, and a stretch of days is no more than that", async () => {
    const visits = linesIn((await take(clerk, "visit")).bytes);
    expect(visits.slice(1).map(([number]) => number)).toEqual(["V1"]);
    expect(visits.flat().join()).not.toMatch(/上访|信访|老周/);
    const early = { from: "2026-11-01", to: "2026-11-10" };
    expect(linesIn((await take(clerk, "visit", early)).bytes)).toHaveLength(1);
    // a day that no month has is none
    const none = await take(clerk, "visit", { from: "2026-02-31", to: "2026-00-10" });
    expect([none.status, linesIn(none.bytes).length]).toEqual([200, 2]);
    for (const day of ["2026-02-31", "2026-04-31", "2026-02-29", "0000-00-00"])
      expect([day, (await admin.get(`/console/audit?from=${day}&to=${day}`)).status]).toEqual([day, 200]);
  });

  test("gaps are places that were never gone to, in the order of the tree", async () => {
    const [header, ...lines] = linesIn((await take(clerk, "gaps")).bytes);
    expect(header).toEqual(["地方", "级别", "上次谈心", "上次走访"]);
    expect(lines.map(([place]) => place)).toContain("新会镇东卧牛村一社");
    // gone to both ways
    expect(lines.map(([place]) => place)).not.toContain("新会镇东卧牛村");
    // talks are asked for by the village
    expect(lines.find(([place]) => place === "新会镇东卧牛村一社")?.slice(2)).toEqual(["", "没有过"]);
  });

  test("the audit is taken as it was looked for, says records by their numbers, and is one of six an hour", async () => {
    const found = await admin.get("/console/audit?action=%E7%AD%94%E5%A4%8D&who=%E5%AD%99");
    expect(found.text).toMatch(/孙国华 聊天 答复 O1/);
    const lines = linesIn((await take(admin, "audit", { action: "答复", who: "孙" })).bytes);
    expect(lines.slice(1).map((line) => line.slice(1))).toEqual([
      ["10:00", "孙国华", "sandbox:sun", "聊天", "答复", "O1"],
    ]);
    expect((await admin.get("/console/audit?who=%E6%B2%A1%E6%9C%89")).text).toContain("没有。");
    expect((await admin.get("/console/audit?to=2026-11-01")).text).toContain("没有。");
    expect((await admin.get("/console/audit?action=%E5%AF%BC%E5%87%BA")).text).toMatch(/网页 导出/);
    const statuses = [];
    for (let times = 0; times < 5; times += 1) statuses.push((await take(admin, "gaps", { format: "csv" })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
    // the one too many reads nothing of it
    const executed = async (kind: string, more: Record<string, string>) => {
      const before = pages.world.store.executed();
      await take(admin, kind, more);
      return pages.world.store.executed() - before;
    };
    const withoutReason = await executed("people", { full: "on" });
    expect(await executed("gaps", { format: "csv" })).toBe(withoutReason + 1);
    expect((await take(admin, "reminder")).status).toBe(404);
    expect((await take(admin, "constructor")).status).toBe(404);
  });

  test("what no spreadsheet holds is refused in words, and taken as the other file", async () => {
    // an hour on six more may be taken
    pages.world.waits("2026-11-24T12:00:00+08:00");
    const sat = await pages.atDesk("admin");
    await pages.world.store.write((tables) =>
      tables.policies.put({
        ...{ matters: ["高龄补贴"], words: "补".repeat(40_000), source: "县民政局", from: "2026-03-01", until: null },
      }),
    );
    const table = await take(sat, "policies");
    expect([table.status, table.text]).toEqual([422, expect.stringContaining("第2行有一格超过32767个字")]);
    const plain = await take(sat, "policies", { format: "csv" });
    expect([plain.status, plain.body.includes("补".repeat(40_000))]).toEqual([200, true]);
    // the same in a thread of its own
    const lines = Array.from({ length: 1001 }, () => ["补"]);
    await expect(writeApart("xlsx", [...lines, ["=".repeat(32_767)]])).rejects.toThrow("第1002行");
  });
});
