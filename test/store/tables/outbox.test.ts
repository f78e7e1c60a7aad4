import { expect, test } from "@jest/globals";
import type { NewOutbox } from "../../../src/store/tables/outbox.ts";
import { onEachEngine } from "../open.ts";

const minute = 60_000;
const now = 100 * minute;

onEachEngine("the outbox", (db) => {
  const add = (target: string, text: string, more: Partial<NewOutbox> = {}) =>
    db.write((tables) =>
      tables.outbox.add({ target, cause: `${target}:${text}`, purpose: "push", text, now, ...more }),
    );
  const claim = (target: string, at = now) => db.write((tables) => tables.outbox.claim(target, at));
  const words = async (target: string, at = now) => {
    const row = await claim(target, at);
    return row && db.read.outbox.openText(row);
  };
  const sent = async (target: string, at = now) => {
    const row = await claim(target, at);
    if (row) await db.write((tables) => tables.outbox.sent([row], at));
    return row && db.read.outbox.openText(row);
  };

  test("writes once per cause", async () => {
    expect([await add("once", "a"), await add("once", "a")]).toEqual([true, false]);
  });

  test("gives a target's messages in the order of writing, one at a time, to one of two who race", async () => {
    for (const text of ["1", "2"]) await add("order", text);
    const racers = await Promise.all([claim("order"), claim("order")]);
    expect(racers.map((row) => row && db.read.outbox.openText(row)).sort()).toEqual(["1", undefined]);
    const [first] = racers.filter((row) => row !== undefined);
    await db.write((tables) => tables.outbox.sent(first ? [first] : [], now));
    expect(await words("order")).toBe("2");
  });

  test("lets nothing pass one that waits to be tried again", async () => {
    for (const text of ["1", "2"]) await add("retry", text);
    const row = await claim("retry");
    await db.write((tables) => tables.outbox.putBack([row?.id ?? ""], now + minute, "429"));
    expect(await words("retry")).toBeUndefined();
    expect(await db.read.outbox.nextAt("retry", now)).toBe(now + minute);
    expect([await sent("retry", now + minute), await sent("retry", now + minute)]).toEqual(["1", "2"]);
  });

  test("lets others pass one that is held", async () => {
    await add("held", "digest", { holdUntil: now + minute });
    await add("held", "answer");
    expect([await sent("held"), await sent("held")]).toEqual(["answer", undefined]);
    expect(await sent("held", now + minute)).toBe("digest");
  });

  test("counts attempts, and takes over a claim whose process died, marked as perhaps sent", async () => {
    await add("stale", "1");
    expect(await claim("stale")).toMatchObject({ attempts: 1, ambiguous: 0 });
    expect(await claim("stale", now + minute)).toBeUndefined();
    expect(await claim("stale", now + minute + 1)).toMatchObject({ attempts: 2, ambiguous: 1 });
  });

  test("names the targets with something to do now", async () => {
    const due = async (at: number) =>
      (await db.read.outbox.dueTargets(at, 100)).filter((target) => /^due/.test(target));
    await add("due1", "a");
    await add("due1", "b");
    await add("due2", "a", { holdUntil: now + minute });
    await add("due3", "a");
    await claim("due3");
    expect(await due(now)).toEqual(["due1"]);
    expect((await due(now + minute + 1)).sort()).toEqual(["due1", "due2", "due3"]);
  });

  test("says the first acknowledgement at once, the rest of its window together, a late one by itself", async () => {
    const ack = { target: "ack", cause: "ack:1", purpose: "ack" as const, text: "", now, holdUntil: now + minute };
    const numbers = async (at: number) => {
      const row = await claim("ack", at);
      if (row) await db.write((tables) => tables.outbox.sent([row], at));
      return row?.numbers;
    };
    const say = (number: number) =>
      db.write((tables) => tables.outbox.acknowledge({ ...ack, numbers: `${number}` }, `alone ${number}`));
    await say(1);
    expect(await numbers(now)).toBe("1");
    for (const number of [2, 3, 4]) await say(number);
    expect(await numbers(now)).toBeUndefined();
    expect(await numbers(now + minute)).toBe("2,3,4");
    await say(5);
    expect([await numbers(now), await numbers(now)]).toEqual(["5", undefined]);
  });

  test("loses no acknowledgement of many at the same time", async () => {
    const ack = { target: "acks", cause: "ack:2", purpose: "ack" as const, text: "", now, holdUntil: now };
    await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        db.write((tables) => tables.outbox.acknowledge({ ...ack, numbers: `${at}` }, `alone ${at}`)),
      ),
    );
    const said: string[] = [];
    for (let row = await claim("acks"); row; row = await claim("acks")) {
      said.push(...row.numbers.split(","));
      const gone = row;
      await db.write((tables) => tables.outbox.sent([gone], now));
    }
    expect(said.map(Number).sort((one, other) => one - other)).toEqual(Array.from({ length: 12 }, (_, at) => at));
  });

  test("takes back the pushes a message caused, and says how many had gone", async () => {
    for (const cause of ["m1#1", "m1#2", "m1#3", "m10#1"]) await add("undo", cause, { cause });
    await add("undo", "an answer", { cause: "m1#answer", purpose: "answer" });
    await sent("undo");
    expect(await db.write((tables) => tables.outbox.cancelCausedBy("m1#"))).toEqual({ cancelled: 2, gone: 1 });
    expect([await sent("undo"), await sent("undo"), await sent("undo")]).toEqual(["m10#1", "an answer", undefined]);
  });

  test("holds what may not be said first until the group speaks, then sends it as a reply", async () => {
    await add("first", "digest");
    const row = await claim("first");
    if (row)
      await db.write((tables) => tables.outbox.holdForMessage(row.target, [row.id], now + 1440 * minute, "not first"));
    expect(await claim("first", now + 1439 * minute)).toBeUndefined();
    expect(await db.read.outbox.heldUntil("first", now)).toBe(now + 1440 * minute);
    await db.write((tables) => tables.outbox.release("first", { to: "m9", until: now + minute }));
    expect(await claim("first")).toMatchObject({ reply_to: "m9", reply_until: now + minute, attempts: 1 });
  });

  test("says when a target may be looked at again: a hold that ends, or another attempt", async () => {
    const next = () => db.read.outbox.nextAt("next", now);
    expect(await next()).toBeUndefined();
    await add("next", "digest", { holdUntil: now + 5 * minute });
    expect(await next()).toBe(now + 5 * minute);
    await add("next", "answer");
    expect(await next()).toBeLessThanOrEqual(now);
    const row = await claim("next");
    await db.write((tables) => tables.outbox.putBack([row?.id ?? ""], now + minute, "429"));
    expect(await next()).toBe(now + minute);
  });

  test("tries what waits for a group's message by itself when the day is over, all of it", async () => {
    for (const text of ["1", "2"]) {
      await add("daily", text);
      const row = await claim("daily");
      if (row)
        await db.write((tables) =>
          tables.outbox.holdForMessage(row.target, [row.id], now + (text === "1" ? 1 : 9), "not first"),
        );
    }
    expect(await claim("daily", now + 8)).toBeUndefined();
    expect(await claim("daily", now + 9)).toMatchObject({ waits_for_message: 1 });
  });

  test("keeps no pushes for chats that stopped them, but the answers", async () => {
    await add("off", "push");
    await add("off", "answer", { purpose: "answer" });
    await db.write((tables) => tables.outbox.cancelPushesTo(["off"]));
    await db.write((tables) => tables.outbox.cancelPushesTo([]));
    expect([await sent("off"), await sent("off")]).toEqual(["answer", undefined]);
  });

  test("forgets what is over, never what still has to go", async () => {
    await add("old", "sent", { now: 1 });
    await add("old", "waiting", { now: 1 });
    await sent("old");
    await db.write((tables) => tables.outbox.forgetBefore(2));
    expect([await sent("old"), await add("old", "sent"), await add("old", "waiting")]).toEqual([
      "waiting",
      true,
      false,
    ]);
  });
});
