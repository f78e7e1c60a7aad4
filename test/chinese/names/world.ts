import { readFileSync } from "node:fs";
import { type NameRow, type NameWorld, nameWorld } from "../../../src/chinese/corpora/names.ts";

function rowsOf(file: string): NameRow[] {
  const [header = "", ...lines] = readFileSync(`test/corpus/${file}`, "utf8").trim().split("\n");
  const names = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ""]));
  });
}

/** The tree and roster of the corpus; `own-` for the one our own sentences are said in. */
export function worldOf(prefix: "" | "own-"): NameWorld {
  return nameWorld(rowsOf(`${prefix}places.csv`), rowsOf(`${prefix}people.csv`));
}
