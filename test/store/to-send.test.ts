import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { engines, openEmpty } from "./open.ts";

describe.each(engines)("what there is to send, on %s", (engine) => {
  let db: Awaited<ReturnType<typeof openEmpty>>;
  let told: string[][];
  beforeEach(async () => {
    db = await openEmpty(engine);
    told = [];
    db.store.onToSend((chats) => told.push([...chats].sort()));
  });
  afterEach(() => db.remove());

  const row = (target: string, cause: string) => ({ target, cause, purpose: "push", text: "您好", now: 1 }) as const;

  test("is told once it is committed, each chat once", async () => {
    await db.store.write(async (tables) => {
      await tables.outbox.add(row("a", "1"));
      await tables.outbox.add(row("a", "2"));
      await tables.outbox.add(row("b", "3"));
      expect(told).toEqual([]);
    });
    expect(told).toEqual([["a", "b"]]);
  });

  test("is not told of what comes to nothing, nor of what was there", async () => {
    await db.store.write((tables) => tables.outbox.add(row("a", "1")));
    told = [];
    const undone = db.store.write(async (tables) => {
      await tables.outbox.add(row("b", "2"));
      throw new Error("no");
    });
    await expect(undone).rejects.toThrow("no");
    await db.store.write((tables) => tables.outbox.add(row("a", "1")));
    expect(told).toEqual([]);
  });

  test("is told of a chat whose held messages may go", async () => {
    await db.store.write((tables) => tables.outbox.release("c", null));
    expect(told).toEqual([["c"]]);
  });
});
