import { afterEach, describe, expect, test } from "@jest/globals";
import { DatabaseSync } from "@photostructure/sqlite";
import { sql } from "kysely";
import { StorageError } from "../../../src/bot/storage-error.ts";
import { openSqlite } from "../../../src/store/engine/sqlite.ts";
import type { Store } from "../../../src/store/store.ts";
import type { Tables } from "../../../src/store/tables.ts";
import { nobody } from "../../../src/store/to-send.ts";
import { engines, openEmpty } from "../open.ts";

const opened: { remove(): Promise<void> }[] = [];
afterEach(async () => {
  for (const database of opened.splice(0)) await database.remove();
});

async function open(engine: (typeof engines)[number], more = {}) {
  const database = await openEmpty(engine, more);
  opened.push(database);
  return database;
}

const put = (key: string) => async (tables: Tables) => {
  await tables.settings.set(key, key);
  return key;
};

/** Everything acknowledged is there, and nothing that was refused. */
async function expectExactly(
  store: Store,
  outcomes: readonly PromiseSettledResult<unknown>[],
  keys: readonly string[],
) {
  for (const [index, outcome] of outcomes.entries()) {
    const key = keys[index] ?? "";
    expect([key, await store.read.settings.get(key)]).toEqual([key, outcome.status === "fulfilled" ? key : undefined]);
  }
}

const keys = Array.from({ length: 40 }, (_, index) => `k${index}`);

describe.each(engines)("units of work that wait together on %s", (engine) => {
  test("are all kept", async () => {
    const { store } = await open(engine);
    const outcomes = await Promise.allSettled(keys.map((key) => store.write(put(key))));
    expect(outcomes.every((outcome) => outcome.status === "fulfilled")).toBe(true);
    await expectExactly(store, outcomes, keys);
  });

  test("lose only the one that throws", async () => {
    const { store } = await open(engine);
    const outcomes = await Promise.allSettled(
      keys.map((key, index) =>
        store.write(async (tables) => {
          await put(key)(tables);
          if (index === 7) throw new Error("no");
        }),
      ),
    );
    expect(outcomes.map((outcome) => outcome.status === "rejected")).toEqual(keys.map((_, index) => index === 7));
    await expectExactly(store, outcomes, keys);
  });

  test("lose only the one whose row the database refuses", async () => {
    const { store } = await open(engine);
    const outcomes = await Promise.allSettled(
      keys.map((key, index) =>
        store.write(async (tables) => {
          await put(key)(tables);
          // a post of a place that does not exist
          if (index === 11)
            await tables.people.addPost({ personId: "nobody", role: "cadre", placeId: "nowhere", title: "", now: 0 });
        }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.status === "rejected")).toHaveLength(1);
    await expectExactly(store, outcomes, keys);
  });

  test("fail together with whatever follows from a neighbour that fails", async () => {
    const { store } = await open(engine);
    const told: string[] = [];
    store.onToSend({ ...nobody, wake: (chat) => told.push(chat) });
    const tell = (chat: string) => async (tables: Tables) => {
      await tables.outbox.add({ target: chat, cause: chat, purpose: "push", text: "您好", now: 1 });
      if (chat === "undone") throw new Error("no");
    };
    await Promise.allSettled(["one", "undone", "two"].map((chat) => store.write(tell(chat))));
    expect(told.sort()).toEqual(["one", "two"]);
    expect(await store.read.outbox.dueTargets(1, 10)).toEqual(expect.arrayContaining(["one", "two"]));
    expect(await store.read.outbox.counts()).toEqual({ waiting: 2 });
  });

  test("do not mix with one that waits in the middle of its work", async () => {
    const { store } = await open(engine);
    const outcomes = await Promise.allSettled(
      keys.map((key, index) =>
        store.write(async (tables) => {
          await put(key)(tables);
          if (index !== 3) return;
          await new Promise((resolve) => setTimeout(resolve, 30));
          throw new Error("after waiting");
        }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.status === "rejected")).toHaveLength(1);
    await expectExactly(store, outcomes, keys);
  });

  test("may not use their tables after their end", async () => {
    const { store } = await open(engine);
    let kept: Tables | undefined;
    await store.write(async (tables) => {
      kept = tables;
    });
    await expect(kept?.settings.set("late", "late")).rejects.toThrow();
    expect(await store.read.settings.get("late")).toBeUndefined();
  });
});

describe("a group on SQLite", () => {
  const inGroup = (count: number) => Array.from({ length: count }, (_, index) => `g${index}`);

  test("of 24 in which one fails is done a second time, and that one fails again", async () => {
    const { store } = await open("sqlite");
    const runs = new Map<string, number>();
    const members = inGroup(24);
    const outcomes = await Promise.allSettled(
      members.map((key) =>
        store.write(async (tables) => {
          runs.set(key, (runs.get(key) ?? 0) + 1);
          await put(key)(tables);
          if (key === "g12") throw new Error(`no, for the time ${runs.get(key)}`);
        }),
      ),
    );
    expect(outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.message] : []))).toEqual([
      "no, for the time 2",
    ]);
    expect(members.map((key) => runs.get(key))).toEqual(members.map((_, index) => (index <= 12 ? 2 : 1)));
    await expectExactly(store, outcomes, members);
  });

  test("waits for another process that writes, and the program goes on meanwhile", async () => {
    const { store, file } = await open("sqlite");
    const other = new DatabaseSync(file);
    other.exec("begin immediate");
    const written = Promise.all(inGroup(3).map((key) => store.write(put(key))));
    // nobody would come to this if the loop stood still until the other is done
    setTimeout(() => other.exec("commit"), 60);
    expect(await written).toEqual(inGroup(3));
    other.close();
  });

  test("in which all succeed is done once", async () => {
    const { store } = await open("sqlite");
    let runs = 0;
    await Promise.all(
      inGroup(24).map((key) =>
        store.write((tables) => {
          runs++;
          return put(key)(tables);
        }),
      ),
    );
    expect(runs).toBe(24);
  });

  test("does not wait twice for one that does not end", async () => {
    const { store } = await open("sqlite", { sqlite: { patience: 20 } });
    let begun = 0;
    const outcomes = await Promise.allSettled(
      inGroup(5).map((key, index) =>
        store.write(async (tables) => {
          await put(key)(tables);
          if (index !== 2) return;
          begun++;
          await new Promise(() => undefined);
        }),
      ),
    );
    expect(begun).toBe(1);
    expect(outcomes.map(({ status }) => status === "rejected")).toEqual([false, false, true, false, false]);
    await expectExactly(store, outcomes, inGroup(5));
  });

  test.each(["as it goes on", "and is done with it"])(
    "whose transaction one throws away, %s, loses only that one",
    async (how) => {
      const { file } = await open("sqlite");
      const engine = openSqlite({ path: file });
      const writing = (key: string, index: number) =>
        engine.write(async (db) => {
          const set = (name: string) => sql`insert into settings (key, value) values (${name}, ${name})`.execute(db);
          await set(key);
          if (index !== 3) return;
          await sql`rollback`.execute(db);
          if (how !== "as it goes on") return;
          // a full disk does both: the statement fails and the transaction is gone
          await sql`insert into nowhere values (1)`.execute(db).catch(() => undefined);
          await set(`${key} late`).catch(() => undefined);
        });
      const outcomes = await Promise.allSettled(inGroup(6).map(writing));
      const kept = await sql<{ key: string }>`select key from settings where key like 'g%'`.execute(engine.read);
      await engine.close();
      expect(outcomes.map(({ status }) => status === "rejected")).toEqual([false, false, false, true, false, false]);
      expect(outcomes[3]).toMatchObject({ reason: expect.any(StorageError) });
      expect(kept.rows.map(({ key }) => key).sort()).not.toContain("g3 late");
      expect(kept.rows.map(({ key }) => key)).toEqual(expect.arrayContaining(["g0", "g1", "g2", "g4", "g5"]));
    },
  );

  test("whose COMMIT fails fails whole, and nothing of it is kept", async () => {
    const { store, file } = await open("sqlite");
    const engine = openSqlite({ path: file });
    const outcomes = await Promise.allSettled(
      inGroup(6).map((key, index) =>
        engine.write(async (db) => {
          await sql`insert into settings (key, value) values (${key}, ${key})`.execute(db);
          if (index > 0) return;
          // looked at only at the commit: a post of a place that does not exist
          await sql`pragma defer_foreign_keys = on`.execute(db);
          await sql`insert into posts (id, person_id, role, place_id, title, started_at) values ('p', 'nobody', 'cadre', 'nowhere', '', 0)`.execute(
            db,
          );
        }),
      ),
    );
    await engine.close();
    expect(outcomes.map((outcome) => outcome.status === "rejected" && outcome.reason)).toEqual(
      outcomes.map(() => expect.any(StorageError)),
    );
    await expectExactly(store, outcomes, inGroup(6));
  });
});

describe("SQLite with a full disk", () => {
  test("keeps what it acknowledged and refuses the rest as a storage failure", async () => {
    const { store, file } = await open("sqlite", { sqlite: { maxPages: 400 } });
    const big = "x".repeat(3000);
    const outcomes: PromiseSettledResult<unknown>[] = [];
    for (let round = 0; round < 6; round++)
      outcomes.push(
        ...(await Promise.allSettled(
          keys.map((key) =>
            store.write(async (tables) => {
              await tables.settings.set(`${round}${key}`, `${round}${key}`);
              await tables.settings.set(`${round}${key} filler`, big);
            }),
          ),
        )),
      );
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(outcomes.length);
    expect(refused.every(({ reason }) => reason instanceof StorageError)).toBe(true);
    await expectExactly(
      store,
      outcomes,
      outcomes.map((_, index) => `${Math.floor(index / keys.length)}${keys[index % keys.length]}`),
    );
    expect(new DatabaseSync(file).prepare("pragma integrity_check").get()).toEqual({ integrity_check: "ok" });
  });
});
