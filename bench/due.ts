import { setTimeout as sleep } from "node:timers/promises";
import { dayOf, startOfDay } from "../src/chinese/time/index.ts";
import { allowed } from "./allowed.ts";
import { cadreId, fillCity } from "./city.ts";
import { atMost, type Bench, quantile, type Row } from "./report.ts";
import { openWorker } from "./worker.ts";

const minute = 60_000;
const morning = 8 * 60;
const rowsAtOnce = 500;
const patience = 90_000;

/** Reminders and digests that fall on one moment, through the scheduler and Redis to the call of the platform. */
export const due: Bench = {
  name: "due",
  async run() {
    return [...(await remind(1000, 1_000)), ...(await remind(5000, 3_000)), ...allowed(5000), ...(await digests())];
  },
};

async function remind(count: number, bound: number): Promise<Row[]> {
  const handed: number[] = [];
  const worker = await openWorker(Date.now, () => handed.push(Date.now()));
  try {
    const lead = 2_000 + count;
    const at = Date.now() + lead;
    for (let from = 0; from < count; from += rowsAtOnce)
      await worker.store.write(async (tables) => {
        for (let n = from; n < Math.min(count, from + rowsAtOnce); n++) {
          const account = `wecom:-:u${n}`;
          await tables.records.add(reminder(account, `wecom:-:direct:u${n}`, at, n));
        }
      });
    await worker.scheduler.tick();
    const armed = Date.now();
    await until(() => handed.length >= count);
    const late = handed.map((time) => time - at);
    const name = `${count} reminders in one minute`;
    return [
      { what: `${name}: armed before it`, measured: `${((at - armed) / 1000).toFixed(1)} s` },
      atMost(`${name}: p50 late`, quantile(late, 0.5), bound, "ms"),
      atMost(`${name}: p99 late`, quantile(late, 0.99), bound, "ms"),
      {
        what: `${name}: early`,
        measured: String(late.filter((ms) => ms < 0).length),
        target: "0",
        met: Math.min(...late) >= 0,
      },
    ];
  } finally {
    await worker.close();
  }
}

const reminder = (account: string, chat: string, at: number, n: number) => ({
  kind: "reminder" as const,
  town_id: "t0",
  account,
  author_id: null,
  owner_account: account,
  chat,
  next_at: at,
  text: `给第${n}户送低保材料`,
  fingerprint: `f${n}`,
  cause: `bench:${n}`,
  created_at: at,
});

async function digests(): Promise<Row[]> {
  const real = Date.now();
  const clock = { offset: startOfDay(real) + (morning - 10) * minute - real };
  const now = () => Date.now() + clock.offset;
  let handed = 0;
  const worker = await openWorker(now, () => handed++);
  try {
    const villages = await fillCity(worker.url, { towns: 296, cadres: 1, records: 6_000 }, now());
    for (let from = 0; from < villages.length; from += rowsAtOnce)
      await worker.store.write(async (tables) => {
        for (let n = from; n < Math.min(villages.length, from + rowsAtOnce); n++) {
          const personId = cadreId(n, 0);
          await tables.accounts.touch(account(n, personId, now()));
          await tables.digests.begin(personId, morning, "2026-01-01");
          await tables.digests.set(personId, { also_on: dayOf(now()) });
        }
      });
    const eight = startOfDay(now()) + morning * minute;
    clock.offset += eight - 5_000 - now();
    const begun = now();
    await worker.scheduler.tick();
    const enqueued = now() - begun;
    await until(() => handed >= villages.length);
    const all = now() - Math.max(eight, begun + enqueued) + enqueued;
    return [
      atMost(`${villages.length} digests enqueued`, enqueued / 1000, 1.2, "s"),
      atMost(`${villages.length} digests composed and handed over`, all / 1000, 60, "s"),
    ];
  } finally {
    await worker.close();
  }
}

const account = (n: number, personId: string, now: number) => ({
  key: `wecom:-:u${n}`,
  short: `wecom:u${n}`,
  person_id: personId,
  name: "",
  direct_chat: `wecom:-:direct:u${n}`,
  last_used_at: now,
});

async function until(done: () => boolean): Promise<void> {
  const end = Date.now() + patience;
  while (!done()) {
    if (Date.now() > end) throw new Error("not all was handed over within 90 seconds");
    await sleep(20);
  }
}
