import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { answering, openImplementation, resetting } from "../channels/onebot/implementation.ts";
import { type Fault, type Qyapi, startQyapi } from "../channels/wecom/qyapi.ts";
import { channelSettings, type Implementation, saidInQq, sayInQq, sayToBot } from "./platforms.ts";
import { type Home, openHome, type Service, until } from "./service.ts";
import { foundTown } from "./town.ts";

let qyapi: Qyapi;
let qq: Implementation;
let home: Home;
let service: Service;

beforeAll(async () => {
  [qyapi, qq] = await Promise.all([startQyapi(), openImplementation()]);
  home = openHome();
  await foundTown(home);
  service = await start();
  await sayToBot(service, { user: "wangjianguo", group: "wrWORK", text: "/绑定 东卧牛村 工作群" });
});

afterAll(async () => {
  await home.close();
  await Promise.all([qyapi.close(), qq.close()]);
});

const start = (options = {}): Promise<Service> => home.start(channelSettings(qyapi, qq), options);

/** Said in a group, so that the answer is sent to the member by the app. */
const ask = (user: string) => sayToBot(service, { user, group: "wrWORK", text: "/帮助" });
const arrived = (user: string) => until(`the answer to ${user}`, () => qyapi.delivered(user).length > 0);
const requests = (path: string): number => qyapi.received.filter((received) => received.path === path).length;

const faults: Readonly<Record<string, readonly Fault[]>> = {
  toomany: [{ status: 429 }],
  slowdown: [{ status: 429, headers: { "retry-after": "3" } }],
  broken: [{ status: 500 }, { status: 502, text: "<html>" }],
  busy: [{ json: { errcode: -1, errmsg: "system busy" } }],
  reset: ["reset"],
  hanging: ["hang"],
};
/** A frequency limit is waited out: a minute. */
const frequent: Fault = { json: { errcode: 45009, errmsg: "api freq out of limit" } };

test("whatever the platforms answer, a message arrives, and others do not wait for it", async () => {
  qq.behaviours.push(answering({ status: "failed", retcode: 100, data: null }), answering("", 503), resetting);
  await sayInQq(service, { user: "10086", text: "意见：三社路灯不亮" });
  qyapi.fault("frequent", frequent);
  await ask("frequent");
  for (const [user, list] of Object.entries(faults)) {
    qyapi.fault(user, ...list);
    await ask(user);
  }
  await ask("fortunate");
  await arrived("fortunate");
  expect(qyapi.delivered("hanging")).toEqual([]);
  await Promise.all(Object.keys(faults).map(arrived));
  expect(Object.keys(faults).filter((user) => qyapi.delivered(user).length !== 1)).toEqual([]);
  await until("the answer in QQ", () => qq.behaviours.length === 0 && saidInQq(qq, "10086").length === 4);
  expect(new Set(saidInQq(qq, "10086")).size).toBe(1);
});

test("a token that expires in the middle of a burst is renewed once, and all arrive", async () => {
  const users = Array.from({ length: 60 }, (_, number) => `member${number}`);
  const before = qyapi.tokensGiven();
  await Promise.all(users.slice(0, 30).map(ask));
  qyapi.expireTokens();
  await Promise.all(users.slice(30).map(ask));
  await Promise.all(users.map(arrived));
  expect(qyapi.tokensGiven()).toBe(before + 1);
});

test("a wrong secret stops token requests; what waited goes after a start with the right one", async () => {
  const before = requests("/cgi-bin/gettoken");
  qyapi.fault("/cgi-bin/gettoken", ...Array.from({ length: 20 }, () => ({ json: { errcode: 40001, errmsg: "" } })));
  qyapi.expireTokens();
  const users = ["one", "two", "three"];
  await Promise.all(users.map(ask));
  await until("the token request", () => requests("/cgi-bin/gettoken") > before);
  await ask("four");
  await sleep(3_000); // the first messages are tried again in this time
  expect(requests("/cgi-bin/gettoken")).toBe(before + 1);
  expect(await service.ready()).toMatchObject({ status: 200, "wecom-app": "degraded" });
  expect(qyapi.delivered("frequent")).toEqual([]);
  await service.stop();
  qyapi.mend();
  service = await start({ at: new Date(Date.now() + 90_000).toISOString() });
  await Promise.all([...users, "four", "frequent"].map(arrived));
});
