import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { chatKey, type Incoming, type Message } from "../../src/bot/message.ts";
import type { Bot } from "../../src/join.ts";
import { openEmpty } from "../store/open.ts";
import { qq } from "./platforms.ts";
import { createSender } from "./sender.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

let db: Awaited<ReturnType<typeof openEmpty>>;
let stand: Awaited<ReturnType<typeof qq>>;
let bot: Bot;
let now: number;
let allowed: boolean;

// A QQ group where the bot may not speak first, until `allowed`.
beforeEach(async () => {
  db = await openEmpty("sqlite");
  allowed = false;
  now = Date.UTC(2026, 10, 21);
  stand = await qq({ kind: "group", mayPush: () => allowed });
  bot = createSender({ store: db.store, channel: stand.channel, redis: null, now: () => now });
  await db.store.write((tables) => tables.groups.meet(target(), now, "mentions"));
});
afterEach(async () => {
  await bot.stop();
  await stand.close();
  await db.remove();
});

const target = () => chatKey(stand.chat(0));
const group = () => db.store.read.groups.get(target());
const shown = () => stand.shown.map(({ text, answers = "" }) => [text, answers]);

async function push(text: string, reply?: { to: string; until: number }): Promise<void> {
  await db.store.write((tables) =>
    tables.outbox.add({ target: target(), cause: text, purpose: "push", text, now, ...(reply && { reply }) }),
  );
  await bot.drain(target());
}

/** Somebody says something in the group; answers to it are taken for 290 seconds. */
const hear = (id: string): Promise<void> => accepting(said(id));

async function accepting(incoming: Incoming): Promise<void> {
  await bot.accept(incoming);
  await bot.quiet();
}

function said(id: string): Message {
  return {
    type: "message",
    key: `${target()}:${id}`,
    chat: stand.chat(0),
    sender: { account: "qq:app:member:g:u", shortAccount: "qq:u", name: "李大山" },
    text: "今天天气不错",
    mentioned: false,
    botNames: ["小助手"],
    quote: null,
    sentAt: now,
    answers: "push",
    privately: null,
    hears: "all",
    replyTo: { id, until: now + 290_000 },
  };
}

test("a digest waits for the group's next message and goes as an answer to it, at most five minutes old", async () => {
  await push("简报");
  expect(shown()).toEqual([]);
  expect(await group()).toMatchObject({ may_push: "no", holding: 1 });
  now += 3 * 60 * minute;
  await hear("m1");
  expect(shown()).toEqual([["简报", "m1 1"]]);
  expect(await group()).toMatchObject({ may_push: "no", holding: 0 });
});

test("an answer that comes too late waits as well, and gets a number of its own under the next message", async () => {
  await push("一", { to: "m1", until: now + 290_000 });
  await push("二", { to: "m1", until: now + 290_000 });
  await push("太晚", { to: "m1", until: now - 1 });
  expect(shown()).toEqual([
    ["一", "m1 1"],
    ["二", "m1 2"],
  ]);
  await hear("m2");
  await push("三", { to: "m2", until: now + 290_000 });
  expect(shown().slice(2)).toEqual([
    ["太晚", "m2 1"],
    ["三", "m2 2"],
  ]);
});

test("what is more than a message may be answered with waits for the one after it", async () => {
  for (const text of ["1", "2", "3", "4", "5", "6", "7"]) await push(text);
  await hear("m1");
  expect(shown().map(([text]) => text)).toEqual(["1", "2", "3", "4", "5"]);
  await hear("m2");
  expect(shown().slice(5)).toEqual([
    ["6", "m2 1"],
    ["7", "m2 2"],
  ]);
});

test("when somebody decided on speaking first, it is tried again", async () => {
  await push("1");
  allowed = true;
  const chat = stand.chat(0);
  await accepting({ type: "chat", key: "c", chat, change: "push-changed", sentAt: now, answers: "push" });
  expect(shown()).toEqual([["1", ""]]);
  expect(await group()).toMatchObject({ may_push: "yes", holding: 0 });
});

test("a group that refused once is not asked for every message, but once a day; then all that waits goes", async () => {
  await push("1");
  await push("2");
  await push("3");
  expect(stand.calls()).toBe(1);
  now += day;
  await bot.drain(target());
  expect(stand.calls()).toBe(2);
  expect(await db.store.read.outbox.dueTargets(now + day - 1, 10)).toEqual([]);
  allowed = true;
  now += day;
  expect(await db.store.read.outbox.dueTargets(now, 10)).toEqual([target()]);
  await bot.drain(target());
  expect(shown()).toEqual([
    ["1", ""],
    ["2", ""],
    ["3", ""],
  ]);
  expect(await group()).toMatchObject({ may_push: "yes", holding: 0 });
});
