import { expect, test } from "@jest/globals";
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import type { Schema } from "../../../src/store/schema.ts";
import { once } from "../../../src/store/tables/once.ts";
import { onEachEngine } from "../open.ts";

onEachEngine("what happens so often per key", (db) => {
  const count = (key: string, now: number, until: number) => db.write((tables) => tables.once.count(key, now, until));

  test("is counted within the window its first count opens", async () => {
    expect([await count("k", 0, 10), await count("k", 9, 99)]).toEqual([1, 2]);
    expect(await db.read.once.counted("k", 9)).toBe(2);
    expect(await db.read.once.counted("k", 10)).toBe(0);
    expect([await count("k", 10, 20), await count("k", 19, 99), await count("k", 20, 30)]).toEqual([1, 2, 1]);
  });

  test("is counted once by each of many at the same time", async () => {
    const counts = await Promise.all(Array.from({ length: 10 }, () => count("many", 0, 10)));
    expect(counts.sort((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test("is swept when its window is over", async () => {
    await count("swept", 0, 10);
    await db.write((tables) => tables.once.sweep(9));
    expect(await db.read.once.counted("swept", 5)).toBe(1);
    await db.write((tables) => tables.once.sweep(10));
    expect(await db.read.once.counted("swept", 5)).toBe(0);
  });
});

test("counting is one statement, whatever the times", async () => {
  const statements = new Set<string>();
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (any) => new SqliteIntrospector(any),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
    log: ({ query }) => void statements.add(query.sql),
  });
  for (const now of [10, 20]) await expect(once(db).count("k", now, now + 1)).rejects.toThrow("no result");
  expect(statements.size).toBe(1);
});
