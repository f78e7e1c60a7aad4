import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { loadDataKey } from "../src/data-key.ts";

/** Only root may mount a small disk. */
const canMount = process.getuid?.() === 0 && process.platform === "linux";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chuanmen-key-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a key is made once, whole, for its owner only", () => {
  const { key, inDataDir } = loadDataKey(folder, undefined);
  expect([key.length, inDataDir]).toEqual([32, true]);
  expect(loadDataKey(folder, undefined).key).toEqual(key);
  expect(readdirSync(folder)).toEqual(["data.key"]);
  expect(statSync(join(folder, "data.key")).mode & 0o777).toBe(0o600);
});

test("an empty file, as a full disk leaves it, is no key: one is made", () => {
  writeFileSync(join(folder, "data.key"), "");
  expect(loadDataKey(folder, undefined).key).toHaveLength(32);
});

test("a file with something else in it is left alone", () => {
  writeFileSync(join(folder, "data.key"), "half a ke");
  expect(() => loadDataKey(folder, undefined)).toThrow("does not hold 32 bytes");
});

(canMount ? test : test.skip)("a full disk leaves nothing behind that stops the next start", () => {
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=16k", "tmpfs", folder]);
  try {
    const filler = join(folder, "filler");
    expect(() => writeFileSync(filler, Buffer.alloc(65_536))).toThrow("ENOSPC");
    expect(() => loadDataKey(folder, undefined)).toThrow("ENOSPC");
    expect(readdirSync(folder)).toEqual(["filler"]);
    rmSync(filler);
    expect(loadDataKey(folder, undefined).key).toHaveLength(32);
  } finally {
    execFileSync("umount", [folder]);
  }
});
