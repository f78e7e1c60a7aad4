import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Redis } from "ioredis";
import { openImplementation } from "../channels/onebot/implementation.ts";
import { type Qyapi, startQyapi } from "../channels/wecom/qyapi.ts";
import { channelSettings, type Implementation, saidInQq, sayInQq, sayToBot } from "./platforms.ts";
import { type Home, openHome, type Service, until } from "./service.ts";
import { foundTown } from "./town.ts";

/** 李大山, who answers without a name; the village's group. */
const [who, village] = ["10086", "777"];

let qyapi: Qyapi;
let qq: Implementation;
let home: Home;
let service: Service;
let logs = "";

beforeAll(async () => {
  [qyapi, qq] = await Promise.all([startQyapi(), openImplementation()]);
  home = openHome();
  await foundTown(home, { at: "2026-11-24T08:50:00+08:00" });
});

afterAll(async () => {
  await home.close();
  await Promise.all([qyapi.close(), qq.close()]);
});

const startAt = async (at: string) => {
  service = await home.start({ ...channelSettings(qyapi, qq), ADMINS: "onebot:10000" }, { at });
};
const stop = async () => {
  await service.stop();
  logs += service.log();
};

/** Rows of every table that name somebody, by the platform's id or by the roster's. */
function rowsAbout(): readonly string[] {
  const [person] = home.query("select id from people where name = '李大山'");
  const ids = [who, String(person?.id)];
  const tables = home.query("select name from sqlite_master where type = 'table'").map(({ name }) => String(name));
  return tables.flatMap((table) =>
    home
      .query(`select * from "${table}"`)
      .map((row) => `${table} ${JSON.stringify(row)}`)
      .filter((row) => ids.some((id) => row.includes(id))),
  );
}

/** Everything that lies in Redis, keys and values. */
async function inRedis(redis: Redis): Promise<string> {
  const all: string[] = [];
  for (const key of await redis.keys("*")) {
    const type = await redis.type(key);
    const value =
      type === "string"
        ? await redis.get(key)
        : type === "hash"
          ? await redis.hgetall(key)
          : type === "list"
            ? await redis.lrange(key, 0, -1)
            : type === "set"
              ? await redis.smembers(key)
              : type === "zset"
                ? await redis.zrange(key, "0", "-1")
                : await redis.xrange(key, "-", "+");
    all.push(`${key} ${JSON.stringify(value)}`);
  }
  return all.join("\n");
}

test("who answered without a name is, once it is closed, in no table, no log and not in Redis", async () => {
  await startAt("2026-11-24T09:00:00+08:00");
  await sayInQq(service, { user: "10000", group: village, text: "/绑定 东卧牛村 村民群" });
  await until("the group is bound", () => home.query("select key from groups where place_id is not null").length > 0);
  await sayToBot(service, { user: "wangjianguo", text: "征求 村口装监控，同意不同意？ 截止：今天18:00" });
  await until("it is asked", () => saidInQq(qq, village).some((text) => text.includes("【征求 C1】")));
  await sayInQq(service, { user: "10087", group: village, text: "同意" });
  const before = rowsAbout();
  await sayInQq(service, { user: who, text: "匿名 C1 反对，怕被人认出来" });
  await until("it was heard", () => saidInQq(qq, who).some((text) => text.includes("C1 匿名")));
  expect(home.query("select stance from consultation_voices")).toEqual([{ stance: "反对" }]);
  // as long as it is open there is what tells them that they were heard
  expect(rowsAbout().length).toBeGreaterThan(before.length);
  await stop();
  await startAt("2026-11-24T18:02:00+08:00");
  await until("the result", () => saidInQq(qq, village).some((text) => text.includes("同意1，反对1")));
  expect(rowsAbout()).toEqual(before);
  expect(home.query("select * from consultation_voices")).toEqual([]);
  expect(home.query("select * from consultation_secrets")).toEqual([]);
  const redis = await inRedis(home.redis());
  expect(redis).not.toBe("");
  expect(redis).not.toMatch(new RegExp(`${who}|匿名|反对|认出来`));
  await stop();
  expect(logs).not.toMatch(new RegExp(`${who}|匿名|反对|认出来|李大山`));
});
