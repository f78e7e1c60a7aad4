import { createSeal } from "../src/store/engine/seal.ts";
import { openStore } from "../src/store/store.ts";
import { startPostgresCluster } from "../test/services/postgres-cluster.ts";
import { fillCity, type Village } from "./city.ts";
import { post, postAtRate } from "./load.ts";
import { type Bench, median, quantile, type Row } from "./report.ts";
import { startServer } from "./server.ts";
import { dataKey } from "./target.ts";
import { type Kind, traffic, villagers } from "./traffic.ts";

const connections = 32;
const rounds = 3;
const messages = 500;
/** What a process that has just begun is given in its first second. */
const atOnce = 300;

/** Comments and commands a second on PostgreSQL, and what a process there takes in its first second. */
export const onPostgres: Bench = {
  name: "postgres",
  async run() {
    const cluster = await startPostgresCluster().catch((error: Error) => error);
    if (cluster instanceof Error) return [{ what: "PostgreSQL", measured: `not here: ${cluster.message}` }];
    try {
      const url = cluster.url("postgres");
      await (await openStore({ url, seal: createSeal(dataKey) })).close();
      const villages = await fillCity(url, { towns: 5, cadres: 11, records: 0, villagers }, Date.now());
      return [...(await firstSecond(url, villages)), ...(await rates(url, villages))];
    } finally {
      await cluster.stop();
    }
  },
};

/** A message that is not taken ends the bench: `postAtRate` refuses every answer but 200 and 204. */
async function firstSecond(url: string, villages: readonly Village[]): Promise<Row[]> {
  const server = await startServer({ url });
  try {
    const requests = traffic("wecom", { comment: 70, command: 30 }, atOnce, villages);
    const { latencies, seconds } = await postAtRate(server.port, requests, atOnce);
    return [
      {
        what: `postgres, a fresh process, ${atOnce} messages in its first second`,
        measured: `${latencies.length} taken, p99 ${Math.round(quantile(latencies, 0.99))} ms`,
        target: String(atOnce),
        met: latencies.length === atOnce,
      },
      { what: "postgres, a fresh process: the last of them answered after", measured: `${seconds.toFixed(1)} s` },
    ];
  } finally {
    await server.stop();
  }
}

async function rates(url: string, villages: readonly Village[]): Promise<Row[]> {
  const server = await startServer({ url });
  try {
    const rows: Row[] = [];
    for (const kind of ["comment", "command"] as const) rows.push(await rateOf(kind, server, villages));
    return rows;
  } finally {
    await server.stop();
  }
}

async function rateOf(kind: Kind, server: Awaited<ReturnType<typeof startServer>>, villages: readonly Village[]) {
  const measured: { perSecond: number; cpu: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const requests = traffic("wecom", { [kind]: 1 }, messages, villages);
    const before = await server.cpu();
    const { seconds } = await post(server.port, requests, connections);
    measured.push({ perSecond: messages / seconds, cpu: ((await server.cpu()) - before) / messages });
  }
  const of = (key: "perSecond" | "cpu") => Math.round(median(measured.slice(1).map((one) => one[key])));
  return {
    what: `postgres, wecom, ${kind}s, ${connections} connections`,
    measured: `${of("perSecond")}/s, ${of("cpu")} us`,
  };
}
