import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createDelivery, type DeliverOptions, type Delivery } from "../../../src/bot/delivery/drain.ts";
import type { Outgoing, SendResult } from "../../../src/bot/delivery/outgoing.ts";
import { StorageError } from "../../../src/bot/storage-error.ts";
import type { Store } from "../../../src/store/store.ts";
import type { NewOutbox, OutboxRow } from "../../../src/store/tables/outbox.ts";
import { engines, openEmpty } from "../../store/open.ts";
import { putPerson } from "../../store/town.ts";

// What a process has claimed as it wrote it, and sends from hand.

const chat = "wecom:corp:direct:wang";
const start = Date.parse("2026-11-21T10:00:00+08:00");
const second = 1000;

const sent: SendResult = { outcome: "sent" };
const retry: SendResult = { outcome: "retry", error: "429" };

describe.each(engines)("delivery from hand on %s", (engine) => {
  let database: Awaited<ReturnType<typeof openEmpty>>;
  let store: Store;
  let delivery: Delivery;
  let now: number;
  let calls: Outgoing[];
  let logged: string[];
  let answer: (message: Outgoing) => SendResult | Promise<SendResult>;
  let mayGo: boolean;
  let isReached: boolean;
  beforeEach(async () => {
    database = await openEmpty(engine);
    store = database.store;
    now = start;
    [calls, logged] = [[], []];
    answer = () => sent;
    [mayGo, isReached] = [true, true];
    delivery = open(store);
  });
  afterEach(async () => {
    await delivery.stop();
    await database.remove();
  });

  function open(over: Store, more: Partial<DeliverOptions> = {}): Delivery {
    const opened = createDelivery({
      ...{ store: over, reaches: () => isReached, limits: () => [], admins: new Set<string>(), now: () => now },
      pace: async () => (mayGo ? { ok: true } : { ok: false, afterMs: 3 * second }),
      log: (event) => logged.push(event),
      paint: async () => Buffer.from("png"),
      send: async (message) => {
        calls.push(message);
        return answer(message);
      },
      ...more,
    });
    over.onToSend(opened);
    return opened;
  }
  const add = (texts: readonly string[], target = chat, more: Partial<NewOutbox> = {}) =>
    store.write(async (tables) => {
      for (const text of texts)
        await tables.outbox.add({ target, cause: `${target} ${text}`, purpose: "push", text, now, ...more });
    });
  const texts = () => calls.map(({ text }) => text);
  const counts = () => store.read.outbox.counts();
  /** A call that hangs until it is let go. */
  function hanging() {
    let go: (result: SendResult) => void = () => undefined;
    answer = () => new Promise((done) => (go = done));
    return (result: SendResult) => {
      answer = () => sent;
      go(result);
    };
  }
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise((resolve) => setImmediate(resolve));
  };

  test("goes in the order of writing, once, and is marked with what is known of it", async () => {
    answer = ({ text }) => ({ outcome: "sent", messageId: `id of ${text}` });
    await add(["1", "2"], chat, { recordId: "r1" });
    await add(["3"], chat, { recordId: "r2" });
    await delivery.idle();
    expect(texts()).toEqual(["1", "2", "3"]);
    expect(calls.map(({ attempt, to }) => [attempt, to.id])).toEqual(Array(3).fill([1, "wang"]));
    expect(await counts()).toEqual({ sent: 3 });
    expect(await store.read.outbox.recordsOf(chat, { messageId: "id of 3" }, 0)).toEqual(["r2"]);
    expect(await store.read.outbox.recordsOf(chat, { text: "2" }, 0)).toEqual(["r1"]);
  });

  test("takes one statement to send a second and mark it, and asks the outbox for nothing", async () => {
    await add(["1"]);
    await delivery.idle();
    const before = store.executed();
    await add(["2"]);
    await delivery.idle();
    // written, marked, and one look for what waits behind it
    expect(store.executed() - before).toBe(3);
  });

  test("holds up what is behind one that is tried again, also what is written meanwhile, and no other chat", async () => {
    const end = hanging();
    await add(["1", "2"]);
    await until(() => calls.length > 0);
    await add(["3"]);
    end(retry);
    await delivery.idle();
    await add(["4"]);
    await add(["other"], "wecom:corp:direct:li");
    await delivery.idle();
    expect(texts()).toEqual(["1", "other"]);
    expect(await counts()).toEqual({ waiting: 4, sent: 1 });
    now += 2 * second;
    await delivery.drain(chat);
    await delivery.idle();
    expect(texts()).toEqual(["1", "other", "1", "2", "3", "4"]);
    expect(calls.filter(({ text }) => text === "1").map(({ attempt }) => attempt)).toEqual([1, 2]);
    await add(["5"]);
    await delivery.idle();
    expect(texts().at(-1)).toBe("5");
    expect(await counts()).toEqual({ sent: 6 });
  });

  test("comes after one that is tried again, also when it comes into hand late", async () => {
    const end = hanging();
    await add(["1"]);
    await until(() => calls.length > 0);
    const late: OutboxRow[] = [];
    store.onToSend({ ...delivery, take: (row) => late.push(row) });
    await add(["2"]);
    end(retry);
    await delivery.idle();
    expect(late).toHaveLength(1);
    for (const row of late) delivery.take(row);
    await delivery.idle();
    now += 2 * second;
    await delivery.drain(chat);
    await delivery.idle();
    expect(texts()).toEqual(["1", "1", "2"]);
  });

  test("is tried eight times in all, then given up, and the rest goes", async () => {
    answer = ({ text }) => (text === "stuck" ? retry : sent);
    await add(["stuck", "next"]);
    for (let minutes = 0; minutes < 10; minutes++) {
      await delivery.idle();
      now += 70 * second;
      await delivery.drain(chat);
    }
    expect(calls.filter(({ text }) => text === "stuck").map(({ attempt }) => attempt)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8,
    ]);
    expect(texts().at(-1)).toBe("next");
    expect(await counts()).toEqual({ failed: 1, sent: 1 });
  });

  test("goes back to its place when the platform may take no more, and is no attempt", async () => {
    mayGo = false;
    await add(["1", "2"]);
    await delivery.idle();
    expect(await counts()).toEqual({ waiting: 2 });
    mayGo = true;
    now += 3 * second;
    await delivery.drain(chat);
    await delivery.idle();
    expect(calls.map(({ text, attempt }) => [text, attempt])).toEqual([
      ["1", 1],
      ["2", 1],
    ]);
  });

  test("goes back to its place when the connection is lost, and is taken by who has it", async () => {
    const end = hanging();
    await add(["1", "2"]);
    await until(() => calls.length > 0);
    isReached = false;
    end(sent);
    await delivery.idle();
    await add(["3"]);
    await delivery.idle();
    expect(texts()).toEqual(["1"]);
    expect(await counts()).toEqual({ sent: 1, waiting: 2 });
    isReached = true;
    await delivery.drain(chat);
    await delivery.idle();
    expect(texts()).toEqual(["1", "2", "3"]);
  });

  test("sends the rest of a long text before what was written after it", async () => {
    answer = ({ text, done = 0 }) => (text === "long" && done < 2 ? { outcome: "partly", done: done + 1 } : sent);
    await add(["long", "next"]);
    await delivery.idle();
    expect(calls.map(({ text, done }) => [text, done])).toEqual([
      ["long", 0],
      ["long", 1],
      ["long", 2],
      ["next", 0],
    ]);
    expect(await counts()).toEqual({ sent: 2 });
  });

  test("goes to the person's next account when it failed for good", async () => {
    const personId = await store.write(async (tables) => {
      const id = await putPerson(tables, "王");
      const seen = { short: "", person_id: id, name: "", last_used_at: 5 };
      await tables.accounts.touch({ ...seen, key: "old", direct_chat: "wecom:corp:direct:old" });
      return id;
    });
    answer = ({ to }) => (to.id === "old" ? sent : { outcome: "refused", error: "no" });
    await add(["提醒"], chat, { personId });
    await delivery.idle();
    expect(calls.map(({ to }) => to.id)).toEqual(["wang", "old"]);
    expect(await counts()).toEqual({ failed: 1, sent: 1 });
  });

  test("is not sent when its time is over before its turn comes, nor kept long", async () => {
    const end = hanging();
    await add(["1"]);
    await add(["late"], chat, { expiresAt: now + second });
    await add(["2"]);
    await until(() => calls.length > 0);
    now += 40 * second;
    end(sent);
    await delivery.idle();
    expect(texts()).toEqual(["1", "2"]);
    expect(await counts()).toEqual({ sent: 2, cancelled: 1 });
  });

  test("is left to others at the stop as far as it was not begun, and what was sent is marked", async () => {
    const end = hanging();
    await add(["1", "2"]);
    await until(() => calls.length > 0);
    const stopping = delivery.stop();
    end(sent);
    await stopping;
    await add(["3"]);
    expect(await counts()).toEqual({ sent: 1, waiting: 2 });
    delivery = open(store);
    await delivery.drain(chat);
    await delivery.idle();
    expect(texts()).toEqual(["1", "2", "3"]);
  });

  test("is marked as soon as a database that took nothing takes something again", async () => {
    let fails = 1;
    const faulty: Store = {
      ...store,
      write: (work) => (calls.length > 0 && fails-- > 0 ? Promise.reject(new StorageError("full")) : store.write(work)),
    };
    await delivery.stop();
    delivery = open(faulty);
    store.onToSend(delivery);
    await add(["1"]);
    await delivery.idle();
    expect(texts()).toEqual(["1"]);
    expect(logged).toEqual(["not marked as sent"]);
    expect(await counts()).toEqual({ sent: 1 });
  });

  test("of a process that died is taken up by another after a minute, in order, and marked as perhaps sent", async () => {
    const dead = await database.again();
    dead.onToSend({ takes: () => true, take: () => undefined, wake: () => undefined });
    await dead.write(async (tables) => {
      for (const text of ["1", "2"]) await tables.outbox.add({ target: chat, cause: text, purpose: "push", text, now });
    });
    await dead.close();
    await add(["3"]);
    await delivery.drain(chat);
    expect(texts()).toEqual([]);
    now += 61 * second;
    expect(await store.read.outbox.dueTargets(now, 10)).toEqual([chat]);
    await delivery.drain(chat);
    await delivery.idle();
    expect(calls.map(({ text, attempt }) => [text, attempt])).toEqual([
      ["1", 1],
      ["2", 1],
      ["3", 1],
    ]);
  });

  test("of two processes that write for one chat all goes, once", async () => {
    const other = await database.again();
    const theirs = open(other);
    const write = (to: Store, text: string) =>
      to.write((tables) => tables.outbox.add({ target: chat, cause: text, purpose: "push", text, now }));
    const names = Array.from({ length: 20 }, (_, n) => String(n).padStart(2, "0"));
    for (const [n, text] of names.entries()) await write(n % 3 === 0 ? other : store, text);
    for (let round = 0; round < 50 && calls.length < names.length; round++) {
      await Promise.all([delivery, theirs].map((one) => one.drain(chat)));
      await Promise.all([delivery, theirs].map((one) => one.idle()));
    }
    await theirs.stop();
    await other.close();
    expect(texts()).toEqual(names);
    expect(await counts()).toEqual({ sent: names.length });
  });
});
