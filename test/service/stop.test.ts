import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { socketPathOf } from "../../src/queue/socket-path.ts";
import { openImplementation } from "../channels/onebot/implementation.ts";
import { type Qyapi, startQyapi } from "../channels/wecom/qyapi.ts";
import { channelSettings, type Implementation, sayToBot } from "./platforms.ts";
import { type Home, openHome, type Service, until } from "./service.ts";
import { foundTown } from "./town.ts";

let qyapi: Qyapi;
let qq: Implementation;
let home: Home;

// one after the other on one data folder: each leaves nothing running
beforeAll(async () => {
  [qyapi, qq] = await Promise.all([startQyapi(), openImplementation()]);
  home = openHome();
  await foundTown(home);
});

afterAll(async () => {
  await home.close();
  await Promise.all([qyapi.close(), qq.close()]);
});

const start = (settings = {}): Promise<Service> => home.start({ ...channelSettings(qyapi, qq), ...settings });
const redisIsUp = (service: Service) => until("Redis is up", async () => (await service.ready()).redis === "ok");

test("SIGTERM in the middle of a burst: what was answered is kept, exit code 0, nothing is left running", async () => {
  const service = await start();
  await redisIsUp(service);
  await sayToBot(service, { user: "wangjianguo", group: "wrVILLAGE", text: "/绑定 东卧牛村 村民群" });
  expect(home.processes()).not.toEqual([]);
  const answered: number[] = [];
  const burst = Array.from({ length: 200 }, async (_, number) => {
    const said = { user: `v${number}`, group: "wrVILLAGE", text: `意见：第${number}件事` };
    const { status } = await sayToBot(service, said).catch(() => ({ status: 0 }));
    if (status === 200) answered.push(number);
  });
  await until("the first answers", () => answered.length > 0);
  expect(await service.stop()).toBe(0);
  await Promise.all(burst);
  const kept = new Set(home.query("select text from records").map(({ text }) => String(text)));
  expect(answered.filter((number) => ![...kept].some((text) => text.includes(`第${number}件事`)))).toEqual([]);
  expect(home.processes()).toEqual([]);
  expect(existsSync(socketPathOf(home.dataDir))).toBe(false);
});

test("SIGTERM while a platform hangs: ten seconds at most, and the message comes after the next start", async () => {
  const service = await start();
  qyapi.fault("wangjianguo", "hang");
  await sayToBot(service, { user: "wangjianguo", group: "wrWORK", text: "/绑定 东卧牛村 工作群" });
  await sayToBot(service, { user: "wangjianguo", group: "wrWORK", text: "/帮助" });
  await until("the call that hangs", () => qyapi.received.some(({ path }) => path === "/cgi-bin/message/send"));
  // one that takes longer gives up by itself, and ends with another code
  expect(await service.stop()).toBe(0);
  expect(home.processes()).toEqual([]);
  const again = await start();
  await until("the answer", () => qyapi.delivered("wangjianguo").length > 0);
  await again.stop();
  expect(qyapi.delivered("wangjianguo")).toHaveLength(1);
});

test("what a killed service left behind does not prevent the next start, which takes its Redis over", async () => {
  const first = await start();
  await redisIsUp(first);
  await first.kill();
  expect(home.processes().some((line) => line.startsWith("redis-server"))).toBe(true);
  const second = await start();
  await redisIsUp(second);
  await second.kill();
  const third = await start();
  expect((await third.ready()).status).toBe(200);
  expect(await third.stop()).toBe(0);
  expect(home.processes()).toEqual([]);
});

test("a port that is taken, or another key, ends the start with its reason, and leaves nothing running", async () => {
  const first = await start();
  const port = new URL(first.url).port;
  const other = openHome();
  try {
    const refused = await other.refuse({ ...channelSettings(qyapi, qq), PORT: port });
    expect([refused.code, refused.err]).toEqual([
      1,
      `端口 ${port} 已经有程序在用（EADDRINUSE）：在 .env 里写 PORT=${Number(port) + 1} 换一个，或者停掉占着它的程序。\n`,
    ]);
    expect(execFileSync("ps", ["-eo", "args"], { encoding: "utf8" })).not.toContain(other.dataDir);
  } finally {
    await other.close();
  }
  expect(await first.stop()).toBe(0);
  const key = Buffer.alloc(32, 1).toString("base64");
  const refused = await home.refuse({ ...channelSettings(qyapi, qq), DATA_KEY: key });
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("DATA_KEY")]);
  expect(home.processes()).toEqual([]);
});

test("the key lies in the data folder, for its owner only", () => {
  const [name = ""] = readdirSync(home.dataDir).filter((file) => file.includes("key"));
  expect(statSync(join(home.dataDir, name)).mode & 0o777).toBe(0o600);
});
