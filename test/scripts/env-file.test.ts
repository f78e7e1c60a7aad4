import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import iconv from "iconv-lite";

const module = fileURLToPath(new URL("../../../scripts/env-file.mjs", import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chuanmen-env-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function load(bytes: Buffer, environment: Record<string, string> = {}) {
  const path = join(folder, ".env");
  writeFileSync(path, bytes);
  const program = `
    const { loadEnvFile } = await import(${JSON.stringify(module)});
    loadEnvFile(${JSON.stringify(path)});
    console.log(process.env.PORT, process.env.WECOM_BOT_NAME);
  `;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    env: environment,
    encoding: "utf8",
  });
  return { status, said: stdout.trim(), err: stderr };
}

const text = "PORT=3100\r\nWECOM_BOT_NAME=村务助手 # 名字\r\n";

test.each([
  ["UTF-8", iconv.encode(text, "utf8")],
  ["UTF-8 with a mark", iconv.encode(text, "utf8", { addBOM: true })],
  ["GBK", iconv.encode(text, "gbk")],
  ["UTF-16", iconv.encode(text, "utf16le", { addBOM: true })],
  ["UTF-16, the other way round", iconv.encode(text, "utf16be", { addBOM: true })],
])("%s is read, the first line too", (_, bytes) => {
  expect(load(bytes)).toEqual({ status: 0, said: "3100 村务助手", err: "" });
});

test("what the environment says goes before the file", () => {
  expect(load(Buffer.from(text), { PORT: "1" }).said).toBe("1 村务助手");
});

test("what is no text is refused by name", () => {
  const refused = load(Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x00, 0xff, 0xff, 0x00]));
  expect(refused).toEqual({ status: 1, said: "", err: expect.stringMatching(/^读不懂 .*\.env：.*UTF-8/) });
});
