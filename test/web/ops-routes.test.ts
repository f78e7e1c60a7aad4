import { afterEach, describe, expect, test } from "@jest/globals";
import { Counter, Registry } from "prom-client";
import type { Health } from "../../src/web/ops-routes.ts";
import { openWeb } from "./world.ts";

let stop: () => Promise<void> = async () => undefined;
afterEach(() => stop());

async function open(...args: Parameters<typeof openWeb>) {
  const web = await openWeb(...args);
  stop = web.stop;
  return web;
}

const degraded: Health = {
  ready: true,
  parts: { sql: { state: "ok" }, redis: { state: "degraded", detail: "connect ECONNREFUSED" } },
};
const forwarded = { "x-forwarded-for": "203.0.113.9" };
const token = "a long token";
const bearer = (given: string) => ({ ...forwarded, authorization: `Bearer ${given}` });

describe("health", () => {
  test("/healthz is alive", async () => {
    const { url } = await open();
    expect(await (await fetch(`${url}/healthz`)).text()).toBe("ok");
  });

  test("/readyz names each part, with details for the machine itself", async () => {
    const { url } = await open({ health: async () => degraded });
    const answer = await fetch(`${url}/readyz`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      sql: "ok",
      redis: "degraded",
      ready: true,
      details: { redis: "connect ECONNREFUSED" },
    });
  });

  test("/readyz keeps details from outsiders", async () => {
    const { url } = await open({ health: async () => degraded, opsToken: "secret" });
    for (const headers of [forwarded, { forwarded: "for=203.0.113.9" }, bearer("wrong"), bearer("")])
      expect(await (await fetch(`${url}/readyz`, { headers })).json()).toEqual({
        sql: "ok",
        redis: "degraded",
        ready: true,
      });
    const operator = await fetch(`${url}/readyz`, { headers: bearer("secret") });
    expect(await operator.json()).toHaveProperty("details");
  });

  test("/readyz is 503 when no message can be taken", async () => {
    const { url } = await open({ health: async () => ({ ready: false, parts: { sql: { state: "degraded" } } }) });
    const answer = await fetch(`${url}/readyz`);
    expect([answer.status, await answer.json()]).toEqual([503, { sql: "degraded", ready: false, details: {} }]);
  });
});

describe("/metrics", () => {
  const metrics = new Registry();
  new Counter({ name: "messages_total", help: "messages", registers: [metrics] }).inc(3);

  test("is Prometheus text for the machine itself and for the bearer", async () => {
    const { url } = await open({ metrics, opsToken: token.replaceAll(" ", "-") });
    for (const headers of [{}, bearer("a-long-token")]) {
      const answer = await fetch(`${url}/metrics`, { headers });
      expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
      expect(await answer.text()).toContain("messages_total 3");
    }
    expect((await fetch(`${url}/metrics`, { headers: bearer("a-long-toke") })).status).toBe(401);
  });

  test("does not exist for others without a token", async () => {
    const { url } = await open({ metrics });
    expect((await fetch(`${url}/metrics`, { headers: forwarded })).status).toBe(404);
  });
});

describe("every answer", () => {
  test("forbids inline scripts and strangers' resources", async () => {
    const { url } = await open();
    const policy = (await fetch(`${url}/healthz`)).headers.get("content-security-policy");
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain("unsafe-inline");
  });
});
