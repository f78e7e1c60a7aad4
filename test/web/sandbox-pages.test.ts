import { afterEach, describe, expect, test } from "@jest/globals";
import type { Line } from "../../src/channels/sandbox/transcript.ts";
import { openSandbox } from "./sandbox-world.ts";

type State = { world: string; now: number; morning: number; lines: readonly Line[] };

let stop: () => Promise<void> = async () => undefined;
afterEach(() => stop());

async function open(...args: Parameters<typeof openSandbox>) {
  const world = await openSandbox(...args);
  stop = world.stop;
  const post = (what: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${world.url}/sandbox/api/${what}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  const state = async (query = "") => (await (await fetch(`${world.url}/sandbox/api/state${query}`)).json()) as State;
  return { ...world, post, state };
}

describe("the sandbox page", () => {
  test("and all it loads are there", async () => {
    const { url } = await open();
    const page = await (await fetch(`${url}/sandbox`)).text();
    const parts = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1] ?? "");
    const scripts = await Promise.all(parts.map(async (part) => (await fetch(url + part)).text()));
    const imports = [...scripts.join("\n").matchAll(/from "(\/sandbox\/[^"]+)"/g)].map((match) => match[1] ?? "");
    expect([...parts, ...imports].length).toBeGreaterThan(3);
    for (const part of [...parts, ...imports]) expect((await fetch(url + part)).status).toBe(200);
    expect(page).not.toMatch(/https?:|<style|style=|\son\w+=/);
  });

  test("does not exist through a proxy or for a page of another site", async () => {
    const { url, post } = await open();
    for (const path of ["/sandbox", "/sandbox/page.js", "/sandbox/api/state"])
      expect((await fetch(url + path, { headers: { "x-forwarded-for": "203.0.113.9" } })).status).toBe(404);
    const words = { who: "cadre", where: "cadre", text: "/帮助" };
    expect((await post("say", words, { origin: "http://evil.example" })).status).toBe(404);
    expect((await post("say", words, { origin: url })).status).toBe(204);
  });
});

describe("saying something", () => {
  test("puts it and what the bot sends into the state, from where the page left off", async () => {
    const { post, state } = await open();
    await post("say", { who: "cadre", where: "village", text: "  <img onerror=alert(1)> 开会 " });
    const first = await state();
    expect(first.lines).toMatchObject([
      { sequence: 1, chat: "village", from: "cadre", text: "<img onerror=alert(1)> 开会" },
      { sequence: 2, chat: "direct:cadre", from: "bot" },
    ]);
    expect((await state(`?world=${first.world}&since=1`)).lines).toMatchObject([{ sequence: 2 }]);
    expect((await state("?world=of-before&since=1")).lines).toHaveLength(2);
    expect((await state(`?world=${first.world}&since=nonsense`)).lines).toHaveLength(2);
  });

  test.each([
    [{ who: "nobody", where: "village", text: "a" }],
    [{ who: "cadre", where: "elsewhere", text: "a" }],
    [{ who: "villager-home", where: "cadre", text: "a" }],
    [{ who: "cadre", where: "village", text: "  " }],
    [{ who: "cadre", where: "village", text: "开会", kind: "film" }],
    [{ who: "cadre", where: "village", text: "开会", kind: "picture" }],
    [{ who: "cadre", where: "village-west", text: "a" }],
    [{ who: "cadre", where: "village" }],
    [[]],
    ["{"],
    [""],
  ])("as %j is refused", async (body) => {
    const { post, state } = await open();
    expect((await post("say", body)).status).toBeGreaterThanOrEqual(400);
    expect((await state()).lines).toEqual([]);
  });

  test("at more than its length is told apart from what did not arrive", async () => {
    const { post, state } = await open();
    const saying = { who: "cadre", where: "village" };
    expect((await post("say", { ...saying, text: "字".repeat(5001) })).status).toBe(413);
    expect((await post("say", { ...saying, text: "字".repeat(50_000) })).status).toBe(413);
    expect((await state()).lines).toEqual([]);
    expect((await post("say", { ...saying, text: "字".repeat(5000) })).status).toBe(204);
  });

  test("quotes a line of the same chat, and no other", async () => {
    const { post, state, taken } = await open();
    await post("say", { who: "cadre", where: "direct", text: "明天开会" });
    await post("say", { who: "cadre", where: "direct", text: "办好了", quotes: 2 });
    await post("say", { who: "cadre", where: "village", text: "办好了", quotes: 2 });
    const said = (await state()).lines.filter(({ text }) => text === "办好了");
    expect(said.map(({ quotes }) => quotes)).toEqual([2, undefined]);
    const bots = (await state()).lines[1];
    const quotes = taken.flatMap((one) => (one.type === "message" && one.text === "办好了" ? [one.quote] : []));
    expect(quotes).toEqual([{ messageId: bots?.id, text: bots?.text }, null]);
  });

  test("by voice is heard as words, and a picture as a picture", async () => {
    const { post, state, taken } = await open();
    await post("say", { who: "villager-home", where: "village", text: "三社路灯不亮", kind: "voice" });
    await post("say", { who: "villager-home", where: "village", text: "", kind: "picture" });
    expect(taken.flatMap((one) => (one.type === "message" ? [one.text] : []))).toEqual(["三社路灯不亮", "[图片]"]);
    const own = (await state()).lines.filter(({ from }) => from !== "bot");
    expect(own.map(({ kind, text }) => [kind, text])).toEqual([
      ["voice", "三社路灯不亮"],
      ["picture", ""],
    ]);
  });

  test("by the bot may be a picture, which is fetched by itself and only in its own world", async () => {
    const { url, sandbox, state } = await open();
    const to = { channel: "sandbox", bot: "town", kind: "direct", id: "secretary" } as const;
    const picture = { png: async () => Buffer.from("PNG of figures") };
    expect(await sandbox.send({ id: "o1", to, text: "在上面", attempt: 1, picture })).toMatchObject({
      outcome: "sent",
    });
    const { world, lines } = await state();
    expect(lines).toMatchObject([{ chat: "direct:secretary", from: "bot", text: "", shows: true }]);
    const at = `${url}/sandbox/pictures`;
    const shown = await fetch(`${at}/${world}/${lines[0]?.sequence}`);
    expect(shown.headers.get("content-type")).toBe("image/png");
    expect(await shown.text()).toBe("PNG of figures");
    for (const none of [`${world}/99`, `other/${lines[0]?.sequence}`, `${world}/x`])
      expect((await fetch(`${at}/${none}`)).status).toBe(404);
  });

  test("in a group that only hears mentions reaches the bot only with one", async () => {
    const { post, state, taken } = await open();
    const saying = { who: "village-secretary", where: "village-west" };
    await post("say", { ...saying, text: "意见：路灯不亮" });
    await post("say", { ...saying, text: "@串门小助手 路灯不亮" });
    expect(taken.flatMap((one) => (one.type === "message" ? [[one.text, one.hears]] : []))).toEqual([
      ["@串门小助手 路灯不亮", "mentions"],
    ]);
    expect((await state()).lines.map(({ unheard }) => unheard ?? false)).toEqual([true, false, false]);
  });

  test("can be taken back by who said it, once, and its words are gone", async () => {
    const { post, state, taken } = await open();
    await post("say", { who: "cadre", where: "village", text: "说错了的话" });
    const recall = async (who: string) => (await post("recall", { who, sequence: 1 })).status;
    expect([await recall("secretary"), await recall("cadre"), await recall("cadre")]).toEqual([404, 204, 404]);
    const lines = JSON.stringify((await state()).lines.filter(({ from }) => from === "cadre"));
    expect(lines).not.toContain("说错了的话");
    expect((await state()).lines[0]).toMatchObject({ recalled: true });
    const said = taken.find((one) => one.type === "message");
    expect(taken.at(-1)).toMatchObject({
      type: "recall",
      platformId: said?.type === "message" ? said.platformId : "",
      chat: said?.chat,
      by: "sandbox:cadre",
    });
  });

  test("as a plain form is refused", async () => {
    const { post } = await open();
    const body = { who: "cadre", where: "village", text: "a" };
    expect((await post("say", body, { "content-type": "text/plain" })).status).toBe(415);
  });

  test("that the bot cannot take is told", async () => {
    const { post } = await open({ fails: true });
    expect((await post("say", { who: "cadre", where: "village", text: "a" })).status).toBe(500);
  });
});

describe("the clock", () => {
  test("moves to the next morning through its minutes", async () => {
    const { post, state, ticks } = await open();
    const { morning } = await state();
    expect(morning).toBe(Date.parse("2026-11-21T08:30:00+08:00"));
    expect((await post("clock", { at: morning })).status).toBe(204);
    expect((await state()).now).toBeGreaterThanOrEqual(morning);
    expect(ticks).toHaveLength(11.5 * 60);
    expect(ticks.at(-1)).toBe(morning);
  });

  test("goes back when everything begins anew, and what was said is gone", async () => {
    const { post, state } = await open();
    await post("say", { who: "cadre", where: "village", text: "开会" });
    const before = await state();
    const at = Date.parse("2026-10-20T21:00:00+08:00");
    expect((await post("anew", { at })).status).toBe(204);
    const after = await state(`?world=${before.world}&since=1`);
    expect(after.world).not.toBe(before.world);
    expect(after.lines).toEqual([]);
    expect(after.now - at).toBeLessThan(60_000);
    expect((await post("anew", { at: 0 })).status).toBe(400);
  });

  test.each([[{ at: "tomorrow" }], [{ at: Number.MAX_SAFE_INTEGER }], [{}]])("refuses %j", async (body) => {
    const { post } = await open();
    expect((await post("clock", body)).status).toBe(400);
  });
});
