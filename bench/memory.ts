import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSeal } from "../src/store/engine/seal.ts";
import { openStore } from "../src/store/store.ts";
import { fillCity } from "./city.ts";
import { post } from "./load.ts";
import { median } from "./report.ts";
import { startServer } from "./server.ts";
import { dataKey } from "./target.ts";
import { traffic, villagers } from "./traffic.ts";

// npm run soak -- memory [MESSAGES]: whether the service grows while a town goes on talking.

const total = Number(process.argv[3] ?? 1_000_000);
const steps = 20;
/** The first steps fill what is kept for good: pages of the database, compiled code. */
const warm = 5;
const mostGrowth = 1.05;
const mix = { chat: 60, comment: 25, command: 15 };
const mebi = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

async function main(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "chuanmen-soak-"));
  const url = `sqlite:${join(folder, "memory.db")}`;
  try {
    await (await openStore({ url, seal: createSeal(dataKey) })).close();
    const villages = await fillCity(url, { towns: 5, cadres: 11, records: 0, villagers }, Date.now());
    const server = await startServer({ url }, ["--expose-gc"]);
    const heap: number[] = [];
    const resident: number[] = [];
    for (let step = 1; step <= steps; step++) {
      await post(server.port, traffic("onebot", mix, Math.ceil(total / steps), villages), 32);
      const now = await server.memory();
      heap.push(now.heapBytes);
      resident.push(now.residentBytes);
      process.stdout.write(
        `${step}/${steps}: heap ${mebi(now.heapBytes)} MiB, resident ${mebi(now.residentBytes)} MiB\n`,
      );
    }
    await server.stop();
    return [...[["heap", heap] as const, ["resident", resident] as const].map(isFlat)].every(Boolean);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The last quarter against the one after the warming up. */
function isFlat([what, sizes]: readonly [string, readonly number[]]): boolean {
  const growth = median(sizes.slice(-warm)) / median(sizes.slice(warm, 2 * warm));
  const verdict = growth <= mostGrowth ? "flat" : "GROWS";
  process.stdout.write(`${what}: ${growth.toFixed(3)} times, of ${total} messages the last quarter: ${verdict}\n`);
  return growth <= mostGrowth;
}

process.exit((await main()) ? 0 : 1);
