import { afterEach, describe, expect, test } from "@jest/globals";
import { DatabaseSync } from "@photostructure/sqlite";
import { StorageError } from "../../../src/bot/storage-error.ts";
import type { Store } from "../../../src/store/store.ts";
import type { Tables } from "../../../src/store/tables.ts";
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

describe("SQLite with a full disk", () => {
  test("keeps what it acknowledged and refuses the rest as a storage failure", async () => {
    const { store, file } = await open("sqlite", { sqlite: { maxPages: 300 } });
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
