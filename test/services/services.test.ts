import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Redis } from "ioredis";
import pg from "pg";
import { openPostgresDatabase } from "./postgres.ts";
import { openRedis } from "./redis.ts";

describe("a test's own PostgreSQL database", () => {
  test("is empty, apart from any other, and gone after drop", async () => {
    const [one, other] = await Promise.all([openPostgresDatabase(), openPostgresDatabase()]);
    await query(one.url, "CREATE TABLE place (name text)");
    expect(await query(other.url, "SELECT to_regclass('place') AS place")).toEqual([{ place: null }]);
    await Promise.all([one.drop(), other.drop()]);
    await expect(query(one.url, "SELECT 1")).rejects.toThrow("does not exist");
  });

  test("does not sort by bytes unless told to", async () => {
    const database = await openPostgresDatabase();
    const sorted = "SELECT string_agg(name, '' ORDER BY name) AS names FROM (VALUES ('a'), ('B')) AS t (name)";
    expect(await query(database.url, sorted)).toEqual([{ names: "aB" }]);
    await database.drop();
  });
});

describe("a test's own Redis", () => {
  let server: Awaited<ReturnType<typeof openRedis>>;
  beforeAll(async () => {
    server = await openRedis();
  });
  afterAll(() => server.stop());

  test("answers on its socket, and leaves nothing when stopped", async () => {
    const client = new Redis(server.socketPath);
    expect(await client.set("a", "1")).toBe("OK");
    client.disconnect();
    await server.stop();
    expect(existsSync(server.socketPath)).toBe(false);
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
