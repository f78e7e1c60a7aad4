import { expect, test } from "@jest/globals";
import type { InboxEntry } from "../../../src/store/tables/inbox.ts";
import { onEachEngine } from "../open.ts";

const entry = {
  alsoKey: null,
  chat: "c",
  account: "a",
  platformId: null,
  sentAt: 0,
  receivedAt: 10,
  message: "意见：路灯不亮",
  answer: "收到 O1",
};

onEachEngine("the inbox", (db) => {
  const add = (more: Partial<InboxEntry> & { key: string }) =>
    db.write((tables) => tables.inbox.add({ ...entry, ...more }));

  test("takes a message once by either of its keys", async () => {
    await add({ key: "k1", alsoKey: "also" });
    await expect(add({ key: "k1" })).rejects.toThrow();
    await expect(add({ key: "k2", alsoKey: "also" })).rejects.toThrow();
    await add({ key: "k3" });
  });

  test("keeps a failed one with its first failure, and settles it once", async () => {
    const failed = { ...entry, key: "f", answer: "没记上" };
    await db.write((tables) => tables.inbox.addFailed(failed, "Error at x"));
    await db.write((tables) => tables.inbox.addFailed(failed, "another"));
    await db.write((tables) => tables.inbox.failedAgain("f", "again"));
    const [row] = await db.read.inbox.failed(10);
    expect(row).toMatchObject({ key: "f", attempts: 2, error: "again" });
    expect(row && db.read.inbox.openMessage(row)).toBe(entry.message);
    await db.write((tables) => tables.inbox.settleFailed({ ...failed, answer: "收到 O2" }));
    await expect(db.write((tables) => tables.inbox.settleFailed(failed))).rejects.toThrow();
    expect(await db.read.inbox.failed(10)).toEqual([]);
  });

  test("finds a message by the platform's id in its chat", async () => {
    await add({ key: "p", platformId: "77" });
    expect(await db.read.inbox.findByPlatformId("c", "77")).toEqual({
      ...{ key: "p", account: "a", origin_key: null, received_at: 10, answer: "收到 O1" },
    });
    expect(await db.read.inbox.findByPlatformId("other", "77")).toBeUndefined();
  });

  test("forgets the words of old messages and still knows them", async () => {
    await add({ key: "old", receivedAt: 1 });
    await add({ key: "new", receivedAt: 2 });
    await db.write((tables) => tables.inbox.forgetBefore(2));
    const prior = async (key: string) =>
      (await db.read.scene.load({ account: "a", short: "a", chat: "c", key, alsoKey: null, now: 9 })).prior;
    expect(await prior("old")).toEqual({ state: "done", answer: null });
    expect(await prior("new")).toEqual({ state: "done", answer: "收到 O1" });
  });
});
