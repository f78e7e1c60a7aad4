import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Kysely, Migrator, sql } from "kysely";
import { chatKey } from "../../src/bot/message.ts";
import { openPostgres } from "../../src/store/engine/postgres.ts";
import { openSqlite } from "../../src/store/engine/sqlite.ts";
import { first } from "../../src/store/migrations/2026-11-21-first.ts";
import { direct, engines, group, openWorld, type World } from "../world.ts";

// A database as 0.1.0 left it at 10:40 on 21 November 2026, with every kind of row it had. Its key is the world's.
const rows = readFileSync(new URL("../../../test/store/from-0.1.0.sql", import.meta.url), "utf8")
  .split(/;\n/)
  .filter((statement) => statement.trim() !== "");

async function leave(url: string, more: readonly string[] = []): Promise<void> {
  const engine = url.startsWith("sqlite:") ? openSqlite({ path: url.slice("sqlite:".length) }) : openPostgres(url);
  const up = async (db: Kysely<never>) => {
    const provider = { getMigrations: async () => ({ "2026-11-21-first": first(engine.engine) }) };
    const { error } = await new Migrator({ db, provider }).migrateToLatest();
    if (error) throw error;
  };
  if (engine.engine === "sqlite") await engine.write((db) => up(db as never));
  else await up(engine.read as never);
  await engine.write(async (db) => {
    for (const statement of [...rows, ...more]) await sql.raw(statement).execute(db);
  });
  await engine.close();
}

describe.each(engines)("a database of 0.1.0 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine, found: (url) => leave(url), startAt: Date.parse("2026-11-21T10:41:00+08:00") });
  });
  afterEach(() => world.close());
  /** puts the question aside that 0.1.0 had asked */
  const forget = () => world.says("wang", "取消");

  test("keeps its records with their numbers, states and words", async () => {
    await forget();
    expect(await world.says("wang", "查我的")).toMatch(/T1 11月21日 谈心 低保、路灯[\s\S]*等着的提醒3条/);
    expect(await world.says("li", "查我的")).toContain("O3 11月21日 意见 三社水管漏了");
    expect(await world.says("wang", "/意见 列表")).toMatch(/O3 11月21日 东卧牛村\S* 三社水管漏了/);
    expect(await world.says("wang", "/意见 列表")).not.toContain("O1");
  });

  test("goes on where it was: answers, numbers, coverage", async () => {
    await forget();
    expect(await world.says("wang", "/答复 O3 明天来修")).toBe("O3 的答复发回本人了。");
    expect(world.toChat(direct("li")).at(-1)).toBe("您说的“三社水管漏了”（O3）有答复：明天来修");
    expect(await world.says("zhou", "/谈心 西卧牛村 张老汉 水渠")).toContain("记下了 T2");
    expect(await world.says("sun", "/覆盖 谈心")).toContain("谈心 2/5村");
    expect(await world.says("li", "意见：井水浑", group("village"))).toBe("收到 O4");
  });

  test("reminds when it is time, once, and of the rest", async () => {
    await forget();
    expect(await world.says("wang", "办好了")).toBe("R4 记作办好了。");
    await world.passes("2026-11-23T08:01:00+08:00");
    const pushed = world.toChat(direct("wang")).filter((text) => text.startsWith("【提醒】"));
    expect(pushed).toHaveLength(2);
    expect(pushed[0]).toContain("R2 周明提醒您：交表");
    expect(pushed[1]).toContain("R3 开例会");
    expect(await world.says("wang", "/提醒 取消 R5")).toBe("R5 已经取消了。");
    expect(await world.says("wang", "/提醒 列表")).toMatch(/R1 12月4日.*承诺到期/);
  });

  test("keeps under which word something was said that a question was open about", async () => {
    const order = { command: "意见", as: "投诉", rest: "三社路灯不亮", fields: {}, chosen: {}, said: {}, asked: 1 };
    const question = { kind: "blank", argument: "place", order, standsAnyway: true };
    const until = world.now() + 5 * 60_000;
    await world.store.write((tables) =>
      tables.dialogs.ask("sandbox:guest", chatKey(direct("guest")), JSON.stringify(question), until),
    );
    expect(await world.says("guest", "石门村")).toContain("收到 O4");
    const [kept] = await world.store.read.records.mine("sandbox:guest", null, 1);
    expect(kept).toMatchObject({ category: "投诉", text: "三社路灯不亮" });
  });

  test("takes the answer to a question that was open", async () => {
    expect(await world.says("wang", "赫书记")).toBe("谈了什么？（不想说回“跳过”）");
    expect(await world.says("wang", "水渠")).toContain("记下了 T2：11月21日 谈心 东卧牛村 赫书记（水渠）。");
  });
});

test.each(engines)("numbers go on after the last there is when a counter is behind on %s", async (engine) => {
  const world = await openWorld({
    engine,
    startAt: Date.parse("2026-11-21T10:41:00+08:00"),
    async found(url) {
      await leave(url, ["update counters set value = 1 where letter = 'O'"]);
    },
  });
  expect(await world.says("li", "意见：井水浑", group("village"))).toBe("收到 O4");
  await world.close();
});
