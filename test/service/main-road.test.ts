import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openImplementation } from "../channels/onebot/implementation.ts";
import { type Qyapi, startQyapi } from "../channels/wecom/qyapi.ts";
import { channelSettings, type Implementation, saidInQq, sayInQq, sayToBot } from "./platforms.ts";
import { type Home, openHome, type Service, until } from "./service.ts";
import { foundTown } from "./town.ts";

const workGroup = "wrTOWN";
const qqGroup = "70001";
const webhookKey = "693a91f6-7000-4bc4-97a0-0ec2facade00";

let qyapi: Qyapi;
let qq: Implementation;
let home: Home;
let service: Service;

beforeAll(async () => {
  [qyapi, qq] = await Promise.all([startQyapi(), openImplementation()]);
  home = openHome();
  // after the morning of the day it begins on: that one has no digest that might come late, into the group bound since
  await foundTown(home, { at: "2026-11-25T09:30:00+08:00" });
});

afterAll(async () => {
  await home.close();
  await Promise.all([qyapi.close(), qq.close()]);
});

/** Starts, or starts again, at this time by the service's clock. */
async function comeTo(at: string): Promise<void> {
  await service?.stop();
  service = await home.start({ ...channelSettings(qyapi, qq), ADMINS: "wecom:admin,onebot:10000" }, { at });
}

test("a cadre binds the work group, an admin the village's QQ group", async () => {
  await comeTo("2026-11-25T10:00:00+08:00");
  const bound = await sayToBot(service, { user: "wangjianguo", group: workGroup, text: "/绑定 东卧牛村 工作群" });
  expect(bound.answer).toContain("本群绑到了");
  expect(bound.answer).toContain("工作群");
  const key = await sayToBot(service, { user: "admin", group: workGroup, text: `/群 推送 ${webhookKey}` });
  expect(key.answer).toContain("推送设好了");
  expect(key.answer).not.toContain(webhookKey);
  await sayInQq(service, { user: "10000", group: qqGroup, text: "/绑定 东卧牛村 村民群" });
  const [answer] = await until("the answer in QQ", () => saidInQq(qq, qqGroup).length > 0 && saidInQq(qq, qqGroup));
  expect(answer).toContain("村民群");
});

test("a cadre logs a talk in the WeCom group: one line there, the whole of it one-to-one", async () => {
  const text = "/谈心 东卧牛 李大山 想修水渠 承诺：12月4日前答复";
  const said = await sayToBot(service, { user: "wangjianguo", group: workGroup, text });
  expect(said.answer).toMatch(/^记下了 T1：11月25日 谈心 东卧牛村 李大山。错了回“撤销”。$/);
  const [full] = await until("the private answer", () => someOf(qyapi.delivered("wangjianguo")));
  expect(full).toContain("T1");
  expect(full).toContain("12月4日");
});

test("a villager away says what he thinks in the QQ group and is answered with its number", async () => {
  const { status, body } = await sayInQq(service, { user: "10086", group: qqGroup, text: "意见：三社路灯不亮" });
  expect([status, body]).toEqual([204, ""]);
  await until("收到 O1", () => saidInQq(qq, qqGroup).includes("收到 O1"));
});

test("small talk in the QQ group is neither answered nor kept", async () => {
  await sayInQq(service, { user: "10087", group: qqGroup, text: "今天天气不错" });
  expect(home.query("select count(*) as count from inbox where account = 'onebot:10087'")).toEqual([{ count: 0 }]);
});

test("a cadre's reminder comes one-to-one on its minute", async () => {
  const set = await sayToBot(service, { user: "wangjianguo", group: workGroup, text: "/提醒 我 今天14:30 村民代表会" });
  expect(set.answer).toContain("R2");
  await comeTo("2026-11-25T14:29:56+08:00");
  const reminder = await until("the reminder", () =>
    qyapi.delivered("wangjianguo").find((text) => /【提醒】/.test(text)),
  );
  expect(reminder).toContain("R2 村民代表会");
  expect(reminder).not.toContain("补发");
  const [row] = home.query("select created_at from outbox where cause like 'remind:%'");
  expect(Number(row?.created_at)).toBeGreaterThanOrEqual(Date.parse("2026-11-25T14:30:00+08:00"));
});

test("next morning the town's secretary, who never wrote to the bot, gets one short digest", async () => {
  await comeTo("2026-11-26T08:30:00+08:00");
  const [digest = ""] = await until("the digest", () => someOf(qyapi.delivered("sunguohua")));
  const lines = digest.split("\n");
  expect(lines.length).toBeLessThanOrEqual(12);
  expect(Buffer.byteLength(digest)).toBeLessThanOrEqual(2_000);
  expect(digest).toContain("11月26日 新会镇");
  expect(digest).toContain("谈心 1/3村");
  expect(digest).toContain("意见 新增1（外出1）");
});

test("a secretary without any account gets it in the village's work group, by that group's webhook", async () => {
  const [digest] = await until("the village's digest", () => someOf(qyapi.delivered(webhookKey)));
  expect(digest).toContain("11月26日 东卧牛村");
});

test("once: also after another start in the same morning", async () => {
  await comeTo("2026-11-26T08:40:00+08:00");
  await until("Redis", async () => (await service.ready()).redis === "ok");
  expect(await service.stop()).toBe(0);
  expect(qyapi.delivered("sunguohua")).toHaveLength(1);
  expect(qyapi.delivered(webhookKey)).toHaveLength(1);
});

const someOf = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);
