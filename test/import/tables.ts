import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { utils, type WorkSheet, write } from "@e965/xlsx";
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

/** A cell as spreadsheets keep it; the rest of what a sheet can hold is put into the worksheet itself. */
export type Cell = string | number | boolean | Date | null | Readonly<Record<string, unknown>>;
export type SheetOf = {
  readonly lines: readonly (readonly Cell[])[];
  readonly hidden?: boolean;
  /** `A1:H1` */
  readonly merges?: readonly string[];
};

/** A workbook of named sheets; `kind` is `xlsx` or `biff8`, which is the old `.xls`. */
export async function writeBook(
  path: string,
  sheets: Readonly<Record<string, SheetOf>>,
  kind: "xlsx" | "biff8" = "xlsx",
) {
  const book = utils.book_new();
  for (const [name, { lines, merges }] of Object.entries(sheets)) {
    const sheet: WorkSheet = utils.aoa_to_sheet(
      lines.map((line) => [...line]),
      { UTC: true },
    );
    if (merges) sheet["!merges"] = merges.map((range) => utils.decode_range(range));
    utils.book_append_sheet(book, sheet, name);
  }
  book.Workbook = { Sheets: Object.entries(sheets).map(([name, { hidden }]) => ({ name, Hidden: hidden ? 1 : 0 })) };
  await writeFile(path, write(book, { type: "buffer", bookType: kind }) as Buffer);
  return path;
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
