import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Queue } from "bullmq";
import { finding, foundWithin } from "../../src/queue/stalled.ts";
import { openRedis, type TestRedis } from "../services/redis.ts";
import type { Order } from "./worker-process.ts";

const program = fileURLToPath(new URL("worker-process.js", import.meta.url));
let server: TestRedis;
const started: ChildProcess[] = [];

beforeAll(async () => {
  server = await openRedis();
});
afterAll(async () => {
  for (const child of started) child.kill("SIGKILL");
  await server.stop();
});

function start(order: Omit<Order, "redis">): { child: ChildProcess; ran: string[] } {
  const child = fork(program, { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  started.push(child);
  const ran: string[] = [];
  child.on("message", (what) => ran.push(String(what)));
  child.send({ ...order, redis: { path: server.socketPath } } satisfies Order);
  return { child, ran };
}

test("what a killed worker was running is found in time, with seconds left for those who are busy", () => {
  expect(foundWithin(finding)).toBeLessThanOrEqual(8_000);
  // a renewal may fail and another come late
  expect(finding.lockDuration).toBeGreaterThanOrEqual(5_000);
});

test("what a killed worker was running is found by another, and run once", async () => {
  const killed = start({ hands: 1, hangs: true });
  await once(killed.child, "message");
  killed.child.kill("SIGKILL");
  await once(killed.child, "exit");
  const queue = new Queue("jobs", { connection: { path: server.socketPath }, prefix: "chuanmen" });
  const [active] = await queue.getActive();
  expect(active?.processedBy).toMatch(new RegExp(`-${killed.child.pid}$`, "u"));
  expect(await queue.getJobCounts("active", "waiting")).toEqual({ active: 1, waiting: 0 });
  // neither is told that it is due: only the queue knows of it
  const others = [start({ hands: 0, hangs: false }), start({ hands: 0, hangs: false })];
  const ran = () => others.flatMap((other) => other.ran);
  while (ran().length === 0) await sleep(50);
  const counts = () => queue.getJobCounts("active", "waiting", "delayed", "failed", "completed");
  const open = async () => Object.values(await counts()).reduce((sum, count) => sum + count, 0);
  while ((await open()) > 0) await sleep(50);
  expect([ran(), await open()]).toEqual([["runs 1"], 0]);
  await queue.close();
});
