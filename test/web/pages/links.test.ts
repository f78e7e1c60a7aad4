import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { whileNoMinutePasses } from "../../standing-minute.ts";
import { direct, engines, group } from "../../world.ts";
import { openPages, type PagesWorld } from "./world.ts";

const remedy = "在聊天里发“页面”，马上给您一个新的";

describe.each(engines)("the way to a page, on %s", (engine) => {
  let pages: PagesWorld;
  beforeEach(async () => {
    pages = await openPages({ engine });
  });
  afterEach(() => pages.close());

  test("a new browser shows two digits and nothing else, and opens when its owner says them", async () => {
    const link = await pages.linkOf("sun");
    const browser = pages.browser();
    expect(await browser.post(link)).toMatchObject({ status: 303, to: "/login/wait" });
    const waiting = await browser.get("/login/wait");
    expect(waiting.digits).toMatch(/^\d\d$/);
    expect(waiting.text).not.toMatch(/新会|孙|意见/);
    expect(pages.world.toChat(direct("sun")).at(-1)).toMatch(/^有人在新设备上开您的页面：.*，10:00。/);
    expect(await browser.get("/p/town/today")).toMatchObject({ status: 303, to: "/login" });
    expect(await pages.world.says("sun", waiting.digits ?? "")).toContain("那边的页面开了");
    const opened = await browser.opens("/login/wait");
    expect([opened.status, opened.text]).toEqual([200, expect.stringContaining("新会镇")]);
    // the same link again leads its owner on, and nobody else
    expect(await browser.get(link)).toMatchObject({ status: 303, to: "/p" });
    expect((await pages.browser().post(link)).status).toBe(410);
  });

  test.each(["不是", "不是我"])("“%s” ends it, and so do digits that are not the right ones", async (words) => {
    for (const said of [words, "wrong"]) {
      const browser = pages.browser();
      await browser.post(await pages.linkOf("sun"));
      const { digits = "" } = await browser.get("/login/wait");
      const other = String(((Number(digits) - 9) % 90) + 10);
      expect(await pages.world.says("sun", said === "wrong" ? other : said)).toContain("没让它开");
      expect((await browser.get("/login/wait")).status).toBe(410);
      expect(await pages.world.says("sun", digits)).not.toContain("页面开了");
    }
  });

  test("three minutes later nobody waits any more", async () => {
    const browser = pages.browser();
    await browser.post(await pages.linkOf("sun"));
    const { digits = "" } = await browser.get("/login/wait");
    pages.world.waits("2026-11-21T10:03:01+08:00");
    expect((await browser.get("/login/wait")).status).toBe(410);
    expect(await pages.world.says("sun", digits)).not.toContain("页面开了");
  });

  test("what looks at links changes nothing, and learns nothing from them", async () => {
    const link = await pages.linkOf("sun");
    const bodies = new Set<string>();
    for (const path of [link, `/l/${"A".repeat(22)}`, "/l/x"])
      for (let times = 0; times < 100; times += 1) bodies.add((await pages.browser().get(path)).body);
    expect(bodies.size).toBe(1);
    for (const path of [link, "/l/x"])
      expect((await fetch(pages.url + path, { method: "HEAD", redirect: "manual" })).status).toBe(200);
    const browser = await pages.signedIn("sun");
    expect((await browser.opens("/p")).status).toBe(200);
    // it is as good as before
    browser.cookies.delete("chuanmen-session");
    expect((await browser.post(link)).to).toBe("/p");
  });

  test("whoever was sent somebody else's link cannot spoil it, and its owner's phone opens it with one tap", async () => {
    const phone = await pages.signedIn("sun");
    const link = await pages.linkOf("sun");
    for (let times = 0; times < 3; times += 1) expect((await pages.browser().post(link)).to).toBe("/login/wait");
    expect((await pages.browser().post(link)).status).toBe(410);
    phone.cookies.delete("chuanmen-session");
    expect(await phone.post(link)).toMatchObject({ status: 303, to: "/p" });
    expect((await phone.opens("/p")).status).toBe(200);
  });

  test("a used link says what to do, and next morning's opens with one tap where one came in before", async () => {
    const link = await pages.linkOf("sun");
    const phone = pages.browser();
    await phone.post(link);
    await pages.world.says("sun", (await phone.get("/login/wait")).digits ?? "");
    expect((await phone.opens("/login/wait")).status).toBe(200);
    const second = await pages.browser().post(link);
    expect([second.status, second.text]).toEqual([410, expect.stringContaining(remedy)]);
    pages.world.waits("2026-11-22T08:00:00+08:00");
    expect(await phone.opens("/p/town/today")).toMatchObject({
      status: 200,
      text: expect.not.stringContaining("新会镇"),
    });
    expect(await phone.post(await pages.linkOf("sun"))).toMatchObject({ status: 303, to: "/p" });
    expect((await phone.opens("/p")).text).toContain("新会镇");
  });

  test("whoever presses twice, or has the digits in two tabs, comes in all the same, and is asked once", async () => {
    const phone = pages.browser();
    const link = await pages.linkOf("sun");
    const asked = () => pages.world.toChat(direct("sun")).filter((text) => text.includes("新设备")).length;
    expect((await phone.post(link)).to).toBe("/login/wait");
    expect((await phone.post(link)).to).toBe("/login/wait");
    expect(asked()).toBe(1);
    await pages.world.says("sun", (await phone.get("/login/wait")).digits ?? "");
    expect((await phone.get("/login/wait")).to).toBe("/p");
    expect(await phone.get("/login/wait")).toMatchObject({ status: 303, to: "/p" });
    phone.cookies.delete("chuanmen-session");
    const next = await pages.linkOf("sun");
    expect((await phone.post(next)).to).toBe("/p");
    expect(await phone.post(next)).toMatchObject({ status: 303, to: "/p" });
    expect((await pages.browser().post(next)).status).toBe(410);
  });

  test("of two known browsers that press at one moment one opens, and a day later none does", async () => {
    const [one, other] = [await pages.signedIn("sun"), await pages.signedIn("sun")];
    const link = await pages.linkOf("sun");
    for (const { cookies } of [one, other]) cookies.delete("chuanmen-session");
    const answers = await Promise.all([one.post(link), other.post(link)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410]);
    expect(answers.find(({ status }) => status === 410)?.text).toContain(remedy);
    const later = await pages.linkOf("sun");
    pages.world.waits("2026-11-22T10:00:01+08:00");
    expect((await one.post(later)).status).toBe(410);
  });

  test("leaving, another post and another person's account end every browser at once", async () => {
    const ends: Record<string, () => Promise<unknown>> = {
      leaving: () => pages.world.says("sun", "/退出页面"),
      post: () =>
        pages.world.store.write(async (tables) => {
          const sun = (await tables.people.byAccount("sandbox:sun"))?.person_id ?? "";
          for (const { id } of await tables.people.posts(sun)) await tables.roster.endPost(id, pages.world.now());
        }),
    };
    for (const [how, end] of Object.entries(ends)) {
      const browsers = [await pages.signedIn("sun"), await pages.signedIn("sun")];
      const link = await pages.linkOf("sun");
      const statuses = async () => Promise.all(browsers.map(async (one) => (await one.get("/p/town/today")).status));
      expect([how, await statuses()]).toEqual([how, [200, 200]]);
      await end();
      const after = how === "leaving" ? 303 : 404;
      expect([how, await statuses()]).toEqual([how, [after, after]]);
      if (how === "leaving") for (const one of browsers) expect((await one.post(link)).status).toBe(410);
      pages.world.waits(new Date(pages.world.now() + 3_600_000).toISOString());
    }
  });

  test("an account that is somebody else by now opens nothing", async () => {
    const browser = await pages.signedIn("sun");
    await pages.world.store.write(async (tables) => {
      const wang = (await tables.people.byAccount("sandbox:wang"))?.person_id ?? "";
      await tables.accounts.bind("sandbox:sun", wang);
    });
    expect(await browser.get("/p/town/today")).toMatchObject({ status: 303, to: "/login" });
  });

  test("QQ gets a code, which is typed in any case and width, once", async () => {
    const qq = { channel: "qq", bot: "1", kind: "direct", id: "sun" } as const;
    const said = await pages.world.says("sun", "/页面", qq, { privately: qq });
    expect(said).not.toMatch(/http|\/l\//);
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(said)?.[0] ?? "";
    const wide = code.toLowerCase().replace(/[0-9a-z]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    const browser = pages.browser();
    expect(await browser.post("/login", { code: wide, own: "on" })).toMatchObject({ status: 303, to: "/p" });
    expect((await browser.opens("/p")).status).toBe(200);
    expect((await pages.browser().post("/login", { code })).status).toBe(410);
    // its own phone, it said
    browser.cookies.delete("chuanmen-session");
    expect((await browser.post(await pages.linkOf("sun"))).to).toBe("/p");
  });

  test("five minutes after it was given a code opens nothing, and the sixth wrong one has to wait", async () => {
    const qq = { channel: "qq", bot: "1", kind: "direct", id: "sun" } as const;
    const said = await pages.world.says("sun", "/页面", qq, { privately: qq });
    pages.world.waits("2026-11-21T10:05:01+08:00");
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(said)?.[0] ?? "";
    const statuses = [];
    for (let times = 0; times < 6; times += 1)
      statuses.push((await pages.browser("203.0.113.9").post("/login", { code })).status);
    expect(statuses).toEqual([410, 410, 410, 410, 410, 429]);
    const over = await pages.browser("203.0.113.10").post("/login", { code });
    expect([over.status, over.text]).toEqual([
      410,
      expect.stringContaining("在聊天里发“页面”，进控制台的发“登录”，马上给您一个新的。"),
    ]);
  });

  test("a hundred wrong codes of many addresses stop all codes for ten minutes, and admins hear of it once", async () => {
    const { world } = pages;
    await world.says("admin", "帮助");
    const code = await pages.deskCode("admin");
    const statuses: number[] = [];
    for (let n = 0; n < 102; n += 1)
      statuses.push((await pages.browser(`198.51.100.${n}`).post("/login", { code: "ZZZZ-ZZZZ" })).status);
    expect([statuses.slice(0, 101).every((status) => status === 410), statuses[101]]).toEqual([true, 429]);
    const refused = await pages.browser().post("/login", { code });
    expect([refused.status, refused.text]).toEqual([429, expect.stringContaining("码停用十分钟")]);
    await world.quiet();
    expect(world.toChat(direct("admin")).filter((text) => text.includes("乱试"))).toHaveLength(1);
    // links are no codes
    expect((await pages.browser().post(await pages.linkOf("sun"))).to).toBe("/login/wait");
  });

  test("a known phone without a link has one sent to its owner's chat, three times an hour, and no other browser has", async () => {
    const { world } = pages;
    const phone = await pages.signedIn("sun");
    const button = "发到我的聊天里";
    phone.cookies.delete("chuanmen-session");
    expect((await phone.get("/login")).text).toContain(button);
    const stranger = pages.browser();
    expect((await stranger.get("/login")).text).not.toContain(button);
    const before = world.toChat(direct("sun")).length;
    expect((await stranger.post("/login/send")).to).toBe("/login");
    expect(world.toChat(direct("sun"))).toHaveLength(before);
    const sent = await phone.post("/login/send");
    expect([sent.status, sent.text]).toEqual([200, expect.stringContaining("发过去了")]);
    await world.quiet();
    const link = pages.linkIn(world.toChat(direct("sun")).at(-1) ?? "") ?? "";
    expect((await phone.post(link)).to).toBe("/p");
    phone.cookies.delete("chuanmen-session");
    const statuses = [];
    for (let times = 0; times < 2; times += 1) statuses.push((await phone.post("/login/send")).status);
    const fourth = await phone.post("/login/send");
    expect([...statuses, fourth.status, fourth.text]).toEqual([
      200,
      200,
      429,
      expect.stringContaining("用聊天里最近的那个"),
    ]);
    // whose post ended has no pages
    const sun = (await world.store.read.people.byAccount("sandbox:sun"))?.person_id ?? "";
    await world.store.write(async (tables) => {
      for (const { id } of await tables.people.posts(sun)) await tables.roster.endPost(id, world.now());
    });
    expect((await phone.get("/login")).text).not.toContain(button);
  });

  test("a villager and a stranger are given none, and nobody more than five within the hour", async () => {
    for (const who of ["li", "guest"]) expect(await pages.world.says(who, "/页面")).not.toContain("http");
    for (let times = 0; times < 5; times += 1) expect(await pages.linkOf("sun")).not.toBe("");
    expect(await pages.world.says("sun", "/页面")).toContain("给过您好几个了");
  });

  test("the digest ends with a link where one person reads it and addresses are sent, and has none elsewhere", async () => {
    const { world } = pages;
    const digests: Record<string, { digest: string; leadsTo: string | null }> = {};
    for (const [day, channel, bot] of [
      ["2026-11-23", "sandbox", "town"],
      ["2026-11-24", "wecom", "app"],
      ["2026-11-25", "qq", "1"],
    ] as const) {
      const chat = { channel, bot, kind: "direct", id: "sun" } as const;
      const sender = { account: `${channel}:sun`, shortAccount: `${channel}:sun`, name: "sun" };
      await world.store.write(async (tables) => {
        const sun = (await tables.people.byAccount("sandbox:sun"))?.person_id ?? "";
        await tables.people.nameAccount(sender.shortAccount, sun);
      });
      const before = world.toChat(chat).length;
      world.waits(`${day}T07:00:00+08:00`);
      await world.says("li", `意见：${day.at(-1)}社路灯不亮`, group("village"));
      await world.says("sun", "你好", chat, { privately: chat, sender });
      await world.passes(`${day}T09:00:00+08:00`);
      const digest = world.toChat(chat).slice(before).at(-1) ?? "";
      const link = pages.linkIn(digest);
      digests[channel] = { digest, leadsTo: link ? (await pages.browser().post(link)).to : null };
    }
    const line = /(?<!:\/\/.*)\n看图和名单：http:\/\/localhost:\d+\/l\/[\w-]{22} （只您能开，今天有效）$/s;
    for (const channel of ["sandbox", "wecom"])
      expect([channel, digests[channel]]).toEqual([
        channel,
        { digest: expect.stringMatching(line), leadsTo: "/login/wait" },
      ]);
    expect(digests.qq).toEqual({ digest: expect.stringMatching(/^(?!.*:\/\/).*未答复/s), leadsTo: null });
    const others = world.sent.filter(({ to }) => !/^(?:sandbox|wecom):\w+:direct:sun$/.test(to));
    expect(others.map(({ text }) => text).join()).not.toContain("/l/");
  });

  test("where nothing can be written a form says so, and what is open stays open", async () => {
    const browser = await pages.signedIn("sun");
    const link = await pages.linkOf("sun");
    pages.fills();
    expect(await pages.browser().post(link)).toMatchObject({
      status: 503,
      text: "现在存不了 过一会儿再试。看过的页面还能看。",
    });
    expect((await browser.get("/p/town/today")).status).toBe(200);
  });

  test("whoever presses more than thirty links a minute has to wait, and nobody else", async () => {
    const statuses: number[] = [];
    await whileNoMinutePasses(async () => {
      for (let times = 0; times < 31; times += 1)
        statuses.push((await pages.browser("203.0.113.7").post(`/l/${"A".repeat(22)}`)).status);
    });
    expect([statuses.slice(0, 30).every((status) => status === 410), statuses.at(-1)]).toEqual([true, 429]);
    expect((await pages.browser("203.0.113.8").post(await pages.linkOf("sun"))).status).toBe(303);
  });

  test("one browser of one's own is ended by itself, the rest come back with a tap, and nobody else's is found", async () => {
    const lost = await pages.signedIn("sun");
    pages.world.waits(new Date(pages.world.now() + 60_000).toISOString());
    const here = await pages.signedIn("sun");
    const { token, body } = await here.get("/p/me");
    const devices = [...body.matchAll(/name="device" value="([^"]+)"/g)].map(([, hash]) => hash ?? "");
    expect(devices).toHaveLength(2);
    const wang = await pages.signedIn("wang");
    const foreign = { token: (await wang.get("/p/me")).token, device: devices[1] ?? "" };
    expect((await wang.post("/p/device", foreign)).status).toBe(404);
    expect((await here.post("/p/device", { device: devices[1] ?? "" })).status).toBe(403);
    // the newest stands first
    expect((await here.post("/p/device", { token, device: devices[1] ?? "" })).to).toBe("/p/me");
    expect((await here.get("/p/me")).text).toContain("1台");
    expect((await lost.get("/p/me")).to).toBe("/login");
    // it is a new one again: two digits
    expect((await lost.post(await pages.linkOf("sun"))).to).toBe("/login/wait");
    expect((await here.post("/p/leave", { token, all: "on" })).to).toBe("/login");
    expect((await here.get("/p/me")).to).toBe("/login");
  });

  test("no secret stands in a log, or among the browsers that are known", async () => {
    const link = await pages.linkOf("sun");
    const browser = await pages.signedIn("sun");
    await browser.get(`${link}?x=1`);
    await browser.post(link);
    await browser.get("/p/nowhere/today");
    const secrets = [link.slice(3), ...browser.cookies.values()];
    const logged = [...pages.lines, ...pages.world.logged].join("\n");
    const { store } = pages.world;
    const kept = JSON.stringify([
      await store.read.browsers.devicesOf((await store.read.people.byAccount("sandbox:sun"))?.person_id ?? "", 0),
    ]);
    for (const secret of secrets) expect([logged.includes(secret), kept.includes(secret)]).toEqual([false, false]);
    expect(logged).toContain("/l/:ticket");
    expect(logged).not.toContain("nowhere");
  });
});
