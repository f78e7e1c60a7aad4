import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Redis } from "ioredis";
import pg from "pg";
import { openBallotBox } from "../../src/ballot-box.ts";
import { createSeal } from "../../src/store/engine/seal.ts";
import { openStore } from "../../src/store/store.ts";
import { openImplementation } from "../channels/onebot/implementation.ts";
import { type Qyapi, startQyapi } from "../channels/wecom/qyapi.ts";
import { type PostgresCluster, startPostgresCluster } from "../services/postgres-cluster.ts";
import { openRedisDoor, type RedisDoor } from "../services/redis-door.ts";
import { saturday, settle, worldKey } from "../small-town.ts";
import { channelSettings, type Implementation, sayToBot } from "./platforms.ts";
import { type Home, openHome, type Service, until } from "./service.ts";

// What stands beside the database while the whole program takes ballots and counts them: Redis with all that it keeps, was
// told and thought slow, the log of a server of PostgreSQL that writes down every statement with what was given to it, and the program's own.

const seal = createSeal(worldKey);
/** A way to write a ballot that nothing else in these files is likely to look like. */
const typed = ["2 1 3", "1 5 4", "3 1 2", "4 4 1", "1 2 5"];
const corrected = "赫振山 不了解";

let cluster: PostgresCluster;
let door: RedisDoor;
let qyapi: Qyapi;
let qq: Implementation;
let home: Home;
let monitor: Redis;
const told: string[] = [];
let sql: pg.Client;
let keyFile: Buffer;
let panel: string;
let objects: string[];
let rights: string[];
let record: string;
/** what is read of each, while ballots are taken and once they were counted */
type Read = { readonly redis: Buffer; readonly server: Buffer; readonly program: Buffer };
let before: Read;
let after: Read;
let opened: number[];

const ballotDir = () => join(home.dataDir, "ballots");

beforeAll(async () => {
  [cluster, door, qyapi, qq] = await Promise.all([
    startPostgresCluster({
      ...{ log_min_messages: "log", log_statement: "all", log_parameter_max_length: "-1" },
      ...{ logging_collector: "on", log_directory: "log", log_filename: "server.log" },
    }),
    openRedisDoor(),
    startQyapi(),
    openImplementation(),
  ]);
  home = openHome();
  const redis = door.look();
  await redis.config("SET", "appendonly", "yes");
  await redis.config("SET", "slowlog-log-slower-than", "0");
  await redis.config("SET", "slowlog-max-len", "100000");
  monitor = await redis.monitor();
  monitor.on("monitor", (_at: string, words: string[]) => void told.push(words.join(" ")));
  await found();
  sql = new pg.Client({ connectionString: cluster.url("postgres") });
  await sql.connect();

  const service = await start("2026-11-21T17:30:00+08:00");
  const sun = "/评议 新建 三票两评 东卧牛村 对象：班子、王建国、赫振山 票：党员 100% 名册 截止：今天18:00";
  for (const text of [sun, "/评议 开始 A1", "开始"]) await say(service, "sun", text);
  for (const [at, grades] of typed.entries()) {
    const who = `m${at}`;
    await say(service, who, "投票");
    await say(service, who, grades);
    await say(service, who, corrected);
    expect(await say(service, who, "投")).toContain("投进去了");
  }
  keyFile = readFileSync(join(ballotDir(), readdirSync(ballotDir())[0] ?? ""));
  [record = "", panel = ""] = await one("select record_id, id from panels");
  objects = (await rows("select id from appraisal_objects order by position")).map(([id = ""]) => id);
  rights = (await rows("select id from ballot_rights")).map(([id = ""]) => id);
  before = await everything(service);
  opened = openAll(before.server);
  await service.stop();
  const later = await start("2026-11-21T18:00:58+08:00");
  await until("they are counted", async () => (await one("select state from records"))[0] === "ready");
  after = await everything(later);
  await later.stop();
});

afterAll(async () => {
  monitor?.disconnect();
  await sql?.end();
  await home?.close();
  await Promise.all([qyapi?.close(), qq?.close(), door?.close(), cluster?.stop()]);
});

/** The small town, and five members of the party who are on WeCom. */
async function found(): Promise<void> {
  const store = await openStore({ url: cluster.url("postgres"), seal });
  await settle(store, saturday);
  await store.write(async (tables) => {
    const [sun] = await tables.people.holders("secretary", "/county/town/");
    await tables.people.nameAccount("wecom:sun", sun?.person_id ?? "");
    for (const at of typed.keys()) {
      const name = `陈${"一二三四五"[at]}`;
      const id = await tables.people.add({
        ...{ name, homePlaceId: "东卧牛村一社", awayCity: null, partyMember: true, phone: null, now: saturday },
      });
      await tables.people.nameAccount(`wecom:m${at}`, id);
    }
  });
  await store.close();
}

const start = (at: string): Promise<Service> =>
  home.start(
    {
      ...channelSettings(qyapi, qq),
      ...{ DATABASE_URL: cluster.url("postgres"), REDIS_URL: door.url, DATA_KEY: worldKey.toString("base64") },
    },
    { at },
  );

const say = async (service: Service, user: string, text: string): Promise<string> =>
  (await sayToBot(service, { user, text })).answer ?? "";

const rows = async (query: string): Promise<(string | undefined)[][]> =>
  (await sql.query({ text: query, rowMode: "array" })).rows;
const one = async (query: string): Promise<(string | undefined)[]> => (await rows(query))[0] ?? [];

async function everything(service: Service): Promise<Read> {
  const [server = ""] = await one("select current_setting('data_directory') || '/' || pg_current_logfile()");
  return {
    redis: withOpened(Buffer.concat(await redisHolds(door.look()))),
    server: withOpened(readFileSync(server)),
    program: Buffer.from(service.log()),
  };
}

const readingOf: Readonly<Record<string, readonly string[]>> = {
  ...{ string: ["GET"], hash: ["HGETALL"], list: ["LRANGE", "0", "-1"], set: ["SMEMBERS"] },
  ...{ zset: ["ZRANGE", "0", "-1", "WITHSCORES"], stream: ["XRANGE", "-", "+"] },
};

/** Its keys and values, its files, all it was told, and what it thinks was slow. */
async function redisHolds(redis: Redis): Promise<Buffer[]> {
  const values: Buffer[] = [];
  for (const key of await redis.keys("*")) {
    const type = await redis.type(key);
    // BullMQ takes a list away with its last element
    if (type === "none") continue;
    const [word, ...more] = readingOf[type] ?? [];
    if (word === undefined) throw new Error(`nobody reads a ${type}`);
    const held = await redis.call(word, key, ...more);
    values.push(Buffer.from(`${key} ${JSON.stringify(held)}`));
  }
  await redis.save();
  const [, folder = ""] = (await redis.config("GET", "dir")) as string[];
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(["dump.rdb"]));
  expect(files.some(({ name }) => name.endsWith(".aof"))).toBe(true);
  return [
    ...values,
    ...files.map(({ name, parentPath }) => readFileSync(join(parentPath, name))),
    Buffer.from(told.join("\n")),
    Buffer.from(JSON.stringify(await redis.call("SLOWLOG", "GET", "-1"))),
  ];
}

/** And whatever `DATA_KEY` opens of it. */
function withOpened(found: Buffer): Buffer {
  const clear = (found.toString("latin1").match(/[A-Za-z0-9+/]{38,}={0,2}/g) ?? []).flatMap((sealed) => {
    try {
      return [seal.open(sealed)];
    } catch {
      return [];
    }
  });
  return Buffer.concat([found, Buffer.from(`\n${clear.join("\n")}`)]);
}

const envelopesIn = (found: Buffer): string[] => [
  ...new Set(found.toString("latin1").match(/(?<![\w-])[\w-]{70}(?![\w-])/g) ?? []),
];

/** What every envelope says that the key file opens. */
function openAll(found: Buffer): number[] {
  const open = openBallotBox(ballotDir()).opener(record);
  return envelopesIn(found).flatMap((envelope) =>
    objects.flatMap((object) => {
      try {
        return open ? [open({ record, panel, object }, envelope)] : [];
      } catch {
        return [];
      }
    }),
  );
}

/** As it may stand in a file: as it is, and as programs write what is not ASCII. */
const formsOf = (words: string): (string | Buffer)[] => {
  const bytes = Buffer.from(words);
  const escaped = [...bytes].map((byte) => `\\x${byte.toString(16)}`).join("");
  const unicode = JSON.stringify(words).replace(
    /[^ -~]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return [bytes, bytes.toString("hex"), bytes.toString("base64"), escaped, unicode.slice(1, -1)];
};

const reads = (): [string, Buffer][] =>
  [before, after].flatMap((read, at) =>
    Object.entries(read).map(([name, found]): [string, Buffer] => [`${name} ${at === 0 ? "before" : "after"}`, found]),
  );

test("nobody's ballot stands in Redis, in the server's log or in the program's", () => {
  for (const [name, found] of reads())
    for (const words of [...typed, corrected])
      expect({ name, words, stands: formsOf(words).some((form) => found.includes(form)) }).toEqual({
        ...{ name, words, stands: false },
      });
  // that it looks where words would be: what was answered is there, opened by `DATA_KEY`
  expect(before.server.includes("3项都收好了")).toBe(true);
});

test("nothing of the key stands in any of them", () => {
  const secret = keyFile.subarray(-32);
  expect(keyFile.length).toBe(48);
  for (const [name, found] of reads())
    for (const part of [secret, keyFile])
      for (const form of [part, ...(["hex", "base64", "base64url"] as const).map((way) => part.toString(way))])
        expect({ name, stands: found.includes(typeof form === "string" ? form.replace(/=+$/, "") : form) }).toEqual({
          ...{ name, stands: false },
        });
});

test("the server's log has every envelope: the key file opens them while it is there, and nothing does afterwards", () => {
  // three as typed by each of five, and the third once more
  expect(opened).toHaveLength(20);
  expect(opened.filter((grade) => grade === 4)).toHaveLength(7);
  expect(readdirSync(ballotDir())).toEqual([]);
  const left = envelopesIn(after.server);
  expect(left.length).toBeGreaterThanOrEqual(20);
  expect(openBallotBox(ballotDir()).opener(record)).toBeNull();
  for (const envelope of left) expect(() => seal.open(envelope)).toThrow();
});

test("Redis, which has the closing done, is told neither an envelope nor whose it is", () => {
  expect(after.redis.includes(record)).toBe(true);
  expect(rights).toHaveLength(typed.length);
  for (const found of [before.redis, after.redis, before.program, after.program])
    for (const word of [...envelopesIn(after.server), ...rights, panel, ...objects])
      expect({ word, stands: found.includes(word) }).toEqual({ word, stands: false });
});
