import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { runThrough } from "../../src/store/engine/prepared.ts";
import { createSeal } from "../../src/store/engine/seal.ts";
import type { Schema } from "../../src/store/schema.ts";
import { bindTables, type Tables } from "../../src/store/tables.ts";
import { nobody, noteToSend } from "../../src/store/to-send.ts";
import { openEmpty, testKey } from "./open.ts";

// Somebody is looked for while a message's transaction stands open: it must not cost more in a city than in a county.

let empty: Awaited<ReturnType<typeof openEmpty>>;
let db: Kysely<Schema>;
beforeEach(async () => {
  empty = await openEmpty("postgres");
  const pool = new pg.Pool({ connectionString: empty.url, max: 1 });
  pool.on("error", () => undefined); // the server may end it before it has ended itself
  db = new Kysely({ dialect: new PostgresDialect({ pool }) });
});
afterEach(async () => {
  await db.destroy();
  await empty.remove();
});

/** Towns of 20 villages, 60 people in each, one in six of them with a post; every tenth is a 王. */
async function grow(from: number, to: number): Promise<void> {
  for (const statement of [
    sql`insert into places select 't' || t, null, 'town', '', '镇' || t, '/c/t' || t || '/', 't' || t
      from generate_series(${sql.lit(from)}::int, ${sql.lit(to - 1)}::int) t`,
    sql`insert into places select 't' || t || 'v' || v, 't' || t, 'village', '', '村' || v, '/c/t' || t || '/v' || v || '/', 't' || t
      from generate_series(${sql.lit(from)}::int, ${sql.lit(to - 1)}::int) t, generate_series(1, 20) v`,
    sql`insert into people (id, name, home_place_id, party_member, created_at)
      select t || '-' || v || '-' || n, substr('王李张刘陈杨赵黄周吴', 1 + n % 10, 1) || '某' || t || v || n, 't' || t || 'v' || v, 0, 0
      from generate_series(${sql.lit(from)}::int, ${sql.lit(to - 1)}::int) t, generate_series(1, 20) v, generate_series(1, 60) n`,
    sql`insert into posts select 'post' || id, id, 'cadre', home_place_id, '会计', 0, null
      from people where id like '%0' and id not in (select person_id from posts)`,
    sql`analyze`,
  ])
    await statement.execute(db);
}

/** Rows that PostgreSQL touched for it, by its own count. */
const touched = (work: (tables: Tables) => Promise<readonly unknown[]>): Promise<{ found: number; rows: number }> =>
  db.transaction().execute(async (trx) => {
    const soFar = async () => {
      const { rows } = await sql<{ n: string }>`
        select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) as n from pg_stat_xact_user_tables`.execute(trx);
      return Number(rows[0]?.n);
    };
    // a table as small as a test's is cheaper to read whole; a city's is not
    await sql`set local enable_seqscan = off`.execute(trx);
    const before = await soFar();
    const surroundings = { engine: "postgres", addressOf: () => null, toSend: noteToSend("", nobody) } as const;
    const found = await work(
      bindTables(trx, createSeal(testKey), { ...surroundings, run: runThrough(trx, "postgres") }),
    );
    return { found: found.length, rows: (await soFar()) - before };
  });

const town = { path: "/c/t1/" };
const ways: Readonly<Record<string, (tables: Tables) => Promise<readonly unknown[]>>> = {
  "by surname in a town": ({ people }) => people.candidates({ surname: "王" }, town),
  "by surname in a village": ({ people }) => people.candidates({ surname: "王" }, { path: "/c/t1/v1/" }),
  "by title in a town": ({ people }) => people.candidates({ title: "会计" }, town),
  "by whole name in the county": ({ people }) => people.candidates({ names: ["王某1110", "王某"] }, { path: "/c/" }),
};

test("looking for somebody touches no more rows with ten times the people", async () => {
  const all = async () => {
    const counted: Record<string, { found: number; rows: number }> = {};
    for (const [name, work] of Object.entries(ways)) counted[name] = await touched(work);
    return counted;
  };
  await grow(1, 5);
  const few = await all();
  await grow(5, 41);
  const many = await all();
  for (const name of Object.keys(ways)) {
    expect([name, many[name]?.found]).toEqual([name, few[name]?.found]);
    expect(many[name]?.found).toBeGreaterThan(0);
    expect([name, (many[name]?.rows ?? 0) / (few[name]?.rows ?? 1) < 1.5]).toEqual([name, true]);
  }
});

test("what waits is told without reading what was answered in all the years", async () => {
  const county = { id: "c", path: "/c/", town_id: "c" };
  const above = { personId: "p", accusationsBelow: ["/c/"] };
  const ways: Readonly<Record<string, (tables: Tables) => Promise<readonly unknown[]>>> = {
    count: async ({ waiting }) => [await waiting.count("opinion", "/c/", above)],
    byChild: ({ waiting }) => waiting.byChild("opinion", county, above),
    waitingPerDay: ({ waiting }) => waiting.waitingPerDay("opinion", county, above),
  };
  const answeredOn = async (from: number, to: number) => {
    await sql`insert into tallies (place_id, what, day, away, count)
      select place, 'opinion:answered', day, 0, 3
      from unnest(array['t1', 't2', 't3', 't4', 'c']) place, generate_series(${sql.lit(from)}::int, ${sql.lit(to - 1)}::int) day`.execute(
      db,
    );
    await sql`analyze tallies`.execute(db);
  };
  await grow(1, 5);
  await sql`insert into places values ('c', null, 'county', '', '县', '/c/', 'c')`.execute(db);
  await sql`update places set parent_id = 'c' where level = 'town'`.execute(db);
  await sql`insert into tallies values ('t1', 'opinion:open', 20000, 0, 2), ('c', 'opinion:open', 20000, 0, 2)`.execute(
    db,
  );
  for (const begun of [19000, 19900]) {
    await answeredOn(begun, begun + 900);
    for (const [name, work] of Object.entries(ways)) {
      const { found, rows } = await touched(work);
      expect([name, found, rows < 200]).toEqual([name, name === "byChild" ? 4 : 1, true]);
    }
  }
});
