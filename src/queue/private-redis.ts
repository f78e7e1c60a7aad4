import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { exits, launchRedis, putUnreadableDataAside, type RedisProcess } from "./redis-process.ts";
import { ended, joinServer, leaveServer } from "./redis-watch.ts";
import { socketPathOf } from "./socket-path.ts";

export type PrivateRedis = {
  /** for ioredis and BullMQ: `{ path: socketPath }` */
  readonly socketPath: string;
  /** Leaves the server, and ends it unless another process of ours still uses it. Takes at most seven seconds. */
  stop(): Promise<void>;
};

export type StartOptions = {
  readonly dataDir: string;
  readonly log: Pick<Logger, "warn">;
  /** given up at this: what was launched is ended by `stop` */
  readonly signal?: AbortSignal;
};

const startMs = 5_000;
const longestPauseMs = 30_000;

/**
 * A `redis-server` of this data folder's own: append-only, on a unix socket, found again when the process that started
 * it was killed, started again when it dies. `null` when the machine has none.
 * One that is not up within five seconds is not waited for: trying goes on in the background.
 */
export async function startPrivateRedis({ dataDir, log, signal }: StartOptions): Promise<PrivateRedis | null> {
  if (process.platform === "win32") {
    log.warn("there is no redis-server for Windows, so reminders run without a queue");
    return null;
  }
  const home = join(resolve(dataDir), "redis");
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const socketPath = socketPathOf(dataDir);
  const stopping = new AbortController();
  signal?.addEventListener("abort", () => stopping.abort());
  let launched: RedisProcess | undefined;
  let watch: Redis | undefined;

  const isMissing = () => launched?.child.exitCode === exits.noProgram;

  async function bringUp(): Promise<void> {
    watch = await joinServer(socketPath);
    if (watch) return;
    launched = launchRedis(home, socketPath);
    watch = await joinLaunched(launched, socketPath, stopping.signal);
    if (watch || isMissing()) return;
    log.warn({ words: launched.words().slice(-400) }, "redis-server is not up");
    if (putUnreadableDataAside(home, launched.words())) {
      log.warn({ folder: home }, "what Redis could not read is put aside; the ledger fills the queue again");
    }
  }

  async function keepUp(): Promise<void> {
    for (let pauseMs = 100; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      const since = Date.now();
      if (watch) await ended(watch, stopping.signal);
      if (Date.now() - since > longestPauseMs) pauseMs = 100;
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      await bringUp().catch((err: unknown) => log.warn({ err }, "redis-server is not up"));
    }
  }

  await bringUp();
  if (isMissing()) {
    log.warn("redis-server is missing, so reminders run without a queue: sudo apt-get install -y redis-server");
    return null;
  }
  const keeping = keepUp();
  return {
    socketPath,
    async stop() {
      stopping.abort();
      await keeping;
      const hasLeft = watch !== undefined && (await leaveServer(watch));
      if (!hasLeft) launched?.child.kill("SIGKILL");
    },
  };
}

async function joinLaunched(
  { child }: RedisProcess,
  socketPath: string,
  signal: AbortSignal,
): Promise<Redis | undefined> {
  const deadline = Date.now() + startMs;
  const mayComeUp = () => child.signalCode === null && (child.exitCode === null || child.exitCode === exits.lockIsHeld);
  while (mayComeUp() && Date.now() < deadline && !signal.aborted) {
    await sleep(10);
    const watch = await joinServer(socketPath);
    if (watch) return watch;
  }
  return undefined;
}
