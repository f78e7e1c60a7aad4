import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { DatabaseSync } from "@photostructure/sqlite";
import { Redis } from "ioredis";
import { socketPathOf } from "../../src/queue/socket-path.ts";

const compiled = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
export const program = compiled("../../src/main.js");
const cli = compiled("../../src/cli.js");
const preload = compiled("./preload.js");

/** never again once it is gone; the timer of a disconnection holds the process */
const onceOnly = { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0, disconnectTimeout: 100 };

export type Settings = Readonly<Record<string, string>>;
export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** The service as an operator starts it, in a process of its own. */
export type Service = {
  readonly url: string;
  readonly pid: number;
  /** epoch milliseconds by the service's clock */
  now(): number;
  /** has a clock that stands go on */
  goOn(): void;
  /** everything it has logged */
  log(): string;
  ready(): Promise<{ status: number; sql: string; redis: string }>;
  /** SIGTERM, or these signals at once; resolves to its exit code */
  stop(signals?: readonly NodeJS.Signals[]): Promise<number | null>;
  /** kill -9 */
  kill(): Promise<void>;
};

/** A data folder, and the services that run on it one after another. */
export type Home = {
  readonly dataDir: string;
  /**
   * `at`: what its clock shows at the start, such as `2026-11-26T08:00+08:00`; default: the machine's. `stands`: and goes on
   * showing until `goOn`, however long the start takes
   */
  start(
    settings?: Settings,
    options?: { readonly at?: string; readonly path?: string; readonly stands?: boolean },
  ): Promise<Service>;
  /** starts, and sends the signals so many milliseconds later, whatever has come up by then; resolves to the exit code */
  startAndStop(settings: Settings, after: number, signals: readonly NodeJS.Signals[]): Promise<number | null>;
  /** the service does not come up: what it said and its exit code */
  refuse(settings: Settings): Promise<Ended>;
  cli(words: readonly string[], settings?: Settings): Promise<Ended>;
  /** writes a csv and imports it; `at` as for `start` */
  import(kind: string, csv: string, options?: { readonly at?: string | undefined }): Promise<Ended>;
  /** rows of the service's database, also while it runs */
  query(sql: string): Record<string, unknown>[];
  redis(): Redis;
  /** processes that name the data folder in their command line */
  processes(): string[];
  /** ends every process that runs on the folder, and removes it */
  close(): Promise<void>;
};

/** How far ahead a process must run to show `at`: the tests' own Date may be ahead of the machine's already. */
const aheadFor = (at: string | undefined): number =>
  Number(process.env.CLOCK_AHEAD ?? 0) + (at === undefined ? 0 : Date.parse(at) - Date.now());

export function openHome(): Home {
  const dataDir = mkdtempSync(join(tmpdir(), "chuanmen-service-"));
  const running = new Set<Service>();
  const clients: Redis[] = [];

  type Launching = { readonly ahead: number; readonly path?: string | undefined };
  const launch = (script: string, words: readonly string[], settings: Settings, { ahead, path }: Launching) =>
    spawn(process.execPath, ["--import", preload, script, ...words], {
      cwd: dataDir,
      env: {
        PATH: path ?? process.env.PATH,
        TZ: "America/New_York",
        PORT: "0",
        DATA_DIR: dataDir,
        CLOCK_AHEAD: String(ahead),
        ...settings,
      },
      stdio: "pipe",
    });

  async function run(script: string, words: readonly string[], settings: Settings, at?: string): Promise<Ended> {
    const child = launch(script, words, settings, { ahead: aheadFor(at) });
    const [out, err] = [wordsOf(child.stdout), wordsOf(child.stderr)];
    const [code] = (await once(child, "close")) as [number | null];
    return { code, out: out(), err: err() };
  }

  return {
    dataDir,
    async start(settings = {}, { at, path, stands = false } = {}) {
      const ahead = aheadFor(at);
      let aheadOfTests = ahead - aheadFor(undefined);
      let standsAt = stands && at !== undefined ? Date.parse(at) : null;
      const clock = standsAt === null ? {} : { CLOCK_STANDS: String(standsAt) };
      const child = launch(program, [], { ...clock, ...settings }, { ahead, path });
      const log = wordsOf(child.stdout, child.stderr);
      const ended = once(child, "exit") as Promise<[number | null]>;
      const port = await portOf(log, child);
      const service: Service = {
        url: `http://127.0.0.1:${port}`,
        pid: child.pid ?? 0,
        now: () => standsAt ?? Date.now() + aheadOfTests,
        goOn() {
          aheadOfTests = service.now() - Date.now();
          standsAt = null;
          child.stdin.write("go on");
        },
        log,
        async ready() {
          const response = await fetch(`${service.url}/readyz`);
          return { status: response.status, ...((await response.json()) as { sql: string; redis: string }) };
        },
        async stop(signals = ["SIGTERM"]) {
          for (const signal of signals) child.kill(signal);
          const [code] = await ended;
          running.delete(service);
          return code;
        },
        async kill() {
          child.kill("SIGKILL");
          await ended;
          running.delete(service);
        },
      };
      running.add(service);
      return service;
    },
    async startAndStop(settings, after, signals) {
      const child = launch(program, [], settings, { ahead: aheadFor(undefined) });
      const ended = once(child, "exit") as Promise<[number | null]>;
      await sleep(after);
      for (const signal of signals) child.kill(signal);
      return (await ended)[0];
    },
    refuse: (settings) => run(program, [], settings),
    cli: (words, settings = {}) => run(cli, words, settings),
    import(kind, csv, { at } = {}) {
      const file = join(dataDir, `${kind}.csv`);
      writeFileSync(file, csv);
      return run(cli, ["import", kind, file], {}, at);
    },
    query(sql) {
      const file = new DatabaseSync(join(dataDir, "chuanmen.db"), { readOnly: true, timeout: 5_000 });
      try {
        return file.prepare(sql).all() as Record<string, unknown>[];
      } finally {
        file.close();
      }
    },
    redis() {
      const client = new Redis({ path: socketPathOf(dataDir), ...onceOnly });
      client.on("error", () => undefined);
      clients.push(client);
      return client;
    },
    processes() {
      const all = execFileSync("ps", ["-eo", "args"], { encoding: "utf8" }).split("\n");
      return all.filter((line) => line.includes(dataDir) && !line.startsWith("ps "));
    },
    async close() {
      for (const client of clients) client.disconnect();
      await Promise.all([...running].map((service) => service.kill()));
      await endRedis(socketPathOf(dataDir));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function wordsOf(...streams: readonly Readable[]): () => string {
  const words: string[] = [];
  for (const stream of streams) stream.setEncoding("utf8").on("data", (text: string) => words.push(text));
  return () => words.join("");
}

async function portOf(log: () => string, child: { readonly exitCode: number | null }): Promise<number> {
  for (let look = 0; look < 10_000 && child.exitCode === null; look++) {
    const port = /"port":(\d+)/.exec(log())?.[1];
    if (port !== undefined) return Number(port);
    await sleep(20);
  }
  throw new Error(`the service did not start: ${log()}`);
}

/** What a killed service leaves running for the next one. */
async function endRedis(path: string): Promise<void> {
  const client = new Redis({ path, ...onceOnly });
  client.on("error", () => undefined);
  const gone = new Promise((resolve) => client.once("end", resolve));
  const reached = await client.connect().then(
    () => true,
    () => false,
  );
  if (!reached) return;
  client.shutdown("NOSAVE").catch(() => undefined); // it answers by closing the connection
  await gone;
}

/** Asks until the answer is something, or fails with what was asked for. So long that a busy machine is never too slow. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  withinMs = 240_000,
): Promise<T> {
  const end = performance.now() + withinMs;
  do {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await sleep(25);
  } while (performance.now() < end);
  throw new Error(`did not happen within ${withinMs / 1000} s: ${what}`);
}
