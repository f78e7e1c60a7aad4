import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { inTurns } from "./in-turns.ts";
import type { Line } from "./table.ts";

/** A sheet to be kept, each of its lines in one of its own. */
export async function packedLines(lines: readonly Line[]): Promise<string> {
  const said = await inTurns(lines, (some) => some.map((line) => JSON.stringify(line)));
  return (await promisify(gzip)(said.join("\n"))).toString("base64");
}

export async function unpackedLines(packed: string): Promise<readonly Line[]> {
  if (packed === "") return [];
  const text = (await promisify(gunzip)(Buffer.from(packed, "base64"))).toString();
  // a version before this one kept all of it as one list
  if (text.startsWith("[[") || text === "[]") return JSON.parse(text);
  return inTurns(text.split("\n").filter(Boolean), (some) => some.map((line) => JSON.parse(line)));
}
