import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { Redis } from "ioredis";
import { type PrivateRedis, startPrivateRedis } from "../../src/queue/private-redis.ts";

let folder: string;
let dataDir: string;
let opened: PrivateRedis[];
let holders: ChildProcess[];
let warnings: unknown[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chuanmen-data-"));
  dataDir = folder;
  opened = [];
  holders = [];
  warnings = [];
});

afterEach(async () => {
  for (const holder of holders) holder.kill("SIGKILL");
  await start(); // whatever a killed holder left is found, and ended
  await Promise.all(opened.map((redis) => redis.stop()));
  await untilServerIsGone();
  rmSync(folder, { recursive: true, force: true });
});

test("keeps an append-only file, evicts nothing, and listens on its socket only", async () => {
  const { socketPath } = await start();
  const names = ["appendonly", "appendfsync", "maxmemory-policy", "port"];
  const settings = await ask(socketPath, (client) => Promise.all(names.map((name) => client.config("GET", name))));
  expect(settings.flat()).toEqual([
    ..."appendonly yes appendfsync everysec maxmemory-policy noeviction port 0".split(" "),
  ]);
  expect(statSync(socketPath).mode & 0o077).toBe(0);
});

test("is gone after stop, and its socket too", async () => {
  const { socketPath, stop } = await start();
  await stop();
  await untilServerIsGone();
  expect(existsSync(socketPath)).toBe(false);
});

test("outlives a killed process and is found again", async () => {
  const holder = await hold();
  const pid = await ask(holder.socketPath, pidOf);
  await kill(holder.child);
  const { socketPath } = await start();
  expect(await ask(socketPath, pidOf)).toBe(pid);
});

test("is one for all processes that start at once, and ends with the last of them", async () => {
  const all = await Promise.all([hold(), hold(), hold()]);
  const pids = await Promise.all(all.map(({ socketPath }) => ask(socketPath, pidOf)));
  expect(new Set(pids).size).toBe(1);
  for (const [index, { child, socketPath }] of all.entries()) {
    expect(await ask(socketPath, pidOf)).toBe(pids[index]);
    child.stdin?.end();
    await once(child, "exit");
  }
  await untilServerIsGone();
});

test("is started again with its data when it dies", async () => {
  const { socketPath } = await start();
  const pid = await ask(socketPath, async (client) => {
    await client.set("kept", "yes");
    return pidOf(client);
  });
  process.kill(pid, "SIGKILL");
  expect(await ask(socketPath, (client) => client.get("kept"))).toBe("yes");
  expect(await ask(socketPath, pidOf)).not.toBe(pid);
});

test("starts over what was left when machine and all died, its last record cut short", async () => {
  const holder = await hold();
  const pid = await ask(holder.socketPath, async (client) => {
    await client.set("kept", "yes");
    await client.set("cut", "short");
    return pidOf(client);
  });
  await kill(holder.child);
  process.kill(pid, "SIGKILL");
  await untilServerIsGone();
  expect(existsSync(holder.socketPath)).toBe(true);
  const file = appendOnlyFile();
  truncateSync(file, statSync(file).size - 3);

  const { socketPath } = await start();
  expect(await ask(socketPath, (client) => client.mget("kept", "cut"))).toEqual(["yes", null]);
});

test("puts aside data that it cannot read", async () => {
  const { stop } = await start();
  await stop();
  await untilServerIsGone();
  writeFileSync(appendOnlyFile(), "no record at all");

  const { socketPath } = await start();
  expect(await ask(socketPath, (client) => client.ping())).toBe("PONG");
  expect(warnings.at(-1)).toMatch("put aside");
  expect(existsSync(join(dataDir, "redis/data.unreadable"))).toBe(true);
});

test("listens at a short path, always the same, when the data folder's is too long", async () => {
  dataDir = join(folder, "长".repeat(60));
  const first = await start();
  expect(Buffer.byteLength(first.socketPath)).toBeLessThanOrEqual(100);
  expect((await start()).socketPath).toBe(first.socketPath);
  expect(await ask(first.socketPath, (client) => client.ping())).toBe("PONG");
  expect(statSync(dirname(first.socketPath)).mode & 0o077).toBe(0);
  await Promise.all(opened.map((redis) => redis.stop()));
  rmSync(dirname(first.socketPath), { recursive: true });
  dataDir = folder;
});

test("ends also when it hangs", async () => {
  const { socketPath, stop } = await start();
  process.kill(await ask(socketPath, pidOf), "SIGSTOP");
  await stop();
  await untilServerIsGone();
});

test("is absent, with one line that says what to do, where there is no redis-server", async () => {
  const { socketPath, words } = await hold({ PATH: dataDir });
  expect(socketPath).toBeUndefined();
  expect(words).toEqual([expect.stringContaining("apt-get install -y redis-server")]);
});

async function start(): Promise<PrivateRedis> {
  const log = { warn: (...args: unknown[]) => warnings.push(args.at(-1)) };
  const redis = await startPrivateRedis({ dataDir, log });
  if (!redis) throw new Error("redis-server is missing: sudo apt-get install -y redis-server");
  opened.push(redis);
  return redis;
}

/** Another process that holds the same data folder's Redis until its input ends. */
async function hold(env: NodeJS.ProcessEnv = process.env) {
  const program = fileURLToPath(new URL("hold-redis.js", import.meta.url));
  const child = spawn(process.execPath, [program, dataDir], { env, stdio: ["pipe", "pipe", "inherit"] });
  holders.push(child);
  const [line] = await once(createInterface(child.stdout), "line");
  const { socketPath, words }: { socketPath: string; words: string[] } = JSON.parse(line);
  return { child, socketPath, words };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

async function ask<Answer>(socketPath: string, question: (client: Redis) => Promise<Answer>): Promise<Answer> {
  const client = new Redis(socketPath, { maxRetriesPerRequest: null });
  client.on("error", () => undefined); // it tries again until the server is up
  try {
    return await question(client);
  } finally {
    client.disconnect();
  }
}

async function pidOf(client: Redis): Promise<number> {
  return Number(/process_id:(\d+)/.exec(await client.info("server"))?.[1]);
}

function appendOnlyFile(): string {
  const folder = join(dataDir, "redis/data/appendonlydir");
  return join(folder, readdirSync(folder).find((name) => name.endsWith(".incr.aof")) ?? "");
}

async function untilServerIsGone(): Promise<void> {
  for (let look = 0; look < 3_000; look++) {
    if (spawnSync("flock", ["-n", join(dataDir, "redis/lock"), "true"]).status === 0) return;
    await sleep(20);
  }
  throw new Error("a redis-server is left");
}
