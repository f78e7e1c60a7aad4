import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { setNow } from "../../../src/bot/adjusted.ts";
import { runCli } from "../../../src/cli.ts";
import { firstWeek } from "../../../src/doctor/first-week.ts";
import { deskPages } from "../../../src/web/console/index.ts";
import { openEmpty } from "../../store/open.ts";
import { direct, engines, group, worldKey } from "../../world.ts";
import { openPages, type PagesWorld, type TestBrowser } from "../pages/world.ts";

const mark = '<img src=x onerror="alert(1)">';
const said = "三社路灯坏了半个月";
const secrets = ["13800001234", "37082919900101123X", "0537-2234567"];
const mostBytes = 30_720;
const paths = deskPages.map(({ path }) => `/console/${path}`);

describe.each(engines)("the console on %s", (engine) => {
  let pages: PagesWorld;
  let admin: TestBrowser;
  /** looks after the town only */
  let clerk: TestBrowser;
  beforeAll(async () => {
    pages = await openPages({ engine });
    const { world } = pages;
    await world.says("li", `意见：${said}${mark} ${secrets.join(" ")}`, group("village"));
    await world.says("wang", `/谈心 东卧牛 赫书记 ${said} ${secrets[0]}`);
    await world.says("wang", `/走访 东卧牛三社 老李 ${said} ${secrets[1]}`);
    await world.says("wang", `/征求 ${said} 选项：东线/西线 截止：明天`, group("village"));
    await world.store.write(async (tables) => {
      const id = (await tables.people.byAccount("sandbox:wang"))?.person_id ?? "";
      await tables.people.addPost({ personId: id, role: "admin", placeId: "town", title: "", now: world.now() });
      await tables.groups.meet("sandbox:town:group:stray", world.now(), "mentions");
      await tables.inbox.addFailed(
        {
          ...{ key: "failed-1", alsoKey: null, chat: "sandbox:town:direct:li", account: "sandbox:town:li" },
          ...failed,
        },
        `TypeError at said.ts:1`,
      );
    });
    admin = await pages.atDesk("admin");
    clerk = await pages.atDesk("wang");
  });
  afterAll(() => pages.close());
  const failed = {
    platformId: null,
    sentAt: 1,
    receivedAt: Date.parse("2026-11-21T09:00:00+08:00"),
    message: said,
    answer: null,
  };

  test("shows every page whole, small, with nobody's words, numbers or markup", async () => {
    for (const path of paths) {
      const { status, body } = await admin.get(path);
      expect([path, status, body.endsWith("</body></html>")]).toEqual([path, 200, true]);
      expect([path, Buffer.byteLength(body) <= mostBytes]).toEqual([path, true]);
      expect([path, /<img|<script|onerror="|style="|undefined|NaN|\[object/.exec(body)?.[0]]).toEqual([
        path,
        undefined,
      ]);
      for (const secret of [...secrets, "路灯"])
        expect([path, secret, body.includes(secret)]).toEqual([path, secret, false]);
      expect([path, worldKey.toString("base64"), body.includes(worldKey.toString("base64"))]).toEqual([
        ...[path, worldKey.toString("base64"), false],
      ]);
    }
  });

  test("shows who looks after a town the places below it and nothing of the machine, and writes down who tries", async () => {
    const refused = async () =>
      (await pages.world.store.read.desk.audit({ path: null, actions: ["desk refused"] }, 200)).length;
    const before = await refused();
    const statuses = new Map<string, number>();
    for (const { path, needs } of deskPages) {
      const { status } = await clerk.get(`/console/${path}`);
      statuses.set(path, status);
      expect([path, status]).toEqual([path, needs === "whole" ? 404 : 200]);
    }
    expect((await refused()) - before).toBe([...statuses.values()].filter((status) => status === 404).length);
    expect((await clerk.get("/console/groups")).text).not.toContain("没绑定");
    expect((await admin.get("/console/groups")).text).toContain("没绑定");
    // what is not theirs is not found by its id either
    expect((await clerk.get("/console/places?at=county")).text).toMatch(/新会镇 (?!.*县)/);
  });

  test("counts nothing that accuses somebody, in its figures and its cards alike", async () => {
    await pages.world.says("li", "投诉：王建国收了人家的烟才给批低保");
    const { text } = await admin.get("/console/overview");
    expect(text).toContain("意见没答复 1");
    expect(text).toContain("没答复1条");
  });

  test("the audit names who came in, and shows no id at its full length", async () => {
    await pages.world.says("sun", "/专项 新建 冬季走访 走访 各湾 到12月31日");
    await pages.signedIn("sun");
    const { text } = await admin.get("/console/audit");
    expect(text).toMatch(/王建国 网页 登录控制台 王建国/);
    expect(text).not.toMatch(/[\w-]{30}/);
    expect(text).toMatch(/新建专项 …[\da-f]{8} /);
  });

  test("is for nobody else: not for a secretary, not with a phone's session, not without one", async () => {
    for (const who of ["sun", "li", "guest"])
      expect(await pages.world.says(who, "/登录")).not.toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}/);
    const phone = await pages.signedIn("sun");
    for (const path of ["/console", ...paths, "/console/nothing"]) {
      expect([path, (await phone.get(path)).to]).toEqual([path, "/login"]);
      expect([path, (await pages.browser(`203.0.114.${paths.indexOf(path) + 2}`).get(path)).to]).toEqual([
        path,
        "/login",
      ]);
    }
    // the figures lead on to the pages of the places
    expect((await admin.opens("/p")).status).toBe(200);
  });

  test("says what failed and what waits by numbers, and refuses what must not be set", async () => {
    const messages = (await admin.get("/console/messages")).text;
    expect(messages).toMatch(/没记上的 1 条/);
    // beside its name, on every page
    expect((await admin.get("/console/settings")).text).toMatch(/消息 1件 体检/);
    expect((await clerk.get("/console/roster")).text).not.toContain("消息");
    expect(messages).toContain("TypeError at said.ts:1");
    expect((await admin.get("/console/settings?q=%E6%8E%92%E5%90%8D")).text).toMatch(/“排名”不能设.*依据：国办函/);
    expect((await admin.get("/console/settings?q=DATA_KEY")).text).toContain("设了（不显示）");
    // who only works here, and lives nowhere that the roster says
    expect((await admin.get("/console/roster?q=%E5%AD%99")).text).toContain("孙国华 新会镇 镇党委书记");
    expect((await clerk.get("/console/roster")).text).toContain("王建国");
    expect((await admin.get("/console/audit?action=%E7%99%BB%E5%BD%95%E6%8E%A7%E5%88%B6%E5%8F%B0")).text).toContain(
      "登录控制台",
    );
    expect((await admin.get("/console/keeping")).text).toContain("还没有备份过");
  });

  test("says in the first week what is missing next, with the sheet to fill in, and no more when all is there", async () => {
    const { store } = pages.world;
    const { text, body } = await admin.get("/console/overview");
    expect(text).toMatch(
      /头一周：还缺什么.*✓ 地点 \d+个 ✓ 名册 \d+人 群 绑了2个，还有4个村没有.*\/绑定.*认领 还有\d+个干部没有账号/,
    );
    // what stands there needs no explanation, and names nobody
    expect(text).toMatch(/谈心 1 \/5村 本周新谈到 1 村 意见没答复 1 条 发不出去的群 0/);
    expect(text).toMatch(/每个村上次谈心 .*新会镇 1\/5 .*看成表格/);
    expect(text).toMatch(/多久答复 近90天，1条 当天 0\/1 .*没答复 1\/1/);
    expect(body).not.toContain("/console/template/places.xlsx");
    const empty = await openEmpty("sqlite");
    expect(
      (await firstWeek(empty.store.read, "/")).map(({ what, isDone, template }) => [what, isDone, template]),
    ).toEqual([
      ["地点", false, "places"],
      ["名册", false, "people"],
      ["群", false, null],
      ["认领", false, null],
    ]);
    await empty.remove();
    // a cadre who lives nowhere that the roster says counts too
    expect((await store.read.upkeep.counts("/county/town/西卧牛村/")).people).toBe(1);
    expect((await store.read.upkeep.counts("/county/town/")).people).toBeGreaterThan(5);
  });

  test("prints slips with codes for those who were ticked, once, which work in the chat", async () => {
    const { store } = pages.world;
    const ids = (await store.read.roster.called(["王秀英", "孙国华"])).map(({ id }) => id);
    const slip = async (browser: TestBrowser, people: readonly string[]) => {
      const { token } = await browser.get("/console/roster");
      const form = new FormData();
      form.set("token", token);
      for (const id of people) form.append("person", id);
      return browser.sends("/console/slips", new URLSearchParams([...form] as [string, string][]));
    };
    const { body, text } = await slip(admin, ids);
    const codes = text.match(/\/认领 [2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/g) ?? [];
    expect([codes.length, body.match(/class="qr"/g)?.length]).toEqual([3, 3]);
    const at = codes.findIndex((_, index) => text.split("/认领 ")[index]?.includes("王秀英"));
    expect(await pages.world.says("fresh", codes[at] ?? "")).toContain("认领好了，您是王秀英");
    // who looks after the town gives none to somebody of the county, and none to nobody
    const head = await store.write(async (tables) => {
      const now = pages.world.now();
      const facts = { homePlaceId: null, awayCity: null, partyMember: false, phone: null, now };
      const personId = await tables.people.add({ name: "郑县长", ...facts });
      await tables.people.addPost({ personId, role: "secretary", placeId: "county", title: "", now });
      return personId;
    });
    const other = await slip(clerk, [...ids, head, "nobody"]);
    expect([other.text.includes("3张"), other.text.includes("郑县长")]).toEqual([true, false]);
    expect((await admin.get("/console/audit")).text).toContain("印了认领码纸条");
    expect((await slip(admin, [])).text).toContain("没有勾选人");
  });

  test("what may be set is set, at once, and what a rule forbids is refused with the rule", async () => {
    const set = async (browser: TestBrowser, form: Record<string, string>) => {
      const { token } = await browser.get("/console/overview");
      return browser.post("/console/settings/set", { token, ...form });
    };
    for (const [name, value] of [
      ["posts", "7"],
      ["posts", "0"],
      ["posts", ""],
      ["words", "31"],
      ["audit", "4"],
      // quiet hours become longer, and never shorter
      ["evening", "22"],
      ["evening", "18"],
      ["morning", "6"],
      ["morning", "10"],
    ] as const) {
      const { to } = await set(admin, { name, value });
      expect((await admin.get(to ?? "")).text).toMatch(/不能设成.*依据：(?:2023年12月18日|个人信息保护法)/);
    }
    const { world } = pages;
    expect(await setNow("posts", world.store.read)).toBe(6);
    expect((await admin.get((await set(admin, { name: "posts", value: "3" })).to ?? "")).text).toContain("改好了");
    expect(await setNow("posts", world.store.read)).toBe(3);
    expect((await admin.get("/console/settings")).text).toMatch(/1到6条，11月21日（周六）10:00 sandbox:admin改的/);
    await set(admin, { name: "evening", value: "20" });
    await set(admin, { name: "morning", value: "8" });
    expect((await admin.get("/console/settings?q=%E5%AE%89%E9%9D%99")).text).toMatch(/晚上几点起.*早上几点以后/);
    // what is kept is changed only by whoever came in just now
    world.waits(new Date(world.now() + 6 * 60_000).toISOString());
    expect((await set(admin, { name: "words", value: "10" })).to).toContain("told=code");
    const code = await pages.deskCode("admin");
    expect((await set(admin, { name: "words", value: "10", code })).to).toContain("told=set");
    expect((await admin.get("/console/keeping")).text).toMatch(/收到的原话、当时的答复 10天/);
    expect((await set(clerk, { name: "posts", value: "2" })).status).toBe(404);
    expect((await set(admin, { name: "nothing", value: "2" })).status).toBe(404);
    expect((await admin.get("/console/audit?action=%E6%94%B9%E4%BA%86%E8%AE%BE%E7%BD%AE")).text).toContain("posts");
  });

  test("ends when its post does, and by the button, at the very next request", async () => {
    const browser = await pages.atDesk("wang");
    expect((await browser.opens("/console")).status).toBe(200);
    const { token } = await browser.get("/console/overview");
    expect((await browser.post("/console/leave", { token: "x" })).status).toBe(403);
    expect(await browser.post("/console/leave", { token })).toMatchObject({ status: 303, to: "/login" });
    expect((await browser.get("/console/overview")).to).toBe("/login");
    const id = (await pages.world.store.read.people.byAccount("sandbox:wang"))?.person_id ?? "";
    await pages.world.store.write(async (tables) => {
      for (const { id: post, role } of await tables.people.posts(id))
        if (role === "admin") await tables.roster.endPost(post, pages.world.now());
    });
    expect((await clerk.get("/console/overview")).status).toBe(404);
  });
});

test("whoever does nothing for half an hour is signed out, and after eight hours whoever does", async () => {
  const pages = await openPages();
  const [idle, busy] = [await pages.atDesk("admin"), await pages.atDesk("admin")];
  const start = pages.world.now();
  for (let minutes = 20; minutes < 8 * 60; minutes += 20) {
    pages.world.waits(new Date(start + minutes * 60_000).toISOString());
    expect([minutes, (await busy.get("/console/doctor")).status]).toEqual([minutes, 200]);
  }
  expect((await idle.get("/console/doctor")).to).toBe("/login");
  pages.world.waits(new Date(start + 8 * 3_600_000 + 1).toISOString());
  expect((await busy.get("/console/doctor")).to).toBe("/login");
  await pages.close();
});

test("with no way to speak a code of the command line opens it once, for who looks after a place only", async () => {
  const pages = await openPages();
  const folder = mkdtempSync(join(tmpdir(), "chuanmen-console-"));
  const asked = async (words: readonly string[], more: Record<string, string> = {}) => {
    const lines: string[] = [];
    const code = await runCli(["console-code", ...words], {
      environment: {
        ...more,
        ...{ DATA_DIR: folder, DATABASE_URL: pages.world.url, DATA_KEY: worldKey.toString("base64") },
        ADMINS: "sandbox:admin,sandbox:new",
      },
      out: (line) => void lines.push(line),
      err: (line) => void lines.push(line),
      input: Readable.from([]),
      now: pages.world.now,
    });
    return { code, said: lines.join("\n") };
  };
  const type = (...words: string[]) => asked(words);
  // no code for what leads nowhere
  const onebot = { ONEBOT_SECRET: "as long as it has to be", ONEBOT_API_URL: "http://127.0.0.1:9" };
  for (const [more, remedy] of [
    [onebot, "PUBLIC_URL=https://"],
    [{ PAGES: "off" }, "去掉 PAGES=off"],
  ] as const)
    expect(await asked(["sandbox:admin"], more)).toMatchObject({ code: 1, said: expect.stringContaining(remedy) });
  expect(await type("10001")).toMatchObject({ code: 1, said: expect.stringContaining("onebot:10001") });
  expect(await type("sandbox:sun")).toMatchObject({ code: 1, said: expect.stringContaining("不是管理员") });
  expect((await type()).code).toBe(2);
  const { code, said: words } = await type("sandbox:admin");
  expect([code, words]).toEqual([0, expect.stringMatching(/^[2-9A-Z]{4}-[2-9A-Z]{4}，5分钟内用一次/)]);
  const browser = pages.browser();
  const given = { code: words.slice(0, 9) };
  expect(await browser.post("/login", given)).toMatchObject({ status: 303, to: "/console" });
  expect((await browser.opens("/console")).text).toContain("总览");
  expect((await pages.browser().post("/login", given)).status).toBe(410);
  expect(pages.world.toChat(direct("admin"))).toEqual([]);
  await pages.close();
  rmSync(folder, { recursive: true, force: true });
});
