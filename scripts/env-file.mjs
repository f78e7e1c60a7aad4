// Reads .env as people save it: Windows' editor puts a mark before UTF-8, or writes UTF-16 or GBK.
import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";

/** Sets what the file says and the environment does not. Ends the process when the file is no text. */
export function loadEnvFile(path) {
  if (!existsSync(path)) return;
  const text = decode(readFileSync(path));
  if (text === undefined) {
    process.stderr.write(`读不懂 ${path}：它不是 UTF-8，也不是 GBK。用编辑器另存为 UTF-8 再启动。\n`);
    process.exit(1);
  }
  for (const [name, value] of Object.entries(parseEnv(text))) process.env[name] ??= value;
}

function decode(bytes) {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes); // takes the mark off
      if (!text.includes("\0")) return text;
    } catch {
      // the next one
    }
  }
  return undefined;
}
