import { allowed } from "./allowed.ts";
import { digests } from "./digests.ts";
import { atMost, type Bench, quantile, type Row } from "./report.ts";
import { until } from "./until.ts";
import { openWorker } from "./worker.ts";

const rowsAtOnce = 500;

/** Reminders and digests that fall on one moment, through the scheduler and Redis to the call of the platform. */
export const due: Bench = {
  name: "due",
  async run() {
    return [...(await remind(1000, 1_000)), ...(await remind(5000, 3_000)), ...allowed(5000), ...(await digests())];
  },
};

async function remind(count: number, bound: number): Promise<Row[]> {
  const handed: number[] = [];
  const worker = await openWorker(Date.now, () => void handed.push(Date.now()));
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
