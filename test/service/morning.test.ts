import { getPriority } from "node:os";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openImplementation } from "../channels/onebot/implementation.ts";
import { type Qyapi, startQyapi } from "../channels/wecom/qyapi.ts";
import { openPostgresDatabase, type TestDatabase } from "../services/postgres.ts";
import { openRedisDoor, type RedisDoor } from "../services/redis-door.ts";
import { channelSettings, type Implementation } from "./platforms.ts";
import { eight, fill, isDigest, isOfDay, key, reader, userid } from "./secretaries.ts";
import { type Home, openHome, until } from "./service.ts";

// The long form, with thousands of readers and many kills: npm run soak -- digests

const readers = 60;
let database: TestDatabase;
let door: RedisDoor;
let qyapi: Qyapi;
let qq: Implementation;
let home: Home;

beforeAll(async () => {
  [database, door, qyapi, qq] = await Promise.all([
    openPostgresDatabase(),
    openRedisDoor(),
    startQyapi(),
    openImplementation(),
  ]);
  home = openHome();
  await fill(database.url, { readers, hanging: 0 });
});

afterAll(async () => {
  await home.close();
  await Promise.all([qyapi.close(), qq.close(), door.close()]);
  await database.drop();
});

/** `late`: milliseconds after eight by its clock. */
const startWorker = (late: number) =>
  home.start(
    {
      ...channelSettings(qyapi, qq),
      ...{ ROLE: "worker", DATABASE_URL: database.url, REDIS_URL: door.url, DATA_KEY: key.toString("base64") },
    },
    { at: new Date(eight + late).toISOString() },
  );

const called = (): string[] => qyapi.received.filter(isDigest).map(reader);

test("both workers killed while the digests of the morning go out: each is there, once", async () => {
  qyapi.fault(userid(7), "hang");
  const workers = await Promise.all([startWorker(1_000), startWorker(1_000)]);
  // who hears people goes first; where all of this already runs as far behind, nobody can
  for (const { pid } of workers) expect(getPriority(pid)).toBe(Math.max(getPriority(), 5));
  await until("one that hangs", () => called().includes(userid(7)));
  await Promise.all(workers.map((worker) => worker.kill()));
  // by its clock they have been silent long enough to count as dead
  await startWorker(40_000);
  await until("all others and the one that hung", () => new Set(qyapi.delivered(userid(7))).size > 0);
  const came = () => Array.from({ length: readers }, (_, n) => qyapi.delivered(userid(n)).filter(isOfDay).length);
  await until("all", () => came().every((times) => times > 0)).catch(() => undefined);
  expect(came()).toEqual(Array(readers).fill(1));
  expect(called().filter((user) => user === userid(7))).toHaveLength(2);
});
