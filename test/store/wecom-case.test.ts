import { expect, test } from "@jest/globals";
import { type Kysely, Migrator, sql } from "kysely";
import { openPostgres } from "../../src/store/engine/postgres.ts";
import { openSqlite } from "../../src/store/engine/sqlite.ts";
import { migrations } from "../../src/store/migrations/index.ts";
import { engines, openWorld } from "../world.ts";

const id = "wecom:WW1:GuanLiYuan";

/** A database with members under ids in capitals, as they were kept before. */
async function leave(url: string): Promise<void> {
  const engine = url.startsWith("sqlite:") ? openSqlite({ path: url.slice("sqlite:".length) }) : openPostgres(url);
  const all = Object.entries(migrations(engine.engine));
  const before = Object.fromEntries(all.filter(([name]) => name < "2026-11-28-wecom-case"));
  const up = async (db: Kysely<never>) => {
    const { error } = await new Migrator({ db, provider: { getMigrations: async () => before } }).migrateToLatest();
    if (error) throw error;
  };
  if (engine.engine === "sqlite") await engine.write((db) => up(db as never));
  else await up(engine.read as never);
  await engine.write(async (db) => {
    for (const statement of [
      `insert into people (id, name, party_member, created_at) values ('p1', '马管理', 0, 0)`,
      `insert into accounts (key, short, person_id, name, direct_chat, unsubscribed_at, created_at, last_used_at) values ('${id}', 'wecom:GuanLiYuan', 'p1', '', 'wecom:WW1:direct:GuanLiYuan', 7, 0, 1)`,
      `insert into accounts (key, short, person_id, name, direct_chat, unsubscribed_at, created_at, last_used_at) values ('wecom:WW1:woAbCd', 'wecom:woAbCd', null, '', null, null, 0, 1)`,
      `insert into accounts (key, short, person_id, name, direct_chat, unsubscribed_at, created_at, last_used_at) values ('qq:A:user:OpenID', 'qq:OpenID', null, '', null, null, 0, 1)`,
      `insert into roster_accounts values ('wecom:GuanLiYuan', 'p1')`,
      `insert into codes values ('h', 'p1', '${id}', 'wecom:WW1:direct:GuanLiYuan', 0, 9, null, null, 0, null)`,
    ])
      await sql.raw(statement).execute(db);
  });
  await engine.close();
}

test.each(engines)("on %s members of WeCom are found again under ids in small letters", async (engine) => {
  const world = await openWorld({ engine, found: leave });
  const { accounts, people, codes } = world.store.read;
  expect(await accounts.get(id)).toBeUndefined();
  expect(await accounts.get("wecom:WW1:guanliyuan")).toMatchObject({
    ...{ short: "wecom:guanliyuan", person_id: "p1", direct_chat: "wecom:WW1:direct:guanliyuan", unsubscribed_at: 7 },
  });
  expect(await accounts.get("wecom:WW1:woAbCd")).toBeDefined();
  expect(await accounts.get("qq:A:user:OpenID")).toBeDefined();
  expect(await people.byAccount("wecom:guanliyuan")).toEqual({ person_id: "p1" });
  expect(await codes.valid("h", 1)).toMatchObject({ issuer_account: "wecom:WW1:guanliyuan" });
  await world.close();
});
