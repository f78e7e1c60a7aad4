import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { median } from "./report.ts";
import type { Server } from "./server.ts";
import type { ChannelName, Kind } from "./traffic.ts";

// npm run bench -- against FOLDER [ROUNDS]: this version beside an earlier one that is built in FOLDER, in turn in one run.

const [folder = "", given = "5"] = process.argv.slice(3);
const messages = 1500;
/** V8 still compiles in the first. */
const warming = 2;
const mixes: readonly (readonly [ChannelName, Partial<Record<Kind, number>>])[] = [
  ["wecom", { comment: 1 }],
  ["wecom", { command: 1 }],
  ["wecom", { comment: 70, command: 30 }],
  ["onebot", { comment: 1 }],
  ["onebot", { command: 1 }],
  ["onebot", { chat: 1 }],
];

type Version = { readonly server: Server; measure(channel: ChannelName, kinds: object): Promise<number> };

/** The bench of a version fills, asks and loads its own service: what a message costs is compared, not how it is asked for. */
async function open(root: string, data: string): Promise<Version> {
  const part = <T>(path: string): Promise<T> => import(pathToFileURL(join(root, "dist", path)).href);
  const seals = ["src/store/engine/seal.js", "src/store/seal.js"];
  const sealAt = seals.find((path) => existsSync(join(root, "dist", path))) ?? "";
  const { openStore } = await part<typeof import("../src/store/store.ts")>("src/store/store.js");
  const { createSeal } = await part<typeof import("../src/store/engine/seal.ts")>(sealAt);
  const { fillCity } = await part<typeof import("./city.ts")>("bench/city.js");
  const { post } = await part<typeof import("./load.ts")>("bench/load.js");
  const { startServer } = await part<typeof import("./server.ts")>("bench/server.js");
  const { dataKey } = await part<typeof import("./target.ts")>("bench/target.js");
  const { traffic, villagers } = await part<typeof import("./traffic.ts")>("bench/traffic.js");
  const url = `sqlite:${data}`;
  await (await openStore({ url, seal: createSeal(dataKey) })).close();
  const villages = await fillCity(url, { towns: 5, cadres: 11, records: 0, villagers }, Date.now());
  const server = await startServer({ url });
  return {
    server,
    async measure(channel, kinds) {
      const requests = traffic(channel, kinds, messages, villages);
      const before = await server.cpu();
      await post(server.port, requests, 32);
      return ((await server.cpu()) - before) / messages;
    },
  };
}

const data = mkdtempSync(join(tmpdir(), "chuanmen-bench-"));
const here = fileURLToPath(new URL("../..", import.meta.url));
const [before, now] = [await open(resolve(folder), join(data, "before.db")), await open(here, join(data, "now.db"))];
for (const [channel, kinds] of mixes) {
  const found: [number, number][] = [];
  for (let round = 0; round < warming + Number(given); round++)
    found.push([await before.measure(channel, kinds), await now.measure(channel, kinds)]);
  const rounds = found.slice(warming);
  const [old, young] = [median(rounds.map(([one]) => one)), median(rounds.map(([, one]) => one))];
  const rate = median(rounds.map(([one, other]) => one / other)).toFixed(2);
  const what = `${channel}, ${JSON.stringify(kinds)}`;
  process.stdout.write(`${what}: ${Math.round(old)} us before, ${Math.round(young)} us now, ${rate} times the rate\n`);
}
await Promise.all([before.server.stop(), now.server.stop()]);
rmSync(data, { recursive: true, force: true });
