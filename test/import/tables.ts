import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import exceljs from "exceljs";
import { makePlaceIndex, type Place, type PlaceIndex } from "../../src/chinese/names/index.ts";
import { makeTable, type Table } from "../../src/import/table.ts";

/** Runs `use` with a folder that is gone afterwards. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "import-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A table from lines of comma-separated cells, numbered from 1. */
export function table(...lines: readonly string[]): Table {
  return makeTable(lines.map((line, i): [number, string[]] => [i + 1, line.split(",")]));
}

export async function writeSheet(path: string, lines: readonly (readonly exceljs.CellValue[])[]): Promise<void> {
  const book = new exceljs.Workbook();
  book.addWorksheet("空");
  const sheet = book.addWorksheet("表");
  for (const line of lines) sheet.addRow([...line]);
  await book.xlsx.writeFile(path);
}

export async function writeBytes(path: string, bytes: Uint8Array): Promise<string> {
  await writeFile(path, bytes);
  return path;
}

/** `新会镇/东卧牛村`: places by their paths, named after their level words. */
export function treeOf(...paths: readonly string[]): PlaceIndex {
  const levels = ["county", "town", "village", "section", "hamlet"] as const;
  return makePlaceIndex(
    paths.map((path): Place => {
      const names = path.split("/");
      const parentId = names.length === 1 ? null : names.slice(0, -1).join("/");
      const level = levels[names.length - 1] ?? "hamlet";
      return { id: path, parentId, level, name: names.at(-1) ?? "", aliases: [] };
    }),
  );
}
