import { get } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { whileNoMinutePasses } from "../../standing-minute.ts";
import { engines, group } from "../../world.ts";
import { openPages, type PagesWorld, type TestBrowser } from "./world.ts";

const mark = '<img src=x onerror="alert(1)">';
const secrets = ["13800001234", "37082919900101123X", "0537-2234567"];
const foreignWords = "石桥的井塌了";
const mostBytes = 30_720;
/** So much a page may ask; that of the day asks as much for each of its cards. */
const mostStatements = 4;

// What holds of every page there is: one that is new is in it by itself.
describe.each(engines)("every page, on %s", (engine) => {
  let pages: PagesWorld;
  let sun: TestBrowser;
  let paths: readonly string[];
  /** of another town */
  let foreign: readonly string[];
  beforeAll(async () => {
    pages = await openPages({ engine });
    const { world } = pages;
    foreign = await world.store.write(async (tables) => {
      await tables.places.put(
        {
          ...{ id: "other", parent_id: "county", level: "town", level_word: "", name: "石桥镇" },
          ...{ path: "/county/other/", town_id: "other" },
        },
        [],
      );
      const ids: string[] = [];
      for (const kind of ["opinion", "consultation"] as const)
        ids.push(
          (
            await tables.records.add({
              ...{ kind, place_id: "other", town_id: "other", author_id: null, cause: `${kind}#record`, chat: "c" },
              ...{ account: "a", text: foreignWords, fingerprint: kind, created_at: world.now() },
            })
          ).id,
        );
      return ids;
    });
    await world.says("li", `意见：路灯${mark} ${secrets.join(" ")}`, group("village"));
    await world.says("wang", `/谈心 东卧牛 赫书记 低保${mark} ${secrets[0]}`);
    await world.says("wang", `/走访 东卧牛三社 老李 ${mark} ${secrets[1]}`);
    await world.says("sun", `/提醒 11月26日15点 开会${mark} ${secrets[0]}`);
    world.waits("2026-11-26T10:00:00+08:00");
    await world.says("sun", `/答复 O1 来修${mark} ${secrets[2]}`, group("office"));
    await world.says("li", `意见：水渠${mark}`, group("village"));
    await world.says("li", "意见：井水浑", group("village"));
    world.waits("2026-12-01T10:00:00+08:00");
    await world.says("wang", `/征求 修渠${mark} ${secrets[0]} 选项：东线/西线 截止：明天`, group("village"));
    await world.says("li", "东线", group("village"));
    sun = await pages.signedIn("sun");
    const [asked] = await world.store.read.records.find(["town"], ["consultation"], 1);
    const [record] = await world.store.read.records.find(["town"], ["opinion"], 1);
    const at = (place: string) =>
      world.pages.flatMap(({ path, of }) => (of === "record" || path === "me" ? [] : [`/p/${place}/${path}`]));
    paths = [
      ...at("town"),
      "/p/town/find?q=O1",
      "/p/town/find?q=T1",
      `/p/record/${record?.id}`,
      `/p/consultation/${asked?.id}`,
      "/p/me",
      ...at("东卧牛村"),
    ];
  });
  afterAll(() => pages.close());

  const audited = async () => {
    const id = (await pages.world.store.read.people.byAccount("sandbox:sun"))?.person_id ?? "";
    return (await pages.world.store.read.audit.of(id)).filter(({ action }) => action === "page refused").length;
  };

  test("is there for whoever leads the place, small, whole and without anybody's number or markup", async () => {
    for (const path of paths) {
      const before = pages.world.store.executed();
      const { status, body } = await sun.get(path);
      const statements = pages.world.store.executed() - before - 1; // who is signed in
      expect([path, status, body.endsWith("</body></html>")]).toEqual([path, 200, true]);
      expect([path, Buffer.byteLength(body) <= mostBytes]).toEqual([path, true]);
      expect([path, /<img|<script|onerror="|style="|undefined|NaN|\[object/.exec(body)?.[0]]).toEqual([
        path,
        undefined,
      ]);
      for (const secret of secrets) expect([path, secret, body.includes(secret)]).toEqual([path, secret, false]);
      // an open consultation is counted anew from all that was heard
      const cards = path.endsWith("/today") ? 8 : path.includes("/consultation/") ? 2 : 1;
      // beside a record and its steps stands who was told of it
      const told = /\/record\/|q=/.test(path) ? 1 : 0;
      expect([path, statements, statements <= mostStatements * cards + told + 1]).toEqual([path, statements, true]);
    }
    const all = (await Promise.all(paths.map((path) => sun.get(path)))).map(({ body }) => body).join();
    // it was there to be escaped
    expect(all).toContain("&lt;img src=x onerror");
    expect(all).toContain("138****1234");
  });

  test("of the town above, of another town and of nothing is one and the same refusal, written down", async () => {
    const tries = await pages.signedIn("sun");
    const before = await audited();
    const bodies = new Set<string>();
    const others = ["county", "other", "nowhere", "%00", "%E0%A4"].flatMap((place) =>
      pages.world.pages.map(({ path }) => `/p/${place}/${path}`),
    );
    const refused = [
      ...others,
      ...[
        "/p/town/nothing",
        "/p/town",
        "/p/town/today/more",
        "/p/record/x",
        "/p/consultation/x",
        "/p/town/consultation",
      ],
      // of another town, by what they are called inside
      ...foreign.flatMap((id) => [`/p/record/${id}`, `/p/consultation/${id}`, `/p/consultation/${id}?for=board`]),
    ];
    for (const path of refused) {
      const { status, body } = await tries.get(path);
      expect([path, status]).toEqual([path, 404]);
      bodies.add(body);
    }
    expect(bodies.size).toBe(1);
    expect((await audited()) - before).toBe(refused.length);
    // nor by a number that is its own there
    for (const path of [...paths, "/p/town/find?q=C2"]) expect((await sun.get(path)).body).not.toContain(foreignWords);
  });

  test("is for nobody who is not signed in", async () => {
    for (const path of [...paths, "/p", "/p/nowhere/at/all"])
      expect(await pages.browser(`203.0.113.${paths.indexOf(path) + 2}`).get(path)).toMatchObject({
        status: 303,
        to: "/login",
      });
  });

  test("answers under its own name only, keeps nothing and runs nothing", async () => {
    const asForeign = (path: string) =>
      new Promise((resolve) =>
        get(`${pages.url}${path}`, { headers: { host: "evil.example" } }, ({ statusCode }) => resolve(statusCode)),
      );
    for (const path of ["/p", "/p/town/today", "/l/x", "/login", "/console", "/c/x"])
      expect([path, await asForeign(path)]).toEqual([path, 421]);
    const { headers } = await sun.get("/p/town/today");
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none';style-src 'self';/);
    expect(headers.get("content-security-policy")).not.toMatch(/script|unsafe/);
    expect([headers.get("referrer-policy"), headers.get("cache-control"), headers.get("x-robots-tag")]).toEqual([
      "same-origin",
      "no-store",
      "noindex",
    ]);
    const sheet = /href="(\/assets\/[^"]+)"/.exec((await sun.get("/p/town/today")).body)?.[1] ?? "";
    expect((await sun.get(sheet)).headers.get("cache-control")).toContain("immutable");
  });

  test("is counted: the 121st within a minute has to wait", async () => {
    const wang = await pages.signedIn("wang");
    const statuses = new Set<number>();
    await whileNoMinutePasses(async () => {
      for (let times = 0; times < 125; times += 1) statuses.add((await wang.get("/p/me")).status);
    });
    expect([...statuses]).toEqual([200, 429]);
  });
});
