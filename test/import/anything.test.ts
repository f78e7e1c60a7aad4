import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { readTable } from "../../src/import/read-table.ts";
import { TableError } from "../../src/import/table-error.ts";
import fc from "../property.ts";
import { withFolder, writeBook, writeBytes } from "./tables.ts";

const columns = ["姓名", "岗位", "地点"];

/** What it gives is a table; what it refuses, it refuses in words. */
async function isRead(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  try {
    const { rows } = await readTable(await writeBytes(join(folder, name), bytes), columns);
    const numbers = [...rows].map(({ number }) => number);
    expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
    for (const { cells } of rows) for (const cell of Object.values(cells)) expect(typeof cell).toBe("string");
  } catch (error) {
    expect(error).toBeInstanceOf(TableError);
  }
}

/** Some bytes changed, and the end cut off. */
const damaged = (good: Uint8Array) =>
  fc
    .record({
      changes: fc.array(fc.record({ at: fc.nat(good.length - 1), to: fc.nat(255) }), { maxLength: 12 }),
      length: fc.oneof({ weight: 3, arbitrary: fc.constant(good.length) }, fc.nat(good.length)),
    })
    .map(({ changes, length }) => {
      const bytes = Uint8Array.from(good);
      for (const { at, to } of changes) bytes[at] = to;
      return bytes.slice(0, length);
    });

const text = `姓名,岗位,地点\n王建国,干部,新会镇/东卧牛村\n"李,大山",村民,"三社\n西头"\n`;

test("any bytes that call themselves csv", () =>
  withFolder((folder) =>
    fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), damaged(Buffer.from(text))), (bytes) =>
        isRead(folder, "a.csv", bytes),
      ),
      { numRuns: 300 },
    ),
  ));

test.each([
  ["a.xlsx", "xlsx"],
  ["a.xls", "biff8"],
] as const)("%s of which some bytes are others, or the end is missing", (name, kind) =>
  withFolder(async (folder) => {
    const lines = [columns, ["王建国", "干部", "新会镇/东卧牛村"], ["李大山", "村民", 13800001301]];
    const good = readFileSync(await writeBook(join(folder, `good-${name}`), { 名册: { lines } }, kind));
    await isRead(folder, name, good);
    await fc.assert(
      fc.asyncProperty(damaged(good), (bytes) => isRead(folder, name, bytes)),
      { numRuns: 60 },
    );
  }),
);
