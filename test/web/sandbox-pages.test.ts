import { afterEach, describe, expect, test } from "@jest/globals";
import type { Line } from "../../src/channels/sandbox/transcript.ts";
import { openSandbox } from "./sandbox-world.ts";

type State = { run: string; now: number; morning: number; lines: readonly Line[] };

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
    const parts = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? "");
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
    expect((await state(`?run=${first.run}&since=1`)).lines).toMatchObject([{ sequence: 2 }]);
    expect((await state("?run=of-an-earlier-process&since=1")).lines).toHaveLength(2);
    expect((await state(`?run=${first.run}&since=nonsense`)).lines).toHaveLength(2);
  });

  test.each([
    [{ who: "nobody", where: "village", text: "a" }],
    [{ who: "cadre", where: "elsewhere", text: "a" }],
    [{ who: "villager-home", where: "cadre", text: "a" }],
    [{ who: "cadre", where: "village", text: "  " }],
    [{ who: "cadre", where: "village", text: "a".repeat(5001) }],
    [{ who: "cadre", where: "village" }],
    [[]],
    ["{"],
    [""],
  ])("as %j is refused", async (body) => {
    const { post, state } = await open();
    expect((await post("say", body)).status).toBeGreaterThanOrEqual(400);
    expect((await state()).lines).toEqual([]);
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

  test.each([[{ at: "tomorrow" }], [{ at: Number.MAX_SAFE_INTEGER }], [{}]])("refuses %j", async (body) => {
    const { post } = await open();
    expect((await post("clock", body)).status).toBe(400);
  });
});
