import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import iconv from "iconv-lite";
import { readTable } from "../../src/import/read-table.ts";
import { withFolder, writeBook, writeBytes } from "./tables.ts";

const CSV = '名称,级别,上级,别名\n东卧牛村,村,新会镇,"卧牛东、一大队"\n\n三社,社,新会镇/东卧牛村,\n';
const ROWS = [
  { number: 2, cells: { "": "", 名称: "东卧牛村", 级别: "村", 上级: "新会镇", 别名: "卧牛东、一大队" } },
  { number: 4, cells: { "": "", 名称: "三社", 级别: "社", 上级: "新会镇/东卧牛村", 别名: "" } },
];

describe("reading a table", () => {
  const encodings: [string, Uint8Array][] = [
    ["UTF-8", Buffer.from(CSV)],
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${CSV}`)],
    ["GB18030", iconv.encode(CSV, "gb18030")],
    ["lines that end as on Windows", Buffer.from(CSV.replaceAll("\n", "\r\n"))],
    ["tabs", Buffer.from(CSV.replaceAll(",", "\t"))],
  ];
  test.each(encodings)("csv: %s", async (_, bytes) => {
    await withFolder(async (folder) => {
      const { header, rows } = await readTable(await writeBytes(join(folder, "places.CSV"), bytes));
      expect(header).toEqual(["名称", "级别", "上级", "别名"]);
      expect(rows).toEqual(ROWS);
    });
  });

  test("xlsx: numbers, dates, links and formulas as they are seen; empty sheets and rows skipped", async () => {
    await withFolder(async (folder) => {
      const link = { t: "s", v: "孙国华", l: { Target: "https://example.invalid/" } };
      const path = await writeBook(join(folder, "people.xlsx"), {
        空: { lines: [] },
        表: {
          lines: [
            ["姓名 *", "手 机", "日期", "合计"],
            ["王秀英", 13800001301, new Date("2026-10-01T00:00:00Z"), { t: "n", f: "1+1", v: 2 }],
            [],
            [link, "0138", "'=1+1", null],
          ],
        },
      });
      const { header, rows } = await readTable(path);
      expect(header).toEqual(["姓名", "手机", "日期", "合计"]);
      expect(rows).toEqual([
        { number: 2, cells: { "": "", 姓名: "王秀英", 手机: "13800001301", 日期: "2026-10-01", 合计: "2" } },
        { number: 4, cells: { "": "", 姓名: "孙国华", 手机: "0138", 日期: "=1+1", 合计: "" } },
      ]);
    });
  });

  const broken: [string, string, string][] = [
    ["nothing in it", "a.csv", ""],
    ["a header word twice", "a.csv", "名称,名称\n东卧牛村,村\n"],
    ["a quote that does not close", "a.csv", '名称,级别\n"东卧牛村,村\n'],
    ["another kind of file", "a.doc", "名称"],
    ["an old sheet that is none", "a.xls", "名称"],
    ["a sheet that is none", "a.xlsx", "名称"],
  ];
  test.each(broken)("refused with the remedy: %s", async (_, name, text) => {
    await withFolder(async (folder) => {
      const path = await writeBytes(join(folder, name), Buffer.from(text));
      await expect(readTable(path)).rejects.toMatchObject({ name: "TableError" });
    });
  });
});
