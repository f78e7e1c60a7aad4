import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, test } from "@jest/globals";
import { runCli } from "../../src/cli.ts";
import { openPostgresDatabase } from "../services/postgres.ts";
import { smallTown } from "../small-town.ts";
import { engines, openWorld, worldKey } from "../world.ts";

test.each(engines)(
  "a group bound by the operator is of the kind that its place has, unless one is said, on %s",
  async (engine) => {
    const folder = mkdtempSync(join(tmpdir(), "chuanmen-cli-"));
    const database = engine === "postgres" ? await openPostgresDatabase(smallTown) : undefined;
    const url = database?.url ?? `sqlite:${join(folder, "town.db")}`;
    if (!database) await smallTown.fill(url);
    const lines: string[] = [];
    const type = (...words: string[]) =>
      runCli(["group", ...words], {
        environment: { DATA_DIR: folder, DATABASE_URL: url, DATA_KEY: worldKey.toString("base64") },
        out: (line) => void lines.push(line),
        err: (line) => void lines.push(line),
        input: Readable.from([]),
        now: () => Date.parse("2026-11-21T10:00:00+08:00"),
      });
    for (const [chat, ...place] of [
      ["hamlet", "东卧牛村三社"],
      ["home", "柳河村"],
      ["office", "新会镇"],
      ["said", "石门村", "cadre"],
    ])
      expect(await type("bind", `onebot:1:group:${chat}`, ...place)).toBe(0);
    expect(await type("bind", "onebot:1:group:several", "卧牛")).toBe(1);
    expect(lines.at(-1)).toBe("several places are called 卧牛: 新会镇东卧牛村, 新会镇西卧牛村");
    const world = await openWorld({ engine, url });
    const kinds = (await world.store.read.groups.list()).filter(({ key }) => key.startsWith("onebot"));
    expect(Object.fromEntries(kinds.map(({ key, kind }) => [key.slice("onebot:1:group:".length), kind]))).toEqual({
      hamlet: "village",
      home: "village",
      office: "cadre",
      said: "cadre",
    });
    await world.close();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  },
);
