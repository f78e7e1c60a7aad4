import { setTimeout as sleep } from "node:timers/promises";
import type { Accept } from "../src/bot/message.ts";
import { dayOf, startOfDay } from "../src/chinese/time/index.ts";
import { startPostgresCluster } from "../test/services/postgres-cluster.ts";
import { account as cadre, cadreId, fillCity, type Village } from "./city.ts";
import { said } from "./queries.ts";
import { atMost, quantile, type Row } from "./report.ts";
import { until } from "./until.ts";
import { openWorker } from "./worker.ts";

const minute = 60_000;
const morning = 8 * 60;
const rowsAtOnce = 500;
const [city, county] = [296, 43];
const perSecond = 50;
/** Seconds in which messages come beside the digests of a county. */
const beside = 15;

/** Everybody's at eight: of a city, of a city with one of three readers on a platform that hangs, and of a county on PostgreSQL beside messages. */
export async function digests(): Promise<Row[]> {
  const cluster = await startPostgresCluster().catch((error: Error) => error);
  try {
    const rows = [...(await ofCity(false)), ...(await ofCity(true))];
    if (cluster instanceof Error) return [...rows, { what: "PostgreSQL", measured: `not here: ${cluster.message}` }];
    return [...rows, ...(await ofCounty(cluster.url("postgres")))];
  } finally {
    if (!(cluster instanceof Error)) await cluster.stop();
  }
}

async function ofCity(hangs: boolean): Promise<Row[]> {
  const { enqueued, all, readers } = await atEight({ towns: city, readers: city * 21, hangs });
  const what = `${readers} digests${hangs ? ", one of three readers on a platform that hangs," : ""}`;
  return [
    atMost(`${what} enqueued`, enqueued / 1000, 1.2, "s"),
    atMost(`${what} composed and handed over${hangs ? ", the others" : ""}`, all / 1000, 60, "s"),
  ];
}

async function ofCounty(url: string): Promise<Row[]> {
  const readers = 887;
  const { all, answered } = await atEight({ towns: county, readers, hangs: false, url });
  const what = `postgres, ${readers} digests beside ${perSecond} messages a second`;
  return [
    atMost(`${what}: handed over`, all / 1000, 60, "s"),
    atMost(`${what}: p99 of ${answered.length} answers`, quantile(answered, 0.99), 500, "ms"),
  ];
}

type Morning = { readonly towns: number; readonly readers: number; readonly hangs: boolean; readonly url?: string };

async function atEight({ towns, readers, hangs, url }: Morning) {
  const real = Date.now();
  const clock = { offset: startOfDay(real) + (morning - 10) * minute - real };
  const now = () => Date.now() + clock.offset;
  const handed = { here: 0 };
  const held: (() => void)[] = [];
  const worker = await openWorker(
    now,
    async ({ to }) => {
      if (to.channel === "qq") await new Promise<void>((end) => held.push(end));
      else handed.here++;
    },
    url,
  );
  const isHung = (n: number) => hangs && n % 3 === 0;
  try {
    const villages = await fillCity(worker.url, { towns, cadres: 1, records: 6_000 }, now());
    for (let from = 0; from < readers; from += rowsAtOnce)
      await worker.store.write(async (tables) => {
        for (let n = from; n < Math.min(readers, from + rowsAtOnce); n++) {
          const personId = cadreId(n, 0);
          await tables.accounts.touch(account(n, isHung(n) ? "qq" : "wecom", personId, now()));
          await tables.digests.begin(personId, morning, "2026-01-01");
          await tables.digests.set(personId, { also_on: dayOf(now()) });
        }
      });
    const eight = startOfDay(now()) + morning * minute;
    clock.offset += eight - 5_000 - now();
    const begun = now();
    const talking = url === undefined ? Promise.resolve([]) : talk(worker.accept, villages, now);
    await worker.scheduler.tick();
    const enqueued = now() - begun;
    const here = Array.from({ length: readers }, (_, n) => n).filter((n) => !isHung(n)).length;
    await until(() => handed.here >= here);
    const all = now() - Math.max(eight, begun + enqueued) + enqueued;
    return { enqueued, all, readers, answered: await talking };
  } finally {
    for (const end of held) end();
    await worker.close();
  }
}

/** Milliseconds of each answer, from before eight on: two of three say something, one logs a talk. */
async function talk(accept: Accept, villages: readonly Village[], now: () => number): Promise<number[]> {
  const answered: number[] = [];
  const waiting: Promise<void>[] = [];
  for (let n = 0; n < beside * perSecond; n++) {
    const { name } = villages[n % villages.length] as Village;
    const text = n % 3 === 0 ? `/谈心 ${name} 赫书记 路灯${n}` : `意见：路灯坏了${n}`;
    waiting.push(
      (async () => {
        const begun = performance.now();
        await accept({ ...said(cadre("onebot", n % villages.length, 0), text), sentAt: now() });
        answered.push(performance.now() - begun);
      })(),
    );
    await sleep(1000 / perSecond);
  }
  await Promise.all(waiting);
  return answered;
}

const account = (n: number, channel: string, personId: string, now: number) => ({
  key: `${channel}:-:u${n}`,
  short: `${channel}:u${n}`,
  person_id: personId,
  name: "",
  direct_chat: `${channel}:-:direct:u${n}`,
  last_used_at: now,
});
