import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Outgoing, SendResult } from "../../../src/bot/delivery/outgoing.ts";
import type { ChatAddress } from "../../../src/bot/message.ts";
import { direct, engines, openWorld, saturday, type World } from "../../world.ts";

const chat: ChatAddress = { channel: "qq", bot: "102", kind: "group", id: "G" };
const target = "qq:102:group:G";

/** A platform like QQ: nothing is said first, and each (message, number) is taken once. */
describe.each(engines)("replies on %s", (engine) => {
  let world: World;
  let calls: Outgoing[];
  let answer: (message: Outgoing) => SendResult;
  beforeEach(async () => {
    world = await openWorld({ engine });
    calls = [];
    answer = ({ replyTo }) =>
      replyTo === undefined ? { outcome: "not-first", error: "40034105" } : { outcome: "sent" };
    world.sendWith((message) => {
      calls.push(message);
      return answer(message);
    });
  });
  afterEach(() => world.close());

  const add = (text: string, replyTo?: string) =>
    world.store.write((tables) =>
      tables.outbox.add({
        target,
        cause: text,
        purpose: "push",
        text,
        now: world.now(),
        ...(replyTo === undefined ? {} : { reply: { to: replyTo, until: saturday + 290_000 } }),
      }),
    );
  const numbers = () =>
    calls.map(({ text, replyTo, replySequence, attempt }) => [text, replyTo, replySequence, attempt]);

  test("to one message have numbers of their own, to another begin anew", async () => {
    await add("one", "m1");
    await add("two", "m1");
    await add("three", "m2");
    await world.drain(target);
    expect(numbers()).toEqual([
      ["one", "m1", 1, 1],
      ["two", "m1", 2, 1],
      ["three", "m2", 1, 1],
    ]);
  });

  test("that are tried again keep theirs", async () => {
    await add("one", "m1");
    await add("two", "m1");
    answer = ({ attempt }) => (attempt === 1 ? { outcome: "retry", error: "hang" } : { outcome: "sent" });
    await world.drain(target);
    for (let minute = 0; minute < 3; minute += 1) await world.passes(60_000);
    const mine = numbers().filter(([text]) => text === "two");
    expect(mine).toEqual([
      ["two", "m1", 2, 1],
      ["two", "m1", 2, 2],
    ]);
  });

  test("that had to wait go with the next message, numbered apart from its own answer, as first attempts", async () => {
    await world.store.write((tables) => tables.groups.meet(target, world.now(), "all"));
    await add("digest");
    await add("reminder");
    await world.drain(target);
    // what is held is written down before the chat speaks
    await world.quiet();
    expect(world.toChat(chat)).toEqual([]);
    calls = [];
    const replyTo = { id: "m9", until: saturday + 290_000 };
    await world.receives(
      world.message("villager", "/帮助", chat, { key: "m9", mentioned: true, replyTo, privately: null }),
    );
    expect(numbers().map(([, id, number, attempt]) => [id, number, attempt])).toEqual(
      calls.map((_, at) => ["m9", at + 1, 1]),
    );
    expect(world.toChat(chat).slice(0, 2)).toEqual(["digest", "reminder"]);
    expect(calls.length).toBeGreaterThan(2);
  });

  test("that had to wait go when the group lets the bot speak first", async () => {
    await world.store.write((tables) => tables.groups.meet(target, world.now(), "all"));
    await add("digest");
    await world.drain(target);
    const replyTo = { id: "event:GROUP_MSG_RECEIVE:1", until: saturday + 290_000 };
    const change = { type: "chat", key: "c1", chat, change: "may-push", sentAt: saturday, answers: "push" } as const;
    await world.receives({ ...change, replyTo });
    expect(world.toChat(chat)).toEqual(["digest"]);
  });

  test("to a person who takes no pushes wait until they write", async () => {
    const person = "qq:102:direct:U";
    const push = { target: person, cause: "p", purpose: "push", text: "p", now: world.now() } as const;
    await world.store.write((tables) => tables.outbox.add(push));
    await world.drain(person);
    await world.drain(person);
    expect(calls).toHaveLength(1);
    answer = () => ({ outcome: "sent" });
    await world.store.write((tables) => tables.outbox.release(person, { to: "m9", until: world.now() + 1000 }));
    await world.drain(person);
    expect(calls.at(-1)).toMatchObject({ text: "p", replyTo: "m9" });
  });

  test("that came too late are sent without what they answer", async () => {
    await add("late", "m1");
    answer = ({ replyTo }) =>
      replyTo === undefined ? { outcome: "sent" } : { outcome: "reply-expired", error: "40034128" };
    await world.drain(target);
    expect(calls.map(({ replyTo }) => replyTo)).toEqual(["m1", undefined]);
    expect(world.toChat(chat)).toEqual(["late"]);
  });
});

test("a change of the chat that is new and signed too long ago is refused", async () => {
  const world = await openWorld();
  const change = { type: "chat", key: "c1", chat, change: "left", sentAt: saturday, answers: "push" } as const;
  expect(await world.receives({ ...change, stale: true })).toMatchObject({ refused: true });
  expect(await world.receives(change)).toEqual({ answer: null });
  await world.close();
});

test("an answer that its response does not hold is sent instead, whole", async () => {
  const world = await openWorld();
  const said = { answers: "response", answerBytes: 60 } as const;
  const accepted = await world.receives(world.message("wang", "/帮助", direct("wang"), said));
  expect(accepted).toEqual({ answer: null });
  expect(Buffer.byteLength(world.toChat(direct("wang")).join())).toBeGreaterThan(60);
  expect(await world.receives(world.message("wang", "谢谢", direct("wang"), said))).toEqual({
    answer: "不客气，有事直接跟我说。",
  });
  await world.close();
});
