import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { openImplementation } from "../channels/onebot/implementation.ts";
import { type Qyapi, startQyapi } from "../channels/wecom/qyapi.ts";
import { openPostgresDatabase } from "../services/postgres.ts";
import { channelSettings, type Implementation, sayToBot } from "./platforms.ts";
import { type Home, openHome, program, type Service, until } from "./service.ts";
import { foundTown } from "./town.ts";

let qyapi: Qyapi;
let qq: Implementation;
let home: Home;

beforeEach(async () => {
  [qyapi, qq] = await Promise.all([startQyapi(), openImplementation()]);
  home = openHome();
});

afterEach(async () => {
  await home.close();
  await Promise.all([qyapi.close(), qq.close()]);
});

const settings = () => channelSettings(qyapi, qq);
const redisIsUp = (service: Service) => until("Redis is up", async () => (await service.ready()).redis === "ok");

const sends = () => qyapi.received.filter(({ path }) => path === "/cgi-bin/message/send");

describe("while a platform is slow to answer", () => {
  // npm passes on to its child what the child was sent already as a member of the process group
  test("any signals end it in order, with nothing left and nothing sent twice", async () => {
    await foundTown(home);
    const asked: readonly (readonly [text: string, signals: readonly NodeJS.Signals[]])[] = [
      ["/帮助", ["SIGTERM", "SIGTERM"]],
      ["/帮助 谈心", ["SIGINT", "SIGINT"]],
      ["/帮助 走访", ["SIGHUP"]],
      ["/帮助 提醒", ["SIGHUP", "SIGTERM", "SIGINT"]],
    ];
    for (const [before, [text, signals]] of asked.entries()) {
      const service = await home.start(settings());
      await redisIsUp(service);
      if (before === 0)
        await sayToBot(service, { user: "wangjianguo", group: "wrWORK", text: "/绑定 东卧牛村 工作群" });
      qyapi.fault("wangjianguo", { after: 1_000 });
      await sayToBot(service, { user: "wangjianguo", group: "wrWORK", text });
      await until("the call", () => sends().length > before);
      expect([signals, await service.stop(signals)]).toEqual([signals, 0]);
      expect([signals, home.processes()]).toEqual([signals, []]);
    }
    const again = await home.start(settings());
    await redisIsUp(again);
    await again.stop();
    expect(sends()).toHaveLength(asked.length);
    expect(qyapi.delivered("wangjianguo")).toHaveLength(asked.length);
  });
});

test("however soon after the start, two signals end what has come up by then, and it starts again", async () => {
  for (const after of [100, 250, 400, 550, 700, 850, 1_000]) {
    await home.startAndStop(settings(), after, ["SIGTERM", "SIGTERM"]);
    expect([after, home.processes()]).toEqual([after, []]);
  }
  const service = await home.start(settings());
  expect(await service.stop()).toBe(0);
});

test("on PostgreSQL two signals end it as well, its own Redis with it", async () => {
  const database = await openPostgresDatabase();
  try {
    const service = await home.start({ ...settings(), DATABASE_URL: database.url });
    await redisIsUp(service);
    expect(await service.stop(["SIGTERM", "SIGTERM"])).toBe(0);
    expect(home.processes()).toEqual([]);
  } finally {
    await database.drop();
  }
});

test("signals that come later change nothing", async () => {
  const service = await home.start(settings());
  await redisIsUp(service);
  qyapi.fault("wangjianguo", "hang");
  await sayToBot(service, { user: "wangjianguo", group: "wrWORK", text: "/帮助" });
  await until("the call that hangs", () => qyapi.received.some(({ path }) => path === "/cgi-bin/message/send"));
  const stopped = service.stop(["SIGTERM"]);
  for (const signal of ["SIGTERM", "SIGHUP", "SIGINT"] as const) {
    await sleep(200);
    process.kill(service.pid, signal);
  }
  expect(await stopped).toBe(0);
  expect(home.processes()).toEqual([]);
});

test("a terminal reads plain Chinese, and closing it ends the service and its Redis", async () => {
  // what a terminal's window does when it is closed, to what was typed in it
  const terminal = spawn("script", ["-qfec", `exec ${process.execPath} ${program} </dev/null`, "/dev/null"], {
    env: { PATH: process.env.PATH, PORT: "0", DATA_DIR: home.dataDir, TERM: "dumb" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let shown = "";
  terminal.stdout.setEncoding("utf8").on("data", (text: string) => {
    shown += text;
  });
  await until("it is up", () => shown.includes("好了"));
  expect(shown).toMatch(
    /^\d\d:\d\d:\d\d 好了：打开 http:\/\/localhost:\d+\/sandbox ，不要任何账号就能说话。停下按 Ctrl-C。\s+$/,
  );
  await until("its Redis", () => home.processes().some((line) => line.startsWith("redis-server")));
  terminal.kill("SIGKILL");
  await once(terminal, "exit");
  await until("all is gone", () => home.processes().length === 0);
});
