import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import pg from "pg";
import { doorVariable } from "./postgres-of-run.ts";

export type TestDatabase = { readonly url: string; drop(): Promise<void> };

/** Makes an empty database of this test's own. Rejects when the machine has no PostgreSQL: such a test fails. */
export async function openPostgresDatabase(): Promise<TestDatabase> {
  const home = await clusterUrl();
  const name = `test_${randomBytes(8).toString("hex")}`;
  await run(home, `CREATE DATABASE ${name}`);
  const url = new URL(home);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(home, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function clusterUrl(): Promise<string> {
  const door = process.env[doorVariable];
  if (!door) throw new Error("PostgreSQL tests run under jest.config.js, whose globalSetup offers the server");
  const answer: { url?: string; error?: string } = JSON.parse(await text(connect(door)));
  if (!answer.url) throw new Error(answer.error);
  return answer.url;
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
