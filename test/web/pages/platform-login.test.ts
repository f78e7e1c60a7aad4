import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createWecom } from "../../../src/channels/wecom/index.ts";
import { type Qyapi, startQyapi } from "../../channels/wecom/qyapi.ts";
import { engines } from "../../world.ts";
import { openPages, type PagesWorld, type TestBrowser } from "./world.ts";

const inside = { "user-agent": "Mozilla/5.0 (Linux; Android 14) wxwork/4.1.28 MicroMessenger/7.0.1" };
const asked = "/cgi-bin/auth/getuserinfo";

describe.each(engines)("signing in by the word of WeCom, on %s", (engine) => {
  let pages: PagesWorld;
  let qyapi: Qyapi;
  let wecom: ReturnType<typeof createWecom>;
  beforeEach(async () => {
    qyapi = await startQyapi();
    wecom = createWecom({
      ...{ corpId: "CORP", apiUrl: qyapi.url, log: () => undefined, now: () => Date.now() },
      app: { token: "t", aesKey: "A".repeat(43), agentId: 1000002, secret: "s" },
      signIn: { insideUrl: "https://inside.example", scanUrl: "https://scan.example" },
    });
    pages = await openPages({ engine, ...(wecom.signIn ? { signIn: wecom.signIn } : {}) });
    await pages.world.store.write(async (tables) => {
      for (const who of ["sun", "wang", "li"]) {
        const id = (await tables.people.byAccount(`sandbox:${who}`))?.person_id ?? "";
        await tables.people.nameAccount(`wecom:${who}`, id);
      }
    });
  });
  afterEach(async () => {
    await pages.close();
    await wecom.stop?.();
    await qyapi.close();
  });

  /** There and back again, with what the platform says of them. */
  async function comes(
    browser: TestBrowser,
    says: object,
    from = "/login/wecom",
    headers: Record<string, string> = inside,
  ) {
    const { to } = await browser.get(from, headers);
    const there = new URL(to ?? "");
    qyapi.fault(asked, { json: says });
    const back = await browser.get(`/login/wecom/back?code=C0DE&state=${there.searchParams.get("state")}`, headers);
    return { there, back };
  }

  test("a link that is tapped inside it opens one's own page, whose ever the link was, without digits", async () => {
    const link = await pages.linkOf("sun");
    const browser = pages.browser();
    expect((await browser.get(link, inside)).to).toBe("/login/wecom");
    expect((await browser.get("/l/invented", inside)).to).toBe("/login/wecom");
    const { there, back } = await comes(browser, { errcode: 0, userid: "wang" });
    expect([there.host, there.searchParams.get("scope"), there.searchParams.get("agentid"), there.hash]).toEqual([
      ...["inside.example", "snsapi_base", "1000002", "#wechat_redirect"],
    ]);
    expect(back.to).toBe("/p");
    const shown = await browser.opens("/p");
    expect(shown.text).toContain("东卧牛村");
    expect(shown.text).not.toContain("新会镇 11月");
    // it was not used up by that
    expect((await (await pages.signedIn("sun")).get("/p")).status).toBe(303);
    expect((await pages.browser().post(link)).to).toBe("/login/wait");
  });

  test("who has no page, who is of no roster, and who is of another organisation are told so", async () => {
    for (const [says, words] of [
      [{ errcode: 0, userid: "li" }, "这是发给别人的"],
      [{ errcode: 0, userid: "nobody" }, "这是发给别人的"],
      [{ errcode: 0, openid: "o1", external_userid: "w1" }, "不在这个单位"],
      [{ errcode: 60020, errmsg: "not allow" }, "没有答上来"],
    ] as const) {
      const browser = pages.browser();
      const { back } = await comes(browser, says);
      expect([back.status, back.text]).toEqual([403, expect.stringContaining(words)]);
      expect((await browser.get("/p/town/today")).to).toBe("/login");
    }
  });

  test("a code that is over begins anew once, and what another browser began is refused", async () => {
    const browser = pages.browser();
    const { back } = await comes(browser, { errcode: 40029 });
    const again = new URL(back.to ?? "");
    expect(again.host).toBe("inside.example");
    qyapi.fault(asked, { json: { errcode: 40029 } });
    const twice = await browser.get(`/login/wecom/back?code=C&state=${again.searchParams.get("state")}`, inside);
    expect(twice.status).toBe(403);
    const other = new URL((await browser.get("/login/wecom", inside)).to ?? "").searchParams.get("state");
    for (const state of [other, "", "p"]) {
      const stranger = await pages.browser().get(`/login/wecom/back?code=C&state=${state}`, inside);
      expect([stranger.status, stranger.text]).toEqual([403, expect.stringContaining("断了")]);
    }
    expect((await browser.get("/login/wecom/back?state=x", inside)).status).toBe(403);
  });

  test("on a PC a code is scanned, and it opens the console for who looks after a place", async () => {
    const browser = pages.browser();
    expect((await browser.get("/login")).text).toContain("用企业微信登录");
    const refused = await comes(browser, { errcode: 0, userid: "sun" }, "/login/wecom?desk=1", {});
    expect([refused.there.host, refused.there.pathname]).toEqual(["scan.example", "/wwlogin/sso/login"]);
    expect(refused.back.text).toContain("控制台只给管理员");
    await pages.world.store.write(async (tables) => {
      const id = (await tables.people.byAccount("wecom:sun"))?.person_id ?? "";
      await tables.people.addPost({ personId: id, role: "admin", placeId: "town", title: "", now: 1 });
    });
    const { back } = await comes(browser, { errcode: 0, userid: "SUN" }, "/login/wecom?desk=1", {});
    expect(back.to).toBe("/console");
    expect((await browser.opens("/console")).text).toContain("串门 新会镇");
  });

  test("what it wants to find at the root is there, and nothing else", async () => {
    const browser = pages.browser();
    expect((await browser.get("/WW_verify_abc123.txt")).body).toBe("abc123");
    for (const path of ["/WW_verify_other.txt", "/WW_verify_..%2f..%2fdata.key.txt", "/WW_verify_abc123.txt/x"])
      expect([path, (await browser.get(path)).status]).toEqual([path, 404]);
  });
});
