import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Registry } from "prom-client";
import { newSecret, secretHash } from "../src/bot/page-link.ts";
import { readConfig } from "../src/config.ts";
import { firstWeek } from "../src/doctor/first-week.ts";
import { examine, onceAMinute } from "../src/doctor/index.ts";
import { settingsOf } from "../src/doctor/settings.ts";
import { joinBot } from "../src/join.ts";
import { createSeal } from "../src/store/engine/seal.ts";
import { openStore, type Store } from "../src/store/store.ts";
import { deskPages } from "../src/web/console/index.ts";
import { addressOf } from "../src/web/pages/address.ts";
import { createPages } from "../src/web/pages/index.ts";
import { createWeb } from "../src/web/server.ts";
import { type PostgresCluster, startPostgresCluster } from "../test/services/postgres-cluster.ts";
import { besideReaders, readers } from "./beside.ts";
import { account, cadreId, fillCity, villagesPerTown } from "./city.ts";
import { atMost, type Bench, quantile, type Row } from "./report.ts";
import { createChannels, dataKey } from "./target.ts";

const towns = 296;
/** Below the 120 pages that one session may ask for within a minute. */
const each = 60;
const mostBytes = 30_720;
const admin = account("onebot", 1, 1);
const hour = 3_600_000;

/** Every page on data of a whole city, over real HTTP, for who leads a town, the city, and who sits at the console. `args`: records. */
export const pages: Bench = {
  name: "pages",
  async run([records = "100000"]) {
    const folder = mkdtempSync(join(tmpdir(), "chuanmen-bench-"));
    const cluster = await startPostgresCluster().catch((error: Error) => error);
    try {
      const sqlite = await onEngine(`sqlite:${join(folder, "city.db")}`, folder, Number(records));
      if (cluster instanceof Error)
        return [...sqlite, { what: "PostgreSQL", measured: `not here: ${cluster.message}` }];
      return [...sqlite, ...(await onEngine(cluster.url("postgres"), folder, Number(records)))];
    } finally {
      if (!(cluster instanceof Error)) await (cluster as PostgresCluster).stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function onEngine(url: string, folder: string, records: number): Promise<Row[]> {
  const seal = createSeal(dataKey);
  await (await openStore({ url, seal })).close();
  await fillCity(url, { towns, cadres: 11, records, below: true }, Date.now());
  const store = await openStore({ url, seal });
  const config = readConfig({ DATA_DIR: folder, DATABASE_URL: url, DATA_KEY: dataKey.toString("base64") });
  const admins = new Set([admin]);
  const bot = joinBot({ store, admins, now: Date.now, log: () => undefined });
  let port = 0;
  const address = addressOf(undefined, () => port, config.TRUSTED_PROXIES);
  if (!address) throw new Error("this machine has no address");
  const web = createWeb({
    ...{ channels: createChannels(), accept: bot.accept, metrics: new Registry(), opsToken: null, sandbox: null },
    health: async () => ({ ready: true, parts: {} }),
    log: { debug: () => undefined, error: () => undefined },
    pages: createPages({
      ...{
        store,
        reference: bot.context.reference,
        pages: bot.pages,
        notices: bot.notices,
        admins,
        now: Date.now,
        log: { debug: () => undefined, error: () => undefined },
        address,
      },
      trusts: () => false,
      service: {
        ...{ settings: settingsOf(config), cards: bot.cards },
        firstWeek: onceAMinute((path: string) => firstWeek(store.readApart, path), Date.now),
        placesOfCity: onceAMinute((id: string) => store.readApart.desk.children({ id, level: "city" }), Date.now),
        doctor: onceAMinute(
          (_path: string | null) => examine({ config, read: store.readApart, now: Date.now(), health: null }),
          Date.now,
        ),
      },
    }),
  });
  port = (await web.listen(0, "127.0.0.1")).port;
  const rows: Row[] = [];
  const ask = async (reader: string, session: () => Promise<string>, paths: readonly string[]) => {
    for (const path of paths)
      rows.push(
        ...(await measured(
          `${store.engine}: ${path} of ${reader}`,
          `http://localhost:${port}${path}`,
          await session(),
        )),
      );
  };
  const places = bot.pages.flatMap(({ path, of }) => (of === "record" || path === "me" ? [] : [path]));
  const at = (place: string) => places.map((path) => `/p/${place}/${path}`);
  try {
    const leads = (village: number) => () =>
      signIn({ owner: cadreId(village, 0), account: account("onebot", village, 0) }, "phone", store);
    await ask("a town's secretary", leads(villagesPerTown), at("t1"));
    await ask("the city's secretary", leads(0), at("c"));
    const desk = () => signIn({ owner: cadreId(1, 1), account: admin }, "desk", store);
    await ask(
      "the console",
      desk,
      deskPages.map(({ path }) => `/console/${path}`),
    );
    const clicks = at("t1").map((path) => `http://localhost:${port}${path}`);
    const sessions: string[] = [];
    for (let n = 0; n < readers; n++) sessions.push(await leads(villagesPerTown)());
    rows.push(await besideReaders({ engine: store.engine, port, urls: clicks }, sessions));
  } finally {
    await web.stop();
    await store.close();
  }
  return rows;
}

async function signIn(
  who: { owner: string; account: string },
  kind: "phone" | "desk",
  { write }: Store,
): Promise<string> {
  const secret = newSecret();
  const at = Date.now();
  await write((tables) =>
    tables.browsers.signIn({ ...who, hash: secretHash(secret), created_at: at, expires_at: at + hour }, kind),
  );
  return `chuanmen-${kind === "desk" ? "desk" : "session"}=${secret}`;
}

async function measured(what: string, url: string, cookie: string): Promise<Row[]> {
  const times: number[] = [];
  let bytes = 0;
  let spent = process.cpuUsage();
  // the first finds nothing kept yet
  for (let n = -1; n < each; n++) {
    if (n === 0) spent = process.cpuUsage();
    const begun = performance.now();
    const response = await fetch(url, { headers: { cookie }, redirect: "manual" });
    const body = await response.text();
    if (n >= 0) times.push(performance.now() - begun);
    if (response.status !== 200) throw new Error(`${what} answered ${response.status}`);
    bytes = Math.max(bytes, Buffer.byteLength(body));
  }
  const { user, system } = process.cpuUsage(spent);
  return [
    // of this process, with the asking; on a machine that is busy with other work it says more than the time
    { what: `${what}, processor`, measured: `${((user + system) / 1000 / each).toFixed(1)} ms` },
    atMost(`${what}, p95`, quantile(times, 0.95), 50, "ms"),
    ...(bytes > mostBytes ? [atMost(`${what}, size`, bytes, mostBytes, "bytes")] : []),
  ];
}
