import { expect, test } from "@jest/globals";
import { onEachEngine } from "../open.ts";

const asked = { short: "s", chat: "c", key: "k", alsoKey: null, now: 0 };

onEachEngine("a question that waits", (db) => {
  const waiting = async (account: string) => (await db.read.scene.load({ ...asked, account })).dialog?.state;
  const ask = (account: string, state: string, until = 10) =>
    db.write((tables) => tables.dialogs.ask(account, "c", state, until));

  test("is replaced by the next one of the account in the chat, and ends", async () => {
    expect(await ask("a", "first")).toBeUndefined();
    expect(await ask("a", "second", 11)).toBe("first");
    await ask("b", "other");
    expect(await waiting("a")).toBe("second");
    const take = () => db.write((tables) => tables.dialogs.take({ account: "a", chat: "c", expires_at: 11 }));
    expect([await take(), await take()]).toEqual(["second", undefined]);
    expect([await waiting("a"), await waiting("b")]).toEqual([undefined, "other"]);
  });

  test("is taken by one when it is over", async () => {
    await ask("over", "x", 10);
    await ask("not over", "y", 11);
    const lapsed = await db.read.dialogs.lapsed(10, 9);
    expect(lapsed).toContainEqual({ account: "over", chat: "c", expires_at: 10 });
    expect(lapsed.map(({ account }) => account)).not.toContain("not over");
    const take = () => db.write((tables) => tables.dialogs.take({ account: "over", chat: "c", expires_at: 10 }));
    expect((await Promise.all([take(), take()])).filter(Boolean)).toEqual(["x"]);
    expect([await waiting("over"), await waiting("not over")]).toEqual([undefined, "y"]);
    expect(await db.read.dialogs.of("not over")).toEqual([
      { account: "not over", chat: "c", expires_at: 11, state: "y" },
    ]);
  });
});
