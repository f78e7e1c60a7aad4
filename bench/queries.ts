import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Accept, Message } from "../src/bot/message.ts";
import { joinBot } from "../src/join.ts";
import { createSeal } from "../src/store/engine/seal.ts";
import { openStore } from "../src/store/store.ts";
import { type PostgresCluster, startPostgresCluster } from "../test/services/postgres-cluster.ts";
import { account, fillCity, villagesPerCounty, villagesPerTown } from "./city.ts";
import { atMost, type Bench, quantile, type Row } from "./report.ts";
import { dataKey } from "./target.ts";

const towns = 296;
/** All of the city's come from one account, and it is slowed down beyond so many within a minute. */
const each = 15;
/** Of each question the first ones are not counted: V8 compiles then, and a connection learns its statements. */
const warm = 3;
/** A town's come from some forty accounts, and of so few the p95 would be the slowest. */
const talksAsked = 60;
const asked = [
  ...[
    "/覆盖 谈心",
    "/覆盖",
    "/覆盖 走访 湾",
    "/覆盖 走访 社",
    "/简报",
    "/本周",
    "/简报 图",
    "/意见 列表",
    "/谈心 列表",
    "/交办 台账",
  ],
  ...["查我的", "/提醒 列表"],
];
/** By the village whose first cadre asks; a county has 903 of them. */
const readers = {
  town: (n: number) => (1 + (n % (villagesPerCounty / villagesPerTown - 1))) * villagesPerTown,
  county: () => villagesPerCounty,
  city: () => 0,
};

/** What the secretary of a town, a county or the city asks, from the words to the answer, on data of a whole city. `args`: records. */
export const queries: Bench = {
  name: "queries",
  async run([records = "100000"]) {
    const folder = mkdtempSync(join(tmpdir(), "chuanmen-bench-"));
    const cluster = await startPostgresCluster().catch((error: Error) => error);
    try {
      const size = { towns, cadres: 11, records: Number(records), below: true };
      const sqlite = await onEngine(`sqlite:${join(folder, "city.db")}`, size);
      if (cluster instanceof Error)
        return [...sqlite, { what: "PostgreSQL", measured: `not here: ${cluster.message}` }];
      return [...sqlite, ...(await onEngine(cluster.url("postgres"), size))];
    } finally {
      if (!(cluster instanceof Error)) await (cluster as PostgresCluster).stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function onEngine(url: string, size: Parameters<typeof fillCity>[1]): Promise<Row[]> {
  const options = { url, seal: createSeal(dataKey) };
  await (await openStore(options)).close();
  const begun = performance.now();
  const villages = await fillCity(url, size, Date.now());
  const loaded = (performance.now() - begun) / 1000;
  const store = await openStore(options);
  const { accept } = joinBot({
    store,
    admins: new Set(),
    now: Date.now,
    log: (event, facts) => process.stderr.write(`${event} ${JSON.stringify(facts)}\n`),
  });
  const rows: Row[] = [
    {
      what: `${store.engine}: ${size.records} records of ${towns * villagesPerTown} villages loaded`,
      measured: `${loaded.toFixed(0)} s`,
    },
  ];
  try {
    await ask(accept, readers.town, "/帮助", 3);
    // who is meant is looked for among the people of the town
    const talks = await ask(
      accept,
      readers.town,
      (n) => `/谈心 ${villages[readers.town(n)]?.name} 赫书记 路灯${n}`,
      talksAsked,
    );
    rows.push(atMost(`${store.engine}: /谈心 with a village and a person, p95`, quantile(talks, 0.95), 5, "ms"));
    for (const [reader, village] of Object.entries(readers))
      for (const words of asked) {
        const times = await ask(accept, village, words, each);
        rows.push(atMost(`${store.engine}: ${words} of a ${reader}, p95`, quantile(times, 0.95), 50, "ms"));
      }
  } finally {
    await store.close();
  }
  return rows;
}

let serial = 0;

type Text = string | ((n: number) => string);

async function ask(accept: Accept, village: (n: number) => number, text: Text, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let n = -warm; n < count; n++) {
    const nth = n < 0 ? count - n : n;
    const message = said(account("onebot", village(nth), 0), typeof text === "string" ? text : text(nth));
    const begun = performance.now();
    const { answer } = await accept(message);
    if (n >= 0) times.push(performance.now() - begun);
    if (!answer) throw new Error(`no answer to ${message.text}`);
  }
  return times;
}

export function said(sender: string, text: string): Message {
  const chat = { channel: "onebot", bot: "10000", kind: "direct", id: sender.slice("onebot:".length) } as const;
  return {
    type: "message",
    key: `bench:${++serial}`,
    chat,
    sender: { account: sender, shortAccount: sender, name: "" },
    text,
    mentioned: false,
    botNames: [],
    quote: null,
    sentAt: Date.now(),
    answers: "response",
    privately: chat,
    hears: "all",
  };
}
