import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { atMost, type Bench, median } from "./report.ts";

const times = 5;

/** From the process's start to its first `/readyz` 200, with the database and the Redis data of an earlier start. */
export const start: Bench = {
  name: "start",
  async run() {
    const folder = mkdtempSync(join(tmpdir(), "chuanmen-bench-"));
    try {
      const first = await startOnce(folder);
      const later: number[] = [];
      for (let n = 0; n < times; n++) later.push(await startOnce(folder));
      return [
        { what: "start to ready, with an empty folder", measured: `${first.toFixed(2)} s` },
        atMost("start to ready, with an existing database", median(later), 1.5, "s"),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function startOnce(folder: string): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, [fileURLToPath(new URL("../src/main.js", import.meta.url))], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      PATH: process.env.PATH,
      PORT: "0",
      DATA_DIR: folder,
      ONEBOT_SECRET: "bench",
      ONEBOT_API_URL: "http://127.0.0.1:9",
    },
  });
  const ended = once(child, "exit");
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const { port } = JSON.parse(line) as { port?: number };
      if (port === undefined) continue;
      const { status } = await fetch(`http://127.0.0.1:${port}/readyz`);
      if (status !== 200) throw new Error(`/readyz answered ${status}`);
      return (performance.now() - begun) / 1000;
    }
    throw new Error("the service ended before it was ready");
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}
