import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import pg from "pg";
import { asItWas, connected, rememberAsItIs } from "./as-it-was.ts";
import { doorVariable } from "./postgres-of-run.ts";

export type TestDatabase = { readonly url: string; drop(): Promise<void> };

/** What many tests begin with, made once in a run: `fill` writes it, and leaves no connection behind. */
export type Template = { readonly name: string; fill(url: string): Promise<void> };

/** A database that stands as its template has it, and the connection that put it in order. */
type Kept = { readonly name: string; readonly template: string; readonly keeper: pg.Client };

/** What tests of this process gave back: the next takes it at once. */
const kept: Kept[] = [];

/**
 * Gives this test a database of its own, empty or as a template has it. Making one costs a third of a second of a
 * busy machine, therefore one of a template goes from test to test: what its last one wrote is taken out
 * again. Rejects when the machine has no PostgreSQL: such a test fails.
 */
export async function openPostgresDatabase(template?: Template): Promise<TestDatabase> {
  const home = await clusterUrl();
  if (!template) {
    const name = newName();
    await run(home, `CREATE DATABASE ${name}`);
    return { url: at(home, name), drop: () => dropped(home, name) };
  }
  const own = kept.findIndex((one) => one.template === template.name);
  const [taken] = own < 0 ? [] : kept.splice(own, 1);
  const name = taken?.name ?? (await copied(home, template));
  const url = at(home, name);
  return {
    url,
    async drop() {
      const keeper = await asItWas(url, taken?.keeper);
      if (!keeper) return dropped(home, name);
      kept.push({ name, template: template.name, keeper });
    },
  };
}

async function copied(home: string, template: Template): Promise<string> {
  const from = await madeOnce(template, home);
  const name = newName();
  await run(home, `CREATE DATABASE ${name} TEMPLATE ${from}`);
  return name;
}

const newName = () => `test_${randomBytes(8).toString("hex")}`;

/**
 * Dropping one database waits for a checkpoint of the whole server, and fails with it: for a file of another one, say,
 * that is dropped at this moment. What cannot be dropped goes with the server when the run ends.
 */
async function dropped(home: string, name: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await run(home, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      if (tries === 3) return;
    }
  }
}

const made = new Set<string>();

/** Several test processes may come for it at once: the first makes it, the others wait. */
async function madeOnce({ name, fill }: Template, home: string): Promise<string> {
  const database = `template_${name}`;
  if (made.has(database)) return database;
  const client = await connected(home);
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('templates'))");
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
    if (rowCount === 0) {
      await client.query(`CREATE DATABASE filling_${name}`);
      await fill(at(home, `filling_${name}`));
      await rememberAsItIs(at(home, `filling_${name}`));
      await client.query(`ALTER DATABASE filling_${name} RENAME TO ${database}`);
    }
    made.add(database);
    return database;
  } finally {
    await client.end();
  }
}

function at(home: string, database: string): string {
  const url = new URL(home);
  url.pathname = `/${database}`;
  return url.href;
}

async function clusterUrl(): Promise<string> {
  const door = process.env[doorVariable];
  if (!door) throw new Error("PostgreSQL tests run under jest.config.js, whose globalSetup offers the server");
  const answer: { url?: string; error?: string } = JSON.parse(await text(connect(door)));
  if (!answer.url) throw new Error(answer.error);
  return answer.url;
}

async function run(url: string, sql: string): Promise<void> {
  const client = await connected(url);
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
