import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openImplementation } from "../channels/onebot/implementation.ts";
import { type Qyapi, startQyapi } from "../channels/wecom/qyapi.ts";
import { channelSettings, type Implementation, saidInQq, sayInQq, sayToBot } from "./platforms.ts";
import { type Home, openHome, type Service, until } from "./service.ts";
import { foundTown } from "./town.ts";

// one data folder, on which each test lives on another day, with a reminder at 10:00
const days = ["11月25日", "11月26日", "11月27日", "11月30日"];
/** whose matter it is on that day: a day said twice would be taken for its time */
const matter = (day: string) => `${["东", "西", "南", "北"][days.indexOf(day)]}头`;

let qyapi: Qyapi;
let qq: Implementation;
let home: Home;
let service: Service;
/** a redis-server that a test made hang */
let hanging: number | undefined;

beforeAll(async () => {
  [qyapi, qq] = await Promise.all([startQyapi(), openImplementation()]);
  home = openHome();
  await foundTown(home, { at: "2026-11-24T08:50:00+08:00" });
  await start("2026-11-24T09:00:00+08:00");
  for (const day of days)
    for (const what of ["开喇叭", "交材料"])
      await sayToBot(service, { user: "wangjianguo", text: `提醒 ${day}10:00 ${matter(day)}${what}` });
  await service.stop();
});

afterAll(async () => {
  endHanging();
  await home.close();
  await Promise.all([qyapi.close(), qq.close()]);
});

async function start(at: string, options: { readonly path?: string; readonly stands?: boolean } = {}): Promise<void> {
  service = await home.start(
    { ...channelSettings(qyapi, qq), ADMINS: "onebot:10000", PUBLIC_URL: "http://localhost" },
    { at, ...options },
  );
}

const redisIs = (state: string) => until(`Redis is ${state}`, async () => (await service.ready()).redis === state);

/** What the cadre was sent for the reminders of a day; each is there once when all is well. */
const remindersOf = (day: string) =>
  qyapi.delivered("wangjianguo").filter((text) => text.includes("【提醒】") && text.includes(`${matter(day)}开喇叭`));

async function expectReminder(day: string): Promise<void> {
  const [text] = await until(`the reminder of ${day}`, () => remindersOf(day).length > 0 && remindersOf(day));
  expect(text).toContain(`${matter(day)}交材料`);
  await service.stop();
  expect(remindersOf(day)).toHaveLength(1);
}

async function expectAnswerInQq(): Promise<void> {
  const before = saidInQq(qq, "10000").length;
  expect((await sayInQq(service, { user: "10000", text: "/帮助" })).status).toBe(204);
  await until("the answer in QQ", () => saidInQq(qq, "10000").length > before);
}

/** Somebody types the code of the chat, and the page of the day opens. */
async function expectPage(): Promise<void> {
  const codes = () => saidInQq(qq, "10000").flatMap((text) => /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0] ?? []);
  await sayInQq(service, { user: "10000", text: "/页面" });
  const [code = ""] = await until("the code", () => codes().length > 0 && codes());
  const body = new URLSearchParams({ code });
  const login = await fetch(`${service.url}/login`, { method: "POST", body, redirect: "manual" });
  const cookie = login.headers.getSetCookie().map((one) => one.split(";")[0]);
  const page = await fetch(`${service.url}/p`, { headers: { cookie: cookie.join("; ") } });
  expect([login.status, page.status, page.url]).toEqual([303, 200, expect.stringMatching(/\/p\/[^/]+\/today$/)]);
}

async function redisPid(): Promise<number> {
  return Number(/process_id:(\d+)/.exec(await home.redis().info("server"))?.[1]);
}

function endHanging(): void {
  if (hanging !== undefined) process.kill(hanging, "SIGKILL");
  hanging = undefined;
}

test("Redis emptied with open reminders: all still fire, once", async () => {
  await start("2026-11-25T09:59:56+08:00", { stands: true });
  const redis = home.redis();
  await until("they are queued", async () => (await redis.zcard("chuanmen:jobs:delayed")) > 0);
  await redis.flushall();
  service.goOn();
  await expectReminder("11月25日");
});

test("without redis-server messages are answered and reminders fire", async () => {
  await start("2026-11-26T09:59:56+08:00", { path: "/nonexistent" });
  expect(await service.ready()).toMatchObject({ status: 200, sql: "ok", redis: "degraded" });
  await expectAnswerInQq();
  await expectPage();
  await expectReminder("11月26日");
});

test("Redis hangs: messages are answered, reminders fire; it dies and comes back by itself", async () => {
  await start("2026-11-27T09:59:56+08:00", { stands: true });
  await redisIs("ok");
  hanging = await redisPid();
  process.kill(hanging, "SIGSTOP");
  await expectAnswerInQq();
  await redisIs("degraded");
  expect((await service.ready()).status).toBe(200);
  expect(remindersOf("11月27日")).toEqual([]);
  service.goOn();
  await until("the reminder", () => remindersOf("11月27日").length > 0);
  endHanging();
  await expectAnswerInQq();
  await redisIs("ok");
  await expectAnswerInQq();
  await expectReminder("11月27日");
});

test("killed while a reminder is being sent: it is sent after the next start, once", async () => {
  await start("2026-11-30T09:59:57+08:00");
  qyapi.fault("wangjianguo", "hang");
  await until("it is being sent", () =>
    qyapi.received.some(({ body }) => body.includes(`${matter("11月30日")}开喇叭`)),
  );
  const at = new Date(service.now()).toISOString();
  await service.kill();
  await start(at);
  await expectReminder("11月30日");
});
