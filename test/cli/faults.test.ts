import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, expect, test } from "@jest/globals";
import { runCli } from "../../src/cli.ts";

const folder = mkdtempSync(join(tmpdir(), "chuanmen-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function type(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const lines: string[] = [];
  const code = await runCli(words, {
    environment: { DATA_DIR: folder, ...environment },
    out: (line) => void lines.push(line),
    err: (line) => void lines.push(line),
    input: Readable.from([]),
    now: () => Date.parse("2026-11-21T10:00:00+08:00"),
  });
  return { code, said: lines.join("\n") };
}

const key = (byte: number) => Buffer.alloc(32, byte).toString("base64");

test("without words every tool is named with its usage", async () => {
  const { code, said } = await type([]);
  expect(code).toBe(2);
  for (const name of ["import", "group list", "send", "replay", "recount", "understand", "commands"])
    expect(said).toMatch(new RegExp(`^${name}`, "m"));
});

test("faults of the configuration are all said, with code 2", async () => {
  expect(await type(["group", "list"], { PORT: "x", DATA_KEY: "short" })).toMatchObject({
    code: 2,
    said: expect.stringMatching(/2 faults[\s\S]*PORT[\s\S]*DATA_KEY/),
  });
});

test("a database of another key is said in one line, with code 1", async () => {
  expect(await type(["group", "list"], { DATA_KEY: key(1) })).toEqual({ code: 0, said: "" });
  expect(await type(["group", "list"], { DATA_KEY: key(2) })).toEqual({
    code: 1,
    said: expect.stringMatching(/^DATA_KEY is not the key .*$/),
  });
});

test("a server that is not there is said in one line, with code 1", async () => {
  const secrets = { ONEBOT_SECRET: "s", ONEBOT_API_URL: "http://127.0.0.1:1" };
  expect(await type(["send", "onebot", "/帮助", "--url", "http://127.0.0.1:1"], secrets)).toEqual({
    code: 1,
    said: expect.stringMatching(/^fetch failed: .*$/),
  });
});

test("a file that is not there is said in one line, with where it was looked for", async () => {
  for (const words of [
    ["import", "people", "名册.xlsx"],
    ["import", "places", "地点.csv"],
    ["understand", "time", "话.jsonl"],
  ])
    expect(await type(words)).toEqual({
      code: 1,
      said: expect.stringMatching(new RegExp(`^没有这个文件：${words.at(-1)}（在 /.* 里找的[^\\n]*$`)),
    });
});
