import { beforeAll, expect, test } from "@jest/globals";
import { onEachEngine } from "../open.ts";
import { putPerson } from "../town.ts";

const seen = { short: "s", person_id: null, name: "昵称", direct_chat: null, last_used_at: 1 };

onEachEngine("accounts", (db) => {
  let person = "";
  beforeAll(async () => {
    person = await db.write((tables) => putPerson(tables, "王"));
  });

  test("keep what is known of them when they are used from where less is known", async () => {
    await db.write((tables) =>
      tables.accounts.touch({ ...seen, key: "a", person_id: person, direct_chat: "d", last_used_at: 5 }),
    );
    await db.write((tables) => tables.accounts.touch({ ...seen, key: "a", name: "新昵称", last_used_at: 9 }));
    expect(await db.read.accounts.get("a")).toMatchObject({
      person_id: person,
      direct_chat: "d",
      name: "新昵称",
      last_used_at: 9,
      created_at: 5,
    });
  });

  test("change their person only by being bound", async () => {
    const other = await db.write(async (tables) => {
      const id = await putPerson(tables, "李");
      await tables.accounts.touch({ ...seen, key: "a", person_id: id });
      return id;
    });
    expect((await db.read.accounts.get("a"))?.person_id).toBe(person);
    await db.write((tables) => tables.accounts.bind("a", other));
    expect((await db.read.accounts.get("a"))?.person_id).toBe(other);
  });

  test("that can be written to come with the one last used first, those never heard of at last", async () => {
    const id = await db.write(async (tables) => {
      const somebody = await putPerson(tables, "周");
      for (const [key, direct_chat, last_used_at] of [
        ["old", "d-old", 1],
        ["group only", null, 9],
        ["new", "d-new", 5],
      ] as const)
        await tables.accounts.touch({ ...seen, key, short: key, direct_chat, last_used_at, person_id: somebody });
      for (const short of ["wecom:listed", "qq:listed", "old"]) await tables.people.nameAccount(short, somebody);
      return somebody;
    });
    const store = await db.again({ addressOf: (short) => (short.startsWith("wecom:") ? `direct ${short}` : null) });
    expect(await store.read.accounts.reachable(id)).toEqual([
      { account: "new", chat: "d-new" },
      { account: "old", chat: "d-old" },
      { account: "wecom:listed", chat: "direct wecom:listed" },
    ]);
    await store.close();
  });

  test("of somebody unknown stop their own pushes only", async () => {
    await db.write(async (tables) => {
      await tables.accounts.touch({ ...seen, key: "stranger" });
      await tables.accounts.unsubscribe("stranger", null, 3);
    });
    expect((await db.read.accounts.get("stranger"))?.unsubscribed_at).toBe(3);
    expect((await db.read.people.get(person))?.unsubscribed_at).toBeNull();
  });
});
