import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createSeal } from "../src/store/engine/seal.ts";
import { openStore } from "../src/store/store.ts";
import { startPostgresCluster } from "../test/services/postgres-cluster.ts";
import { account, fillCity, firstVillager, type Village } from "./city.ts";
import type { ImporterOptions, ImporterReport } from "./importer.ts";
import { postAtRate } from "./load.ts";
import { atMost, type Bench, quantile, type Row } from "./report.ts";
import { startServer } from "./server.ts";
import { dataKey } from "./target.ts";
import { traffic, villagers } from "./traffic.ts";

const perSecond = 50;
/** Messages that are handed over at once to whoever posts them: five seconds of them. */
const some = 250;
const size = { towns: 5, cadres: 11, records: 0, villagers };
const mix = { comment: 70, command: 30 };

/** A roster is imported by the command line while the service answers: who was refused, how long people waited. `args`: people. */
export const imports: Bench = {
  name: "imports",
  async run([people = "100000"]) {
    const folder = mkdtempSync(join(tmpdir(), "chuanmen-bench-"));
    const cluster = await startPostgresCluster().catch((error: Error) => error);
    try {
      const sqlite = await onEngine("sqlite", `sqlite:${join(folder, "town.db")}`, folder, Number(people));
      if (cluster instanceof Error)
        return [...sqlite, { what: "PostgreSQL", measured: `not here: ${cluster.message}` }];
      return [...sqlite, ...(await onEngine("postgres", cluster.url("postgres"), folder, Number(people)))];
    } finally {
      if (!(cluster instanceof Error)) await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function onEngine(engine: string, url: string, folder: string, people: number): Promise<Row[]> {
  await (await openStore({ url, seal: createSeal(dataKey) })).close();
  const villages = await fillCity(url, size, Date.now());
  const file = join(folder, `${engine}.csv`);
  writeFileSync(file, roster(people, villages));
  const key = dataKey.toString("base64");
  const server = await startServer({ url });
  try {
    await talk(server.port, villages, aMoment());
    const alone = await talk(server.port, villages, aMoment());
    const importing = imported({ url, folder, file, key });
    const beside = await talk(server.port, villages, importing);
    const first = await importing;
    const again = await imported({ url, folder, file, key });
    const what = `${engine}, roster of ${people}`;
    return [
      ...[first, again].map(({ said, seconds }, at) =>
        atMost(`${what}, ${at === 0 ? "new" : "again"}: ${said.at(-1)}`, seconds, 60, "s"),
      ),
      { what: `${what}, progress`, measured: `${first.said.length - 1} lines` },
      { what: `${what}, peak of its process`, measured: `${Math.round(first.peakBytes / 1024 / 1024)} MiB` },
      { what: `${engine}, ${perSecond} messages a second alone`, measured: spread(alone.latencies) },
      { what: `${engine}, the same beside it`, measured: spread(beside.latencies) },
      atMost(`${engine}, p99 beside it`, quantile(beside.latencies, 0.99), 1000, "ms"),
      atMost(`${engine}, refused of ${beside.latencies.length + beside.refused}`, beside.refused, 0, "messages"),
    ];
  } finally {
    await server.stop();
  }
}

const aMoment = () => Promise.resolve();

const spread = (latencies: readonly number[]): string =>
  `p50 ${quantile(latencies, 0.5).toFixed(1)} ms, p99 ${quantile(latencies, 0.99).toFixed(0)} ms`;

/** At least for five seconds, and until that has ended. */
async function talk(port: number, villages: readonly Village[], until: Promise<unknown>) {
  let isOver = false;
  void until.finally(() => {
    isOver = true;
  });
  const latencies: number[] = [];
  let refused = 0;
  do {
    const refuse = () => {
      refused += 1;
    };
    latencies.push(...(await postAtRate(port, traffic("wecom", mix, some, villages), perSecond, refuse)).latencies);
  } while (!isOver);
  return { latencies, refused };
}

/** People of all villages, among them those who speak, one in twenty with a post. */
function roster(people: number, villages: readonly Village[]): string {
  const surnames = [..."赵钱李周吴郑冯陈褚卫蒋沈韩杨朱"];
  const sign = (n: number) => String.fromCodePoint(0x4e00 + (n % 1500));
  const lines = Array.from({ length: people }, (_, n) => {
    const village = n % villages.length;
    const by = Math.floor(n / villages.length);
    const name = `${surnames[n % surnames.length]}${sign(n * 7)}${sign(n * 13 + by)}`;
    const post = n % 20 === 0 ? "干部" : "村民";
    const short = by < villagers ? account("wecom", village, firstVillager + by) : "";
    return [name, post, villages[village]?.name, `139${String(n).padStart(8, "0")}`, short, n % 9 === 0 ? "苏州" : ""];
  });
  return [["姓名", "岗位", "地点", "手机", "账号", "外出"], ...lines].map((line) => line.join(",")).join("\n");
}

async function imported(options: ImporterOptions): Promise<ImporterReport> {
  const child = fork(fileURLToPath(new URL("./importer.js", import.meta.url)), [JSON.stringify(options)]);
  const ended = once(child, "exit");
  const [report] = (await Promise.race([once(child, "message"), ended.then(() => [null])])) as [ImporterReport | null];
  await ended;
  if (report === null) throw new Error("the import ended without a word");
  return report;
}
