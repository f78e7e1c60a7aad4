import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { digest } from "../../jobs/digest.ts";
import { chatKey } from "../../src/bot/message.ts";
import { joinBot } from "../../src/join.ts";
import { createScheduler, type Scheduler } from "../../src/queue/scheduler.ts";
import { until } from "../service/service.ts";
import { openRedisDoor, type RedisDoor } from "../services/redis-door.ts";
import { openEmpty } from "../store/open.ts";
import { putPerson, putTown } from "../store/town.ts";

// The clock stands still until the test moves it. With real processes and thousands: npm run soak -- digests Redis

const readers = Array.from({ length: 8 }, (_, index) => `reader${index}`);
const minute = 60_000;
const eight = Date.parse("2026-11-27T08:00:00+08:00");
const chatOf = (id: string) => ({ channel: "sandbox", bot: "town", kind: "direct", id }) as const;

let door: RedisDoor;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  door = await openRedisDoor();
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(() => door.close());

/** Two that ask and work, as two processes do. */
async function openMorning(prefix: string) {
  const { store, remove } = await openEmpty("sqlite");
  closing.push(remove);
  const morning = { now: eight - minute };
  const sent: string[] = [];
  await store.write(putTown);
  await store.write(async (tables) => {
    for (const name of readers) {
      const personId = await putPerson(tables, name);
      await tables.people.addPost({ personId, role: "secretary", placeId: "town", title: "", now: 0 });
      const account = { key: `sandbox:${name}`, short: `sandbox:${name}`, person_id: personId, name };
      await tables.accounts.touch({ ...account, direct_chat: chatKey(chatOf(name)), last_used_at: 0 });
      await tables.digests.begin(personId, 8 * 60, "2026-11-27");
      // asked for on this very day: it comes also where nothing happened
      await tables.digests.set(personId, { also_on: "2026-11-27" });
    }
  });
  const bot = joinBot({
    ...{ store, admins: new Set<string>(), now: () => morning.now, log: () => {} },
    outside: {
      async send({ to }) {
        sent.push(to.id);
        return { outcome: "sent" };
      },
    },
  });
  closing.push(bot.stop);
  const schedulers: Scheduler[] = [];
  for (let index = 0; index < 2; index++) {
    const redis = { url: door.url };
    const scheduler = createScheduler({
      ...{ jobs: [digest], context: bot.context, redis, prefix, works: true, log: () => {} },
    });
    closing.push(scheduler.stop);
    schedulers.push(scheduler);
  }
  const answers = async () => (await Promise.all(schedulers.map((one) => one.answers()))).every(Boolean);
  const open = async () => {
    const key = (state: string) => `${prefix}:jobs:${state}`;
    const look = door.look();
    return (
      (await look.llen(key("wait"))) +
      (await look.llen(key("active"))) +
      (await look.zcard(key("delayed"))) +
      (await look.zcard(key("prioritized")))
    );
  };
  return {
    sent,
    open,
    /** by both, once Redis answers them */
    isThere: () => until("Redis answers", answers),
    async comesTo(at: number): Promise<void> {
      morning.now = at;
      await Promise.all(schedulers.map((one) => one.tick()));
      await bot.quiet();
    },
    allSent: () => until("all digests", () => new Set(sent).size === readers.length),
    quiet: bot.quiet,
  };
}

const befalls: readonly (readonly [what: string, befall: (door: RedisDoor) => Promise<unknown>])[] = [
  ["emptied", (there) => there.look().flushall()],
  ["begun anew and empty", (there) => there.end().then(there.begin)],
  ["away until ten past", (there) => there.end()],
];

test.each(befalls)("Redis %s at 07:59: each digest of eight comes once", async (what, befall) => {
  const morning = await openMorning(`m${befalls.findIndex(([one]) => one === what)}`);
  await morning.isThere();
  await morning.comesTo(eight - minute);
  expect(await morning.open()).toBeGreaterThan(0);
  expect(morning.sent).toEqual([]);
  await befall(door);
  const isAway = what.startsWith("away");
  if (!isAway) await morning.isThere();
  for (let past = 0; past <= 10; past++) await morning.comesTo(eight + past * minute);
  // also while it is away
  await morning.allSent();
  await door.begin();
  await morning.isThere();
  await morning.comesTo(eight + 11 * minute);
  await until("nothing is left", async () => (await morning.open()) === 0);
  await morning.quiet();
  expect([...morning.sent].sort()).toEqual([...readers].sort());
});
