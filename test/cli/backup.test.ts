import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { DatabaseSync } from "@photostructure/sqlite";
import { runCli } from "../../src/cli.ts";
import { everything } from "../faults/ledgers.ts";
import { openPostgresDatabase } from "../services/postgres.ts";
import { type Engine, engines, group, openWorld, saturday, worldKey } from "../world.ts";

const gone = new Set(["consultation_secrets", "tickets", "claims", "devices", "sessions", "leases", "settings"]);
const another: Readonly<Record<Engine, Engine>> = { sqlite: "postgres", postgres: "sqlite" };

describe.each(engines)("a backup of %s", (engine) => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  let folder: string;
  const drops: (() => Promise<unknown>)[] = [];
  let path: string;
  let rows: Awaited<ReturnType<typeof rowsOf>>;
  let made: Awaited<ReturnType<typeof type>>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "chuanmen-backup-"));
    world = await openWorld({ engine, pages: () => "http://localhost" });
    await world.says("li", "意见：三社的路灯不亮", group("village"));
    await world.says("wang", "/谈心 东卧牛 赫书记 低保");
    await world.says("wang", "/提醒 11月26日15点 开会");
    await world.says("sun", "/页面");
    await world.store.write((tables) => tables.consultationVoices.begin("r"));
    path = join(folder, "town.backup");
    made = await type(["backup", path]);
    rows = await rowsOf(world.url);
  });
  afterAll(async () => {
    await world.close();
    for (const drop of drops.splice(0)) await drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const type = async (words: readonly string[], url = world.url, key = worldKey) => {
    const lines: string[] = [];
    const code = await runCli(words, {
      environment: { DATA_DIR: join(folder, "data"), DATABASE_URL: url, DATA_KEY: key.toString("base64") },
      out: (line) => void lines.push(line),
      err: (line) => void lines.push(line),
      input: Readable.from([]),
      now: () => saturday,
    });
    return { code, said: lines.join("\n") };
  };
  async function emptyPlace(of: Engine): Promise<string> {
    if (of === "sqlite") return `sqlite:${join(mkdtempSync(join(folder, "empty-")), "town.db")}`;
    const database = await openPostgresDatabase();
    drops.push(database.drop);
    return database.url;
  }
  const rowsOf = async (url: string) =>
    Object.fromEntries(
      Object.entries(await everything(url))
        .filter(([table]) => !gone.has(table))
        .map(([table, rows]) => [table, rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort()]),
    );

  test("is read again as it is written, and holds neither keys of voices nor what lets browsers in", async () => {
    expect([made.code, made.said]).toEqual([
      0,
      expect.stringMatching(/^备好了：.*一行不差，加密的\d+栏都打得开。\n钥匙不在里面/),
    ]);
    expect([statSync(path).mode & 0o777, readdirSync(folder).filter((name) => name.includes(".part"))]).toEqual([
      0o600,
      [],
    ]);
    const file = new DatabaseSync(path, { readOnly: true });
    for (const table of ["consultation_secrets", "tickets", "sessions", "devices"])
      expect([table, file.prepare(`select count(*) as n from ${table}`).get()]).toEqual([table, { n: 0 }]);
    file.close();
    expect(await world.store.read.whole.count("consultation_secrets")).toBe(1);
    expect(readFileSync(path).includes(worldKey)).toBe(false);
    expect(await type(["backup", path])).toMatchObject({
      code: 1,
      said: expect.stringContaining("已经有了，没有动它"),
    });
  });

  test("is put back into an empty place of either engine, row by row, and the town goes on there", async () => {
    for (const to of [engine, another[engine]]) {
      const url = await emptyPlace(to);
      expect(await type(["restore", path], url)).toEqual({
        code: 0,
        said: expect.stringMatching(/^恢复好了：11月21日（周六）10:00的备份，\d+张表\d+行和备份里一样/),
      });
      if (to === engine) expect(comparable(await rowsOf(url))).toEqual(comparable(rows));
      const again = await openWorld({ engine: to, url, startAt: saturday + 60_000, found: async () => undefined });
      expect(await again.says("sun", "/答复 O1 明天来修", group("office"))).toContain("O1");
      expect(await again.says("li", "意见：水渠", group("village"))).toContain("O2");
      await again.close();
      // what stands there is nobody's to overwrite
      const refused = await type(["restore", path], url);
      expect(refused).toMatchObject({ code: 1, said: expect.stringMatching(/已经有(了|东西)/) });
    }
  });

  test("is tried beside what is in use, which stays as it was", async () => {
    await world.says("li", "意见：后来说的", group("village"));
    const before = await rowsOf(world.url);
    const { code, said } = await type(["restore", path, "--drill"]);
    expect([code, said]).toEqual([
      0,
      expect.stringMatching(/^演练好了：11月21日（周六）10:00的备份在旁边恢复了一遍，.*一行不差/),
    ]);
    expect(await rowsOf(world.url)).toEqual(before);
    expect(readdirSync(join(folder, "data")).filter((name) => name.includes("drill"))).toEqual([]);
  });

  test("that is damaged, of another key, or no backup is refused before anything is written", async () => {
    const url = await emptyPlace(engine);
    const changed = join(folder, "changed.backup");
    copyFileSync(path, changed);
    const file = new DatabaseSync(changed);
    file.exec("update people set name = '别人' where id = (select min(id) from people)");
    file.close();
    const cut = join(folder, "cut.backup");
    writeFileSync(cut, readFileSync(path).subarray(0, 60_000));
    writeFileSync(join(folder, "text"), "不是");
    const before = engine === "postgres" ? await everything(url) : {};
    for (const [name, words] of [
      [changed, "和写的时候不一样了（people）"],
      [cut, "坏了"],
      [join(folder, "text"), "不是 cli backup 写的备份"],
    ] as const)
      expect([name, await type(["restore", name], url)]).toEqual([
        name,
        { code: 1, said: expect.stringContaining(words) },
      ]);
    expect(await type(["restore", path], url, Buffer.alloc(32, 3))).toEqual({
      code: 1,
      said: expect.stringContaining("这把 DATA_KEY 打不开这份备份"),
    });
    if (engine === "sqlite") expect(existsSync(url.slice("sqlite:".length))).toBe(false);
    else expect(await everything(url)).toEqual(before);
  });
});

/** What waits is doubted once it is put back. */
const comparable = (tables: Readonly<Record<string, readonly string[]>>) => ({
  ...tables,
  outbox: tables.outbox?.map((row) => row.replace(/\["ambiguous",\d\],/, "")),
});

test("of those it wrote into a folder the newest stay, and nothing else there is touched", async () => {
  const world = await openWorld();
  const folder = mkdtempSync(join(tmpdir(), "chuanmen-backup-"));
  writeFileSync(join(folder, "别的.txt"), "别的");
  let now = saturday;
  for (let day = 0; day < 4; day += 1) {
    const code = await runCli(["backup", `${folder}/`, "--keep", "2"], {
      environment: { DATA_DIR: folder, DATABASE_URL: world.url, DATA_KEY: worldKey.toString("base64") },
      out: () => undefined,
      err: () => undefined,
      input: Readable.from([]),
      now: () => now,
    });
    expect(code).toBe(0);
    now += 86_400_000;
  }
  expect(readdirSync(folder).filter((name) => !name.startsWith("data"))).toEqual([
    "chuanmen-20261123-100000.backup",
    "chuanmen-20261124-100000.backup",
    "别的.txt",
  ]);
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});
