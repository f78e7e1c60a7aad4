import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { runCli } from "../../../src/cli.ts";
import { base32, codeAt, stepMeant, stepOf } from "../../../src/web/console/totp.ts";
import { direct, engines, worldKey } from "../../world.ts";
import { openPages, type PagesWorld, type TestBrowser } from "../pages/world.ts";

test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_234_567_890, "005924"],
  [20_000_000_000, "353130"],
])("at second %i the code is that of RFC 6238", (seconds, code) => {
  const secret = Buffer.from("12345678901234567890");
  expect(codeAt(secret, stepOf(seconds * 1000))).toBe(code);
  expect(base32(secret)).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  const here = stepOf(seconds * 1000);
  for (const away of [-30, 0, 30])
    expect(stepMeant(` ${code.slice(0, 3)} ${code.slice(3)}`, secret, (seconds + away) * 1000, 0)).toBe(here);
  expect([-61, 61].map((away) => stepMeant(code, secret, (seconds + away) * 1000, 0))).toEqual([null, null]);
  expect(stepMeant(code, secret, seconds * 1000, here)).toBe(null);
});

describe.each(engines)("a second factor on %s", (engine) => {
  let pages: PagesWorld;
  let secret: Buffer;
  let recovery: string[];
  beforeEach(async () => {
    pages = await openPages({ engine });
    const browser = await pages.atDesk("admin");
    const { token } = await browser.get("/console/second");
    expect((await browser.post("/console/second/begin", { token: "x" })).status).toBe(403);
    await browser.post("/console/second/begin", { token });
    const factor = await pages.world.store.read.secondFactors.of(await ownerOf());
    secret = Buffer.from(factor ? pages.world.store.read.secondFactors.openSecret(factor) : "", "base64");
    const shown = await browser.get("/console/second");
    expect(shown.text.replaceAll(" ", "")).toContain(base32(secret));
    expect((await browser.post("/console/second/confirm", { token, code: wrongCode() })).to).toBe(
      "/console/second?wrong=1",
    );
    const on = await browser.post("/console/second/confirm", { token, code: codeNow() });
    recovery = on.text.match(/[2-9A-Z]{4}-[2-9A-Z]{4}/g) ?? [];
    expect(recovery.length).toBe(8);
    // the step that confirmed it is used
    pages.world.waits(new Date(pages.world.now() + 60_000).toISOString());
  });
  afterEach(() => pages.close());
  const ownerOf = async () =>
    (await pages.world.store.read.desk.audit({ path: null, actions: ["desk opened"] }, 1))[0]?.subject ?? "";
  const codeNow = () => codeAt(secret, stepOf(pages.world.now()));
  const wrongCode = () => String((Number(codeNow()) + 7) % 1_000_000).padStart(6, "0");
  async function halfIn(): Promise<TestBrowser> {
    const browser = pages.browser();
    expect(await browser.post("/login", { code: await pages.deskCode("admin") })).toMatchObject({
      to: "/login/second",
    });
    return browser;
  }

  test("is asked for after the code of the chat, and opens once for each step", async () => {
    const browser = await halfIn();
    for (const path of ["/console/overview", "/console/second", "/p/town/today"])
      expect([path, (await browser.get(path)).to]).toEqual([path, "/login"]);
    expect((await browser.post("/login/second", { code: wrongCode() })).status).toBe(410);
    expect(await browser.post("/login/second", { code: codeNow() })).toMatchObject({ status: 303, to: "/console" });
    expect((await browser.get("/console/overview")).status).toBe(200);
    const other = await halfIn();
    expect((await other.post("/login/second", { code: codeNow() })).status).toBe(410);
    // it cannot be begun anew by whoever is in
    const { token } = await browser.get("/console/second");
    await browser.post("/console/second/begin", { token });
    expect((await browser.get("/console/second")).text).toContain("开着");
    expect(await other.post("/login/second", { code: recovery[0] ?? "" })).toMatchObject({ to: "/console" });
    expect((await (await halfIn()).post("/login/second", { code: recovery[0] ?? "" })).status).toBe(410);
    expect((await browser.get("/console/second")).text).toContain("备用码还有7个");
  });

  test("that is tried wrong five times pauses, and its owner hears of it", async () => {
    const browser = await halfIn();
    const statuses = [];
    for (let times = 0; times < 6; times += 1)
      statuses.push((await browser.post("/login/second", { code: wrongCode() })).status);
    expect(statuses).toEqual([410, 410, 410, 410, 410, 429]);
    expect((await browser.post("/login/second", { code: codeNow() })).status).toBe(429);
    await pages.world.quiet();
    expect(pages.world.toChat(direct("admin")).at(-1)).toContain("错了五次");
  });

  test("is taken away on the machine only, and the admins are told", async () => {
    const folder = mkdtempSync(join(tmpdir(), "chuanmen-second-"));
    const lines: string[] = [];
    const type = () =>
      runCli(["reset-second-factor", "sandbox:admin"], {
        environment: {
          ...{ DATA_DIR: folder, DATABASE_URL: pages.world.url, DATA_KEY: worldKey.toString("base64") },
          ADMINS: "sandbox:admin",
        },
        out: (line) => void lines.push(line),
        err: (line) => void lines.push(line),
        input: Readable.from([]),
        now: pages.world.now,
      });
    const half = await halfIn();
    expect(await type()).toBe(0);
    expect(await type()).toBe(1);
    expect((await half.get("/login/second")).to).toBe("/login");
    expect((await pages.atDesk("admin").then((browser) => browser.get("/console/overview"))).status).toBe(200);
    await pages.world.drain("sandbox:town:direct:admin");
    expect(pages.world.toChat(direct("admin")).join("\n")).toContain("二次验证在服务器上取消了");
    rmSync(folder, { recursive: true, force: true });
  });
});
