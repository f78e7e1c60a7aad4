import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import pg from "pg";
import { openBallotBox } from "../../../src/ballot-box.ts";
import { openRows } from "../../../src/store/backup/file.ts";
import { writeBackup } from "../../../src/store/backup/write.ts";
import { createSeal } from "../../../src/store/engine/seal.ts";
import { openStore } from "../../../src/store/store.ts";
import type { Line } from "../../../src/store/tables/ballots.ts";
import { engines, type World, worldKey } from "../../world.ts";
import { openHall, openThree } from "./hall.ts";

const seal = createSeal(worldKey);

/** All that whoever has the machine's disks but no key file of a ballot box can read, with `DATA_KEY`. */
async function dumpOf(world: World): Promise<string> {
  const rows: string[] = [];
  const kept = (name: string, row: object) => rows.push(`${name} ${JSON.stringify(openSealed(row))}`);
  if (world.url.startsWith("sqlite:")) {
    const from = openRows(world.url.slice("sqlite:".length));
    for (const name of from.names()) for (const row of from.rows(name)) kept(name, row);
    from.close();
  } else
    await world.store.write(async ({ whole }) => {
      await whole.atOneMoment();
      for (const name of await whole.names()) for await (const row of whole.rows(name)) kept(name, row);
    });
  const files = world.url.startsWith("sqlite:") ? filesBeside(world.url.slice("sqlite:".length)) : [];
  return [...rows, ...files, ...world.logged].join("\n");
}

/** The files of the server itself, with rows that are deleted and all that was written ahead. */
async function serverFiles(url: string): Promise<Buffer[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // what was written ahead lies in its file afterwards
  await client.query("select pg_switch_wal()");
  const { rows } = await client.query<{ home: string; own: string }>(
    "select current_setting('data_directory') as home, oid::text as own from pg_database where datname = current_database()",
  );
  await client.end();
  const [{ home = "", own = "" } = {}] = rows;
  return [join(home, "pg_wal"), join(home, "base", own)].flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((file) => file.isFile())
      .flatMap(({ name }) => readIfThere(join(folder, name))),
  );
}

/** The server takes some files away and writes them anew while it runs. */
function readIfThere(path: string): Buffer[] {
  try {
    return [readFileSync(path)];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return [];
  }
}

const filesBeside = (path: string): string[] =>
  readdirSync(dirname(path))
    .filter((name) => name.startsWith("world.db"))
    .map((name) => readFileSync(join(dirname(path), name), "latin1"));

/** Each sealed column in clear. */
const openSealed = (row: object): object =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      column.endsWith("_sealed") && typeof value === "string" && value !== "" ? seal.open(value) : value,
    ]),
  );

/** Every envelope that stands anywhere in what was dumped. */
const envelopesIn = (dump: string): string[] => [...new Set(dump.match(/(?<![\w-])[\w-]{70}(?![\w-])/g) ?? [])];

describe.each(engines)("whoever reads what is kept, on %s", (engine) => {
  let world: World;
  let lines: readonly Line[];
  let typed: string[];
  let before: string;
  let keptBackup: string;
  let keyFile: Buffer;
  let after: string;
  let id: string;
  let opened: number[];
  let server: readonly Buffer[][];

  beforeAll(async () => {
    world = await openHall(engine);
    const slips = await openThree(world);
    // as nobody else in the town writes anything
    typed = ["2 1 3", "1 5 4", "3 1 2", "4 4 1", "1 2 5"];
    for (const [at, grades] of typed.entries()) {
      await world.says(`p${at}`, `投票 ${slips[at]}`);
      await world.says(`p${at}`, grades);
      await world.says(`p${at}`, "张桂兰 较好");
      if (at > 0) await world.says(`p${at}`, "投");
    }
    await world.passes(2 * 60_000);
    const [row] = await world.store.read.appraisals.inStates("/county/", ["open"]);
    id = row?.id ?? "";
    lines = await world.store.read.ballots.castAfter(id, "", 100);
    const open = openBallotBox(world.ballotDir).opener(id);
    opened = lines.map(
      (line) => open?.({ record: id, panel: line.panel_id, object: line.object_id }, line.envelope) ?? -1,
    );
    before = await dumpOf(world);
    const ahead = engine === "postgres" ? await serverFiles(world.url) : [];
    const backup = async (name: string) => {
      const path = join(dirname(world.ballotDir), name);
      await writeBackup({ store: world.store, url: world.url, path, seal, now: world.now() });
      return readFileSync(path, "latin1");
    };
    keptBackup = await backup("before.db");
    keyFile = readFileSync(join(world.ballotDir, readdirSync(world.ballotDir)[0] ?? ""));
    await world.says("p0", "投");
    await world.passes("2026-11-21T18:05+08:00");
    after = await dumpOf(world);
    server = engine === "postgres" ? [ahead, await serverFiles(world.url)] : [];
    keptBackup += await backup("after.db");
  });
  afterAll(() => world.close());

  test("finds no word of a ballot and no slip that waited, before or after", () => {
    for (const dump of [before, after, keptBackup])
      for (const words of [...typed, ...typed.map((one) => one.replaceAll(" ", "")), "张桂兰 较好"].filter(
        (one) => one.length > 3,
      ))
        expect(dump).not.toContain(words);
    expect(before).toContain("3项都收好了");
    expect(after).not.toMatch(/[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}\\n/);
  });

  test("opens every line while it is open, with the key file and with nothing else", () => {
    // four ballots: two lines of each as typed, and 较好 for the third
    expect([...opened].sort()).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 2, 3, 3, 4]);
    expect(openBallotBox(dirname(world.ballotDir)).opener(id)).toBeNull();
    for (const { envelope } of lines)
      expect(() => seal.open(Buffer.from(envelope, "base64url").toString("base64"))).toThrow();
  });

  test("has no half of the key in anything that was written", () => {
    const secret = keyFile.subarray(-32);
    for (const dump of [before, after, keptBackup])
      for (const form of ["latin1", "hex", "base64", "base64url"] as const) {
        expect(dump.includes(keyFile.toString(form))).toBe(false);
        expect(dump.includes(secret.toString(form).replace(/=+$/, ""))).toBe(false);
      }
  });

  if (engine === "postgres")
    test("finds envelopes in what the server wrote ahead and left behind, and neither key nor grade", () => {
      const secret = keyFile.subarray(-32);
      for (const files of server) {
        // that it looks where ballots pass
        expect(files.some((file) => file.includes(lines[0]?.envelope ?? "none"))).toBe(true);
        for (const form of [secret, ...(["hex", "base64", "base64url"] as const).map((one) => secret.toString(one))])
          expect(files.some((file) => file.includes(form))).toBe(false);
        expect(files.some((file) => file.includes("张桂兰 较好"))).toBe(false);
      }
    });

  test("finds no line, no right and no hand in the rows once it was counted, and no file of the key", async () => {
    expect(readdirSync(world.ballotDir)).toEqual([]);
    const rows = after.split("\n").filter((row) => /^ballot_(?:lines|rights|hands) /.test(row));
    expect(rows).toEqual([]);
    expect(
      envelopesIn(
        after
          .split("\n")
          .filter((row) => row.startsWith("ballot"))
          .join("\n"),
      ),
    ).toEqual([]);
    expect(after).toContain("cells ");
  });

  test("learns before the end who has voted, and of cast lines nothing that joins them", () => {
    const kept = before.split("\n").filter((row) => row.startsWith("ballot_lines "));
    expect(kept.length).toBe(15);
    expect(kept.filter((row) => row.includes('"right_id":null')).length).toBe(12);
    expect(new Set(lines.map(({ id: line }) => line)).size).toBe(12);
    expect(Object.keys(lines[0] ?? {}).sort()).toEqual([
      "envelope",
      "id",
      "object_id",
      "panel_id",
      "record_id",
      "right_id",
    ]);
    const rights = before.split("\n").filter((row) => row.startsWith("ballot_rights "));
    for (const row of rights) expect(row).not.toMatch(/_at"|time/);
  });

  test("cannot open an old envelope with another key that was made for the same appraisal", async () => {
    const box = openBallotBox(join(dirname(world.ballotDir), "again"));
    box.make(id);
    const open = box.opener(id);
    for (const line of lines)
      expect(() => open?.({ record: id, panel: line.panel_id, object: line.object_id }, line.envelope)).toThrow();
  });

  test("a copy that is put back has what was published and not one line", async () => {
    const copy = await openStore({ url: `sqlite:${join(dirname(world.ballotDir), "after.db")}`, seal });
    expect((await copy.read.appraisals.cells(id)).length).toBeGreaterThan(0);
    expect(await copy.read.ballots.castAfter(id, "", 1)).toEqual([]);
    await copy.close();
  });
});
