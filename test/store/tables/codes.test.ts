import { beforeAll, expect, test } from "@jest/globals";
import { onEachEngine } from "../open.ts";
import { putPerson } from "../town.ts";

onEachEngine("codes", (db) => {
  let person_id = "";
  beforeAll(async () => {
    person_id = await db.write((tables) => putPerson(tables, "李大山"));
  });
  const issue = (hash: string, needs_confirmation = 0) =>
    db.write((tables) =>
      tables.codes.add({
        hash,
        person_id,
        issuer_account: "issuer",
        issuer_chat: "c",
        created_at: 0,
        expires_at: 100,
        needs_confirmation,
      }),
    );
  const use = (hash: string, account = "a", now = 50) => db.write((tables) => tables.codes.use(hash, account, now));
  const confirm = (hash: string, issuer: string, now = 60) =>
    db.write((tables) => tables.codes.confirm(hash, issuer, now));

  test("are used by one of two who race", async () => {
    await issue("race");
    const used = await Promise.all([use("race", "a"), use("race", "b")]);
    expect(used.filter((row) => row !== undefined)).toMatchObject([{ person_id, used_at: 50 }]);
  });

  test("are not used when they are over or unknown", async () => {
    await issue("over");
    expect([await use("over", "a", 100), await use("nobody's")]).toEqual([undefined, undefined]);
    expect(await use("over", "a", 99)).toMatchObject({ used_by: "a" });
  });

  test("are confirmed once, by their issuer, after their use and before their end", async () => {
    await issue("careful", 1);
    expect(await confirm("careful", "issuer")).toBeUndefined();
    await use("careful");
    expect(await confirm("careful", "somebody else")).toBeUndefined();
    expect(await confirm("careful", "issuer", 100)).toBeUndefined();
    expect(await confirm("careful", "issuer")).toMatchObject({ used_by: "a", confirmed_at: 60 });
    expect(await confirm("careful", "issuer")).toBeUndefined();
  });

  test("that need no confirmation cannot be confirmed", async () => {
    await issue("plain");
    await use("plain");
    expect(await confirm("plain", "issuer")).toBeUndefined();
  });
});
