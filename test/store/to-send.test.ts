import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { NewOutbox, OutboxRow } from "../../src/store/tables/outbox.ts";
import { engines, openEmpty } from "./open.ts";

describe.each(engines)("what there is to send, on %s", (engine) => {
  let db: Awaited<ReturnType<typeof openEmpty>>;
  let told: [chat: string, from: number][];
  let taken: OutboxRow[];
  let takes: (chat: string) => boolean;
  beforeEach(async () => {
    db = await openEmpty(engine);
    [told, taken, takes] = [[], [], () => false];
    db.store.onToSend({
      takes: (chat) => takes(chat),
      take: (row) => taken.push(row),
      wake: (chat, from) => told.push([chat, from]),
    });
  });
  afterEach(() => db.remove());

  const now = 1_000;
  const row = (target: string, cause: string) => ({ target, cause, purpose: "push", text: "您好", now }) as const;
  const add = (target: string, cause: string, more: Partial<NewOutbox> = {}) =>
    db.store.write((tables) => tables.outbox.add({ ...row(target, cause), ...more }));
  const causes = () => taken.map(({ cause }) => cause);

  test("is told once it is committed, each chat once and from when", async () => {
    await db.store.write(async (tables) => {
      await tables.outbox.add(row("a", "1"));
      await tables.outbox.add({ ...row("a", "2"), holdUntil: 9_000 });
      await tables.outbox.add({ ...row("b", "3"), holdUntil: 9_000 });
      await tables.outbox.add({ ...row("b", "4"), holdUntil: 5_000 });
      expect(told).toEqual([]);
    });
    expect(told).toEqual([
      ["a", 0],
      ["b", 5_000],
    ]);
  });

  test("is not told of what comes to nothing, nor of what was there", async () => {
    takes = () => true;
    await add("a", "1");
    [told, taken] = [[], []];
    const undone = db.store.write(async (tables) => {
      await tables.outbox.add(row("b", "2"));
      throw new Error("no");
    });
    await expect(undone).rejects.toThrow("no");
    await add("a", "1");
    expect([told, taken]).toEqual([[], []]);
  });

  test("is told of a chat whose held messages may go", async () => {
    await db.store.write((tables) => tables.outbox.release("c", null));
    expect(told).toEqual([["c", 0]]);
  });

  test("is in hand at once for who sends to that chat, in the order of writing, and anybody's elsewhere", async () => {
    takes = (chat) => chat === "a";
    await db.store.write(async (tables) => {
      await tables.outbox.add(row("a", "1"));
      await tables.outbox.add(row("b", "2"));
      await tables.outbox.add(row("a", "3"));
      expect(taken).toEqual([]);
    });
    expect(causes()).toEqual(["1", "3"]);
    expect(taken[0]).toMatchObject({ state: "sending", attempts: 1, claimed_at: now });
    expect(told).toEqual([["b", 0]]);
    expect(await db.store.read.outbox.counts()).toEqual({ sending: 2, waiting: 1 });
  });

  test("waits behind what waits, what somebody else sends, and what is tried again, but not behind what is held", async () => {
    await add("waits", "1");
    await add("theirs", "2");
    await db.store.write((tables) => tables.outbox.claim("theirs", now));
    await add("again", "3");
    await db.store.write(async (tables) => {
      const claimed = await tables.outbox.claim("again", now);
      await tables.outbox.putBack([claimed?.id ?? ""], now + 5_000, "429");
    });
    await add("held", "4", { holdUntil: now + 5_000 });
    takes = () => true;
    for (const chat of ["waits", "theirs", "again", "held"]) await add(chat, `${chat} next`);
    expect(causes()).toEqual(["held next"]);
    const first = await db.store.write((tables) => tables.outbox.claim("waits", now));
    await db.store.write((tables) => tables.outbox.sent(first ? [first] : [], now));
    await add("waits", "behind the next");
    expect(causes()).toEqual(["held next"]);
  });

  test("waits behind what another process has in hand", async () => {
    takes = () => true;
    await add("a", "1");
    const other = await db.again();
    const theirs: OutboxRow[] = [];
    other.onToSend({ takes: () => true, take: (of) => theirs.push(of), wake: (chat, from) => told.push([chat, from]) });
    await other.write((tables) => tables.outbox.add(row("a", "2")));
    expect(theirs).toEqual([]);
    expect(told).toEqual([["a", 0]]);
    await db.store.write((tables) => tables.outbox.sent(taken, now));
    expect(await db.store.read.outbox.waitingFor(["a", "b"], now)).toEqual(["a"]);
    await other.close();
  });

  test("is not in hand where it answers a message, is held, or a group's state decides", async () => {
    takes = () => true;
    await db.store.write(async (tables) => {
      for (const group of ["quiet", "known", "hook"]) await tables.groups.meet(group, now, "all");
      await tables.groups.learn("known", { may_push: "yes" });
      await tables.groups.learn("hook", { may_push: "yes" });
      await tables.groups.setWebhook("hook", "secret");
    });
    await add("reply", "1", { reply: { to: "m", until: 9_000 } });
    await add("held", "2", { holdUntil: 9_000 });
    await add("quiet", "3");
    await add("hook", "4");
    await add("known", "5", { why: "others" });
    expect(causes()).toEqual([]);
    await db.store.write((tables) => tables.outbox.cancelPushesTo(["known"]));
    await add("known", "6", { purpose: "answer" });
    await add("person", "7", { why: "others" });
    expect(causes()).toEqual(["6", "7"]);
  });

  test("of acknowledgements the first is in hand, the next waits till it may be said, and numbers join it", async () => {
    takes = () => true;
    const ack = (number: number) =>
      db.store.write((tables) =>
        tables.outbox.acknowledge(
          { ...row("g", "ack"), purpose: "ack", text: "", numbers: `${number}`, holdUntil: 9_000 },
          `alone ${number}`,
        ),
      );
    for (const number of [1, 2, 3]) await ack(number);
    expect(taken.map(({ numbers }) => numbers)).toEqual(["1"]);
    expect(new Set(told.map(([, from]) => from))).toEqual(new Set([9_000]));
  });

  test("leaves the hand for its place, unless somebody else has taken it meanwhile", async () => {
    takes = () => true;
    for (const cause of ["1", "2", "3"]) await add("a", cause);
    const later = now + 100_000;
    // the first claim is old: another process takes it
    const theirs = await db.store.write((tables) => tables.outbox.claim("a", later));
    expect(theirs).toMatchObject({ cause: "1", ambiguous: 1, holder: null });
    await db.store.write((tables) => tables.outbox.letGo(taken));
    expect(await db.store.read.outbox.counts()).toEqual({ sending: 1, waiting: 2 });
    takes = () => false;
    await db.store.write((tables) => tables.outbox.sent(theirs ? [theirs] : [], later));
    expect(await db.store.write((tables) => tables.outbox.claim("a", later))).toMatchObject({
      cause: "2",
      ambiguous: 0,
    });
  });
});
