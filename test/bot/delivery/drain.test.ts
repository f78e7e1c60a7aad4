import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createDelivery, type Delivery } from "../../../src/bot/delivery/drain.ts";
import type { Outgoing, SendResult } from "../../../src/bot/delivery/outgoing.ts";
import type { Store } from "../../../src/store/store.ts";
import type { NewOutbox } from "../../../src/store/tables/outbox.ts";
import { engines, openEmpty } from "../../store/open.ts";
import { putPerson } from "../../store/town.ts";

const chat = "wecom:corp:group:g";
const person = (name: string) => `wecom:corp:direct:${name}`;
const start = Date.parse("2026-11-21T10:00:00+08:00");
const second = 1000;
const minute = 60 * second;

const sent: SendResult = { outcome: "sent" };
const retry: SendResult = { outcome: "retry", error: "429" };
const unknown: SendResult = { outcome: "unknown", error: "reset" };
const refused: SendResult = { outcome: "refused", error: "too long" };

describe.each(engines)("delivery on %s", (engine) => {
  let database: Awaited<ReturnType<typeof openEmpty>>;
  let store: Store;
  let delivery: Delivery;
  let now: number;
  let calls: { at: number; message: Outgoing }[];
  let answer: (message: Outgoing) => SendResult | Promise<SendResult>;
  beforeEach(async () => {
    database = await openEmpty(engine);
    store = database.store;
    now = start;
    calls = [];
    answer = () => sent;
    delivery = createDelivery({
      ...{ store, reaches: () => true, limits: () => [], pace: async () => ({ ok: true }), admins: new Set<string>() },
      ...{ now: () => now, log: () => {}, paint: async () => Buffer.from("png") },
      send: async (message) => {
        calls.push({ at: now, message });
        return answer(message);
      },
    });
  });
  afterEach(async () => {
    await delivery.stop();
    await database.remove();
  });

  const add = (text: string, target = chat, more: Partial<NewOutbox> = {}) =>
    store.write((tables) =>
      tables.outbox.add({ target, cause: `${target} ${text}`, purpose: "push", text, now, ...more }),
    );
  /** Drains a chat whenever something may go, until a moment. */
  async function until(end: number, target = chat): Promise<void> {
    for (let at: number | undefined = now; at !== undefined && at <= end; at = await nextAt(target)) {
      now = Math.max(now, at);
      await delivery.drain(target);
    }
  }
  const nextAt = (target: string) => store.read.outbox.nextAt(target, now);
  const texts = () => calls.map(({ message }) => message.text);
  const counts = () => store.read.outbox.counts();

  test("keeps the order of a chat, also while one is tried again, and holds up no other chat", async () => {
    for (const text of ["1", "2", "3"]) await add(text);
    await add("other", person("li"));
    answer = ({ text, attempt }) => (text === "1" && attempt < 3 ? retry : sent);
    await delivery.drain(chat);
    await delivery.drain(person("li"));
    expect(texts()).toEqual(["1", "other"]);
    await until(now + minute);
    expect(texts()).toEqual(["1", "other", "1", "1", "2", "3"]);
  });

  test("tries eight times within four minutes, then gives up and goes on", async () => {
    await add("stuck");
    await add("next");
    answer = ({ text }) => (text === "stuck" ? retry : sent);
    await until(now + 10 * minute);
    const stuck = calls.filter(({ message }) => message.text === "stuck");
    expect(stuck.map(({ message }) => message.attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect((stuck.at(-1)?.at ?? 0) - start).toBeLessThan(4 * minute);
    expect(new Set(stuck.map(({ message }) => message.id)).size).toBe(1);
    expect(texts().at(-1)).toBe("next");
    expect(await counts()).toEqual({ failed: 1, sent: 1 });
  });

  test("waits as long as the platform asks", async () => {
    await add("limited");
    answer = ({ attempt }) => (attempt === 1 ? { ...retry, afterMs: 50 * second } : sent);
    await until(now + 10 * minute);
    expect(calls.map(({ at }) => at - start)).toEqual([0, 50 * second]);
  });

  test("is not slowed by one that is held till morning", async () => {
    await add("held", chat, { holdUntil: now + 600 * minute });
    await add("now");
    answer = ({ attempt }) => (attempt < 8 ? retry : sent);
    await until(now + 10 * minute);
    expect((calls.at(-1)?.at ?? 0) - start).toBeLessThan(4 * minute);
    expect(await counts()).toEqual({ sent: 1, waiting: 1 });
  });

  test.each([
    ["may have arrived", () => unknown],
    [
      "makes the channel throw",
      () => {
        throw new Error("a fault");
      },
    ],
  ])("repeats what %s once, and then lets it be", async (_, happens) => {
    await add("perhaps");
    await add("next");
    answer = ({ text }) => (text === "perhaps" ? happens() : sent);
    await until(now + 10 * minute);
    expect(texts()).toEqual(["perhaps", "perhaps", "next"]);
    expect(await counts()).toEqual({ failed: 1, sent: 1 });
  });

  test("marks what may have arrived twice", async () => {
    await add("perhaps");
    answer = () => unknown;
    await delivery.drain(chat);
    const again = await store.write((tables) => tables.outbox.claim(chat, now + minute));
    expect(again).toMatchObject({ attempts: 2, ambiguous: 1 });
  });

  test("sends the rest of a long text call by call, under one id", async () => {
    await add("long");
    answer = ({ done = 0 }) => (done < 2 ? { outcome: "partly", done: done + 1 } : sent);
    await until(now + minute);
    expect(calls.map(({ message }) => message.done)).toEqual([0, 1, 2]);
    expect(new Set(calls.map(({ message }) => message.id)).size).toBe(1);
    expect(await counts()).toEqual({ sent: 1 });
  });

  test("knows a group that is gone", async () => {
    await store.write((tables) => tables.groups.meet(chat, now, "all"));
    await add("hello?");
    answer = () => ({ outcome: "dead", error: "93008" });
    await until(now + minute);
    expect(await store.read.groups.get(chat)).toMatchObject({ dead_at: start, may_push: "no" });
    expect(await counts()).toEqual({ failed: 1 });
  });

  test("waits for the group to speak where the bot may not speak first", async () => {
    await store.write((tables) => tables.groups.meet(chat, now, "all"));
    for (const text of ["1", "2"]) await add(text);
    answer = ({ replyTo }) => (replyTo === undefined ? { outcome: "not-first", error: "304023" } : sent);
    await until(now + 60 * minute);
    expect(texts()).toEqual(["1"]);
    expect(await store.read.groups.get(chat)).toMatchObject({ may_push: "no", holding: 1 });
    await store.write((tables) => tables.outbox.release(chat, { to: "m9", until: now + 5 * minute }));
    await until(now + minute);
    expect(texts()).toEqual(["1", "1", "2"]);
    expect(await counts()).toEqual({ sent: 2 });
  });

  test("goes to the person's next account when one failed for good, and no further than the last", async () => {
    const personId = await store.write(async (tables) => {
      const id = await putPerson(tables, "王");
      const seen = { short: "", person_id: id, name: "" };
      for (const [name, last_used_at] of [
        ["new", 9],
        ["old", 5],
      ] as const)
        await tables.accounts.touch({ ...seen, key: name, direct_chat: person(name), last_used_at });
      return id;
    });
    await add("提醒", person("new"), { personId });
    await add("answer", person("new"), { personId, purpose: "answer" });
    answer = () => refused;
    await until(now + minute, person("new"));
    await until(now + minute, person("old"));
    const went = calls.map(({ message }) => [message.to.id, message.text]);
    expect(went).toHaveLength(3);
    expect(went).toEqual(
      expect.arrayContaining([
        ["new", "提醒"],
        ["new", "answer"],
        ["old", "提醒"],
      ]),
    );
  });

  test("takes a picture in hand only where a place is free among the few that are painted at a time", async () => {
    const asked: string[][] = [];
    let isFree = false;
    const other = createDelivery({
      ...{
        store,
        reaches: () => true,
        limits: () => [{ key: "chat", points: 9, seconds: 1 }],
        admins: new Set<string>(),
      },
      ...{ now: () => now, log: () => {}, paint: async () => Buffer.from("png") },
      pace: async (limits) => {
        asked.push(limits.map(({ key }) => key));
        return isFree || limits.length === 1 ? { ok: true } : { ok: false, afterMs: 1_000 };
      },
      send: async (message) => {
        calls.push({ at: now, message });
        return sent;
      },
    });
    await add("字");
    await add("图", chat, { picture: { title: "新会镇", day: "11月21日 周六", until: "8:03", blocks: [] } });
    await other.drain(chat);
    expect(texts()).toEqual(["字"]);
    isFree = true;
    now += 1_000;
    await other.drain(chat);
    await other.stop();
    expect(asked).toEqual([["chat"], ["chat", "pictures"], ["chat", "pictures"]]);
    expect(calls.map(({ message }) => message.picture !== undefined)).toEqual([false, true]);
    expect(calls[1]?.message.attempt).toBe(1);
  });

  test("sends what two processes drain at the same time once", async () => {
    for (const text of ["1", "2", "3"]) await add(text);
    const other = createDelivery({
      ...{ store, reaches: () => true, limits: () => [], pace: async () => ({ ok: true }), admins: new Set<string>() },
      ...{ now: () => now, log: () => {}, paint: async () => Buffer.from("png") },
      send: async (message) => {
        calls.push({ at: now, message });
        return sent;
      },
    });
    await Promise.all([delivery.drain(chat), other.drain(chat)]);
    for (let round = 0; round < 5 && calls.length < 3; round++) await delivery.drain(chat);
    await other.stop();
    expect(texts()).toEqual(["1", "2", "3"]);
  });

  test("looks again for what was written while it looked", async () => {
    let isFirst = true;
    const looking: Store["write"] = async (work) => {
      const found = await store.write(work);
      if (found === null && isFirst) {
        isFirst = false;
        await add("late");
        void other.drain(chat);
      }
      return found;
    };
    const other = createDelivery({
      ...{
        store: { ...store, write: looking },
        reaches: () => true,
        limits: () => [],
        pace: async () => ({ ok: true }),
      },
      ...{ admins: new Set<string>(), now: () => now, log: () => {}, paint: async () => Buffer.from("png") },
      send: async (message) => {
        calls.push({ at: now, message });
        return sent;
      },
    });
    await other.drain(chat);
    expect(texts()).toEqual(["late"]);
    await other.stop();
  });
});
