import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jobs } from "../jobs/index.ts";
import type { Outgoing } from "../src/bot/delivery/outgoing.ts";
import { limitsOf } from "../src/channels/wecom/limits.ts";
import { joinBot } from "../src/join.ts";
import { connectRedis } from "../src/queue/connect.ts";
import { createPacing } from "../src/queue/pacing.ts";
import { startPrivateRedis } from "../src/queue/private-redis.ts";
import { createScheduler } from "../src/queue/scheduler.ts";
import { createSeal } from "../src/store/engine/seal.ts";
import { openStore } from "../src/store/store.ts";
import { dataKey } from "./target.ts";

const log = (event: string, facts: Readonly<Record<string, string | number>> = {}) =>
  void process.stderr.write(`${event} ${JSON.stringify(facts)}\n`);

type Send = (message: Outgoing) => void | Promise<void>;

/** All jobs over a real Redis and an empty database, a SQLite file when none is named; `send` stands where a platform would be called. */
export async function openWorker(now: () => number, send: Send, database?: string) {
  const folder = mkdtempSync(join(tmpdir(), "chuanmen-bench-"));
  const url = database ?? `sqlite:${join(folder, "bench.db")}`;
  const store = await openStore({ url, seal: createSeal(dataKey) });
  const redis = await startPrivateRedis({
    dataDir: folder,
    log: { warn: () => log("redis-server is not up") },
  });
  if (redis === null) throw new Error("redis-server is missing: sudo apt-get install -y redis-server");
  const address = { path: redis.socketPath };
  const pacingRedis = connectRedis(address);
  const bot = joinBot({
    store,
    admins: new Set(),
    now,
    log,
    outside: {
      async send(message) {
        await send(message);
        return { outcome: "sent" };
      },
      limits: limitsOf,
      pace: createPacing({ redis: pacingRedis, log, now }).take,
    },
  });
  const { context } = bot;
  const scheduler = createScheduler({ jobs, context, redis: address, prefix: "bench", works: true, log });
  return {
    store,
    url,
    accept: bot.accept,
    scheduler,
    async close() {
      await bot.stop();
      await scheduler.stop();
      pacingRedis.disconnect();
      await redis.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
