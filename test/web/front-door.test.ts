import { request } from "node:http";
import { afterEach, expect, test } from "@jest/globals";
import Router from "@koa/router";
import { openWeb } from "./world.ts";

let stop: () => Promise<void> = async () => undefined;
afterEach(() => stop());

async function open(options: Parameters<typeof openWeb>[0] = {}) {
  const web = await openWeb(options);
  stop = web.stop;
  return web;
}

/** `fetch` lets nobody choose the Host. */
function ask(port: number, host: string): Promise<{ status: number; location: string; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, path: "/", headers: { host } }, async (response) => {
      let body = "";
      for await (const chunk of response) body += chunk;
      resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? "", body });
    });
    asked.on("error", reject).end();
  });
}

test("with the sandbox / leads to it", async () => {
  const { port } = await open({ sandbox: new Router() });
  expect(await ask(port, `localhost:${port}`)).toMatchObject({ status: 302, location: "/sandbox" });
});

test("who comes to it by another name is told how to reach it", async () => {
  const { port } = await open({ sandbox: new Router() });
  const { status, location, body } = await ask(port, "10.0.0.5:3000");
  expect([status, location]).toEqual([200, ""]);
  expect(body).toContain(`ssh -L ${port}:localhost:${port}`);
});

test("without it / says where things are", async () => {
  const { port } = await open();
  const { status, body } = await ask(port, "bot.example.cn");
  expect(status).toBe(200);
  for (const path of ["/healthz", "/readyz", "/metrics"]) expect(body).toContain(path);
  expect(body).not.toContain("sandbox");
});
