import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Redis } from "ioredis";
import type { Limit } from "../../src/bot/delivery/outgoing.ts";
import { createPacing, type Pacing, type PacingRedis } from "../../src/queue/pacing.ts";
import fc from "../property.ts";
import { openRedis, type TestRedis } from "../services/redis.ts";

const START = 1_795_000_000_000;
/** A busy machine makes a good Redis slow, and one that is given up is another matter: `when Redis fails`. */
const timeoutMs = 60_000;
const warnings: string[] = [];
const log = (event: string) => void warnings.push(event);

let server: TestRedis;
let redis: Redis;
let runs = 0;

beforeAll(async () => {
  server = await openRedis();
  redis = new Redis(server.socketPath);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

/** Keys of its own for every run, on one server. */
const fresh = () => `t${++runs}`;

/** One clock for several processes. */
function openClock() {
  let time = START;
  return {
    now: () => time,
    pass(ms: number) {
      time += ms;
    },
  };
}

/** The strict platform: counts every window that ends with a message. */
function mostInAnyWindow(times: readonly number[], windowMs: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  let from = 0;
  return sorted.reduce((most, time, at) => {
    while ((sorted[from] ?? time) <= time - windowMs) from += 1;
    return Math.max(most, at - from + 1);
  }, 0);
}

type Sending = { readonly limits: readonly Limit[]; readonly seconds: number; readonly pacings: readonly Pacing[] };

/** Sends as much as is let through, by turns from each process, and gives the moments of sending. */
async function sendGreedily(
  clock: ReturnType<typeof openClock>,
  { limits, seconds, pacings }: Sending,
): Promise<number[]> {
  const times: number[] = [];
  const end = clock.now() + seconds * 1000;
  for (let turn = 0; clock.now() < end; turn += 1) {
    const pace = await pacings[turn % pacings.length]?.take(limits);
    if (pace?.ok) {
      pace.ended();
      times.push(clock.now());
    } else clock.pass(pace?.afterMs ?? 1);
  }
  return times;
}

describe.each(["redis", "one process"] as const)("with %s", (kind) => {
  const connection = () => (kind === "redis" ? redis : null);
  const processes = kind === "redis" ? 3 : 1;
  const open = (clock: { now: () => number }) =>
    Array.from({ length: processes }, () => createPacing({ redis: connection(), log, now: clock.now, timeoutMs }));

  test.each([
    [20, 60],
    [1, 1.5],
    [10, 1],
    [30, 60],
    [7, 0.2],
  ])("%i per %d s is never exceeded in any window and used to 95 %%", async (points, seconds) => {
    const clock = openClock();
    const limits = [{ key: fresh(), points, seconds }];
    const windows = Math.ceil(400 / points);
    const times = await sendGreedily(clock, { limits, seconds: windows * seconds, pacings: open(clock) });
    expect(mostInAnyWindow(times, seconds * 1000)).toBeLessThanOrEqual(points);
    expect(times.length).toBeGreaterThanOrEqual(0.95 * windows * points);
  });

  test("a message let through may be up to 3 % of the window longer on its way than another", async () => {
    const clock = openClock();
    const limits = [{ key: fresh(), points: 20, seconds: 60 }];
    const times = await sendGreedily(clock, { limits, seconds: 600, pacings: open(clock) });
    const arrived = times.map((time, at) => time + (at % 20 === 0 ? 1_799 : 0));
    expect(mostInAnyWindow(arrived, 60_000)).toBeLessThanOrEqual(20);
  });

  test("a place counts from the end of its call, however long that took", async () => {
    const clock = openClock();
    const limits = [{ key: fresh(), points: 2, seconds: 60 }];
    const [first, second = first] = open(clock);
    const paces = [await first?.take(limits), await second?.take(limits)];
    clock.pass(10_000);
    expect((await first?.take(limits))?.ok).toBe(false);
    for (const pace of paces) if (pace?.ok) pace.ended();
    expect(await first?.take(limits)).toEqual({ ok: false, afterMs: 61_800 });
    clock.pass(61_800);
    expect([await first?.take(limits), await second?.take(limits)]).toMatchObject([{ ok: true }, { ok: true }]);
    expect((await first?.take(limits))?.ok).toBe(false);
  });

  test.each([
    [1, 1.5],
    [20, 60],
  ])("a hundred chats under one limit of %i per %d s do not all ask for each place", async (points, seconds) => {
    const clock = openClock();
    const limits = [{ key: fresh(), points, seconds }];
    const [pacing] = open(clock);
    const chats = Array.from({ length: 100 }, () => clock.now());
    let asked = 0;
    while (chats.length > 0) {
      chats.sort((one, other) => one - other);
      const from = chats.shift() ?? 0;
      clock.pass(Math.max(0, from - clock.now()));
      asked++;
      const pace = await pacing?.take(limits);
      if (!pace?.ok) chats.push(clock.now() + (pace?.afterMs ?? 1));
      // each call takes its time
      else {
        clock.pass(40);
        pace.ended();
      }
    }
    expect(asked).toBeLessThan(100 * 6);
    expect(clock.now() - START).toBeLessThan(1.15 * 100 * (seconds / points) * 1000);
  });

  test("when to come back is a whole millisecond, also where places are a fraction of one apart", async () => {
    const [first, second] = open(openClock());
    const limits = [{ key: fresh(), points: 7, seconds: 1 }];
    for (let taken = 0; taken < 7; taken++) expect((await first?.take(limits))?.ok).toBe(true);
    for (const pacing of [first, second ?? first])
      for (let waiting = 0; waiting < 9; waiting++) {
        const pace = await pacing?.take(limits);
        expect(pace?.ok === false && Number.isInteger(pace.afterMs)).toBe(true);
      }
  });

  test("pauses and rushes never exceed any of several limits", async () => {
    const second = { points: 3, seconds: 1 };
    const minute = { points: 8, seconds: 5 };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 60 }), async (pauses) => {
        const clock = openClock();
        const key = fresh();
        const pacings = open(clock);
        const times: number[] = [];
        for (const [turn, pause] of pauses.entries()) {
          clock.pass(pause);
          const pace = await pacings[turn % processes]?.take([
            { key, ...second },
            { key, ...minute },
          ]);
          if (pace?.ok) {
            pace.ended();
            times.push(clock.now());
          }
        }
        expect(mostInAnyWindow(times, 1000)).toBeLessThanOrEqual(3);
        expect(mostInAnyWindow(times, 5000)).toBeLessThanOrEqual(8);
      }),
      { numRuns: 30 },
    );
  });

  test("many asking at once get no more than there is", async () => {
    const clock = openClock();
    const limits = [{ key: fresh(), points: 20, seconds: 60 }];
    const pacings = open(clock);
    const paces = await Promise.all(Array.from({ length: 60 }, (_, n) => pacings[n % processes]?.take(limits)));
    expect(paces.filter((pace) => pace?.ok)).toHaveLength(20);
  });

  test("what one limit refuses costs nothing under the others", async () => {
    const clock = openClock();
    const [one, two] = [fresh(), fresh()];
    const pacings = open(clock);
    const narrow = { key: one, points: 1, seconds: 60 };
    const wide = { key: two, points: 2, seconds: 60 };
    expect(await pacings[0]?.take([narrow])).toMatchObject({ ok: true });
    const last = pacings.at(-1);
    for (let turn = 0; turn < 5; turn += 1)
      expect(await last?.take([wide, narrow])).toEqual({ ok: false, afterMs: 61_800 });
    expect([await last?.take([wide]), await last?.take([wide])]).toMatchObject([{ ok: true }, { ok: true }]);
  });

  test("no limits let everything through", async () => {
    const [pacing] = open(openClock());
    expect(await pacing?.take([])).toMatchObject({ ok: true });
  });

  test("a clock set back an hour stops nobody for an hour", async () => {
    const clock = openClock();
    const limits = [{ key: fresh(), points: 2, seconds: 1 }];
    const [pacing] = open(clock);
    for (const pace of [await pacing?.take(limits), await pacing?.take(limits)]) if (pace?.ok) pace.ended();
    clock.pass(-3_600_000);
    const pace = await pacing?.take(limits);
    expect(pace?.ok ? 0 : pace?.afterMs).toBeLessThanOrEqual(1_030);
  });
});

describe("when Redis fails", () => {
  const limits = () => [{ key: fresh(), points: 5, seconds: 60 }];

  test("this process goes on alone, remembers what it sent, and says so once", async () => {
    const clock = openClock();
    const mine = limits();
    let broken = false;
    const shaky: PacingRedis = {
      eval: (...call) => (broken ? Promise.reject(new Error("gone")) : redis.eval(...call)),
    };
    warnings.length = 0;
    const pacing = createPacing({ redis: shaky, log, now: clock.now, timeoutMs });
    const taken: boolean[] = [];
    for (let turn = 0; turn < 8; turn += 1) {
      broken = turn >= 3;
      taken.push((await pacing.take(mine)).ok);
    }
    expect(taken).toEqual([true, true, true, true, true, false, false, false]);
    expect(warnings).toEqual(["limits are counted by this process alone"]);
  });

  test("one that hangs is not waited for", async () => {
    const hanging: PacingRedis = { eval: () => new Promise(() => {}) };
    const pacing = createPacing({ redis: hanging, log, now: openClock().now, timeoutMs: 20 });
    expect(await pacing.take(limits())).toMatchObject({ ok: true });
  });

  test("one that comes back empty does not let more through", async () => {
    const clock = openClock();
    const mine = limits();
    const pacing = createPacing({ redis, log, now: clock.now, timeoutMs });
    for (let turn = 0; turn < 5; turn += 1) await pacing.take(mine);
    await redis.flushall();
    expect((await pacing.take(mine)).ok).toBe(false);
  });
});

test("keys end by themselves and hold no more than the limit", async () => {
  const key = fresh();
  const clock = openClock();
  const pacing = createPacing({ redis, log, now: clock.now, timeoutMs });
  await sendGreedily(clock, { limits: [{ key, points: 3, seconds: 1 }], seconds: 20, pacings: [pacing] });
  const name = `pace:${key}:1`;
  expect(await redis.llen(name)).toBe(3);
  expect(await redis.pttl(name)).toBeLessThanOrEqual(2_060);
});
