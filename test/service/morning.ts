import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { quantile } from "../../bench/report.ts";
import { hanging, openImplementation } from "../channels/onebot/implementation.ts";
import { startQyapi } from "../channels/wecom/qyapi.ts";
import { openRedisDoor, type RedisDoor } from "../services/redis-door.ts";
import { type Crew, startCrew } from "./crew.ts";
import { keepSaying } from "./keep-saying.ts";
import { channelSettings } from "./platforms.ts";
import { eight, fill, isDigest, isOfDay, isOneOf, key, reader, userid } from "./secretaries.ts";
import { openHome, until } from "./service.ts";

/** One morning at eight on PostgreSQL and Redis, with two web processes and two workers. */
export type Morning = {
  readonly name: string;
  /** who get their digest at eight, by a platform that answers */
  readonly readers: number;
  /** and by one that takes every call and never answers */
  readonly hanging: number;
  /** processes that are killed and started again, one after another, once the first digest has come */
  readonly kills: number;
  /** whom it may meet; default: any of the four */
  readonly kill?: "worker";
  /** milliseconds between one kill and the next, at random up to */
  readonly between: number;
  /** what people say to the bot meanwhile; 0: nothing */
  readonly perSecond: number;
  /** how long before eight the processes start, in milliseconds */
  readonly lead: number;
  /** what happens to Redis, beginning `before` milliseconds before eight */
  readonly redis?: { readonly before: number; befall(door: RedisDoor): Promise<void> };
  /** milliseconds that a call of the platform takes */
  takes(): number;
};

export type Seen = {
  readonly lost: number;
  readonly twice: number;
  /** calls that said once more what had been said: dropped by WeCom, which checks for duplicates */
  readonly repeated: number;
  /** milliseconds from the first to the last of all digests in the queue; null: it was not seen full */
  readonly enqueued: number | null;
  /** milliseconds after eight until each had been handed to the platform */
  readonly late: readonly number[];
  /** the longest, in milliseconds, from a kill until the last of what its worker was running had been begun again */
  readonly again: number | null;
  readonly kills: number;
  /** calls to the platform that hangs */
  readonly hung: number;
  /** milliseconds until each message since eight was answered; of all, how many were lost and how many kept twice */
  readonly answers: readonly number[];
  readonly said: { readonly lost: number; readonly twice: number };
};

const patience = 300_000;
/** For so long people talk before eight: of a process that has just begun the first answers take a second by themselves. */
const warmUp = 10_000;

export async function play(morning: Morning, databaseUrl: string): Promise<Seen> {
  const [door, qyapi, qq] = await Promise.all([openRedisDoor(), startQyapi({}, morning.takes), openImplementation()]);
  for (let call = 0; call < 2_000; call++) qq.behaviours.push(hanging);
  const home = openHome();
  const look = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  look.on("error", () => undefined); // the server may end it before it has ended itself
  const closeAll = async () => {
    await home.close();
    await Promise.all([qyapi.close(), qq.close(), door.close(), look.end()]);
  };
  try {
    await fill(databaseUrl, morning);
    const settings = {
      ...channelSettings(qyapi, qq),
      ...{ DATABASE_URL: databaseUrl, REDIS_URL: door.url, DATA_KEY: key.toString("base64") },
    };
    const ahead = eight - morning.lead - Date.now();
    const now = () => Date.now() + ahead;
    const filling = seesFull(door, morning.readers + morning.hanging);
    const crew = await startCrew(home, settings, now, door);
    const enqueued = await filling.ended();
    const befalling = morning.redis && befall(morning.redis, door, now);
    await until("shortly before eight", () => now() >= eight - warmUp, morning.lead);
    const saying = keepSaying(crew, morning);
    await until("eight", () => now() >= eight, warmUp + 10_000);
    const sinceEight = performance.now();
    const isOwn = (call: { readonly path: string; readonly body: string }) =>
      isDigest(call) && isOneOf(morning.readers, reader(call));
    const delivered = () => new Set(qyapi.received.filter(isOwn).map(reader));
    await until("the first digest", () => delivered().size > 0, patience);
    const again = await killSome(crew, morning);
    await comes(() => delivered().size, morning.readers);
    await until("nothing left", async () => (await open(look)) === 0, patience).catch(() => undefined);
    await befalling;
    const answers = await saying.end();
    const calls = qyapi.received.filter(isOwn);
    const came = Array.from({ length: morning.readers }, (_, n) => qyapi.delivered(userid(n)).filter(isOfDay).length);
    return {
      lost: came.filter((times) => times === 0).length,
      twice: came.filter((times) => times > 1).length,
      repeated: calls.length - came.reduce((sum, times) => sum + times, 0),
      enqueued,
      late: firstCalls(calls).map((at) => at + ahead - eight),
      again,
      kills: morning.kills,
      hung: qq.calls.filter(({ path }) => path.includes("send")).length,
      answers: answers.flatMap(({ due, took }) => (due < sinceEight ? [] : [took])),
      said: await countSaid(look, answers.length),
    };
  } finally {
    await closeAll();
  }
}

/** All of it, or for so long no more of it: on a busy machine a city takes longer than anybody would wait for one. */
async function comes(count: () => number, all: number): Promise<void> {
  for (let before = -1; count() > before && before < all; ) {
    before = count();
    await until("more", () => count() >= all || count() > before, patience).catch(() => undefined);
  }
}

function firstCalls(calls: readonly { readonly body: string; readonly at: number }[]): number[] {
  const first = new Map<string, number>();
  for (const call of calls) if (!first.has(reader(call))) first.set(reader(call), call.at);
  return [...first.values()];
}

/** How long the queue took from its first job to the last of those that so many readers are divided into. */
function seesFull(door: RedisDoor, count: number) {
  let first: number | undefined;
  let full: number | undefined;
  let stopped = false;
  const looking = (async () => {
    const readers = new Map<string, number>();
    while (!stopped && full === undefined) {
      const seen = performance.now();
      for (const id of await door.look().zrange("chuanmen:jobs:delayed", 0, "-1"))
        if (!readers.has(id)) readers.set(id, await readersIn(door, id));
      if (readers.size > 0) first ??= seen;
      if ([...readers.values()].reduce((sum, one) => sum + one, 0) >= count) full = seen;
      await sleep(5);
    }
  })().catch(() => undefined);
  return {
    async ended(): Promise<number | null> {
      await Promise.race([looking, sleep(5_000)]);
      stopped = true;
      await looking;
      return first === undefined || full === undefined ? null : full - first;
    },
  };
}

async function readersIn(door: RedisDoor, id: string): Promise<number> {
  const { personIds = [] }: { personIds?: readonly string[] } = JSON.parse(
    (await door.look().hget(`chuanmen:jobs:${id}`, "data")) ?? "{}",
  );
  return personIds.length;
}

async function befall({ before, befall: happens }: NonNullable<Morning["redis"]>, door: RedisDoor, now: () => number) {
  await sleep(Math.max(0, eight - before - now()));
  await happens(door);
}

/** The longest that what a killed worker was running waited to be run again. */
async function killSome(crew: Crew, { kills, between, kill }: Morning): Promise<number | null> {
  let longest: number | null = null;
  const waits: Promise<number | null>[] = [];
  for (let number = 0; number < kills; number++) {
    if (number > 0) await sleep(Math.random() * between);
    waits.push((await crew.killOne(kill)).again);
  }
  for (const waited of await Promise.all(waits)) if (waited !== null) longest = Math.max(longest ?? 0, waited);
  return longest;
}

/** Whether anything is still on its way by the platform that answers. */
async function open(look: pg.Pool): Promise<number> {
  const { rows } = await look.query<{ count: string }>(
    "SELECT count(*) AS count FROM outbox WHERE state IN ('waiting', 'sending') AND target LIKE 'wecom:%'",
  );
  return Number(rows[0]?.count);
}

async function countSaid(look: pg.Pool, answered: number) {
  const { rows } = await look.query<{ count: string; messages: string }>(
    "SELECT count(*) AS count, count(DISTINCT cause) AS messages FROM records WHERE kind = 'note'",
  );
  const [count, messages] = [Number(rows[0]?.count), Number(rows[0]?.messages)];
  return { lost: Math.max(0, answered - messages), twice: Math.max(0, count - answered) };
}

/** The share of them that came no later than so many milliseconds, and the last. */
export const lateness = (late: readonly number[]) => ({
  p50: quantile(late, 0.5),
  p99: quantile(late, 0.99),
  last: Math.max(...late),
});
