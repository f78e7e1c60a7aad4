import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CFB } from "@e965/xlsx";
import { describe, expect, test } from "@jest/globals";
import iconv from "iconv-lite";
import type { Checked } from "../../src/import/check.ts";
import { checkHolidays, HOLIDAY_COLUMNS } from "../../src/import/check-holidays.ts";
import { checkPeople, PEOPLE_COLUMNS } from "../../src/import/check-people.ts";
import { readTable } from "../../src/import/read-table.ts";
import { type Cell, treeOf, withFolder, writeBook, writeBytes } from "./tables.ts";

// Spreadsheets in the shapes in which township staff hand them in.

const places = treeOf("嘉祥县", "嘉祥县/新会镇", "嘉祥县/新会镇/东卧牛村", "嘉祥县/新会镇/东卧牛村/三社");
const header: Cell[] = ["姓名", "地点", "手机", "外出"];
const wang: Cell[] = ["王秀英", "东卧牛村", "13800001301", "苏州"];
const li: Cell[] = ["李大山", "三社", "13800001302", ""];

type Said = {
  readonly people: readonly string[];
  readonly faults: readonly string[];
  readonly remarks: readonly string[];
};

async function people(path: string, sheet?: string): Promise<Said> {
  const table = await readTable(path, PEOPLE_COLUMNS, sheet);
  const { good, bad }: Checked<{ name: string; placeId: string; phone: string | null; awayCity: string | null }> =
    await checkPeople(table, places);
  return {
    people: good.map(({ name, placeId, phone, awayCity }) =>
      [name, placeId.split("/").at(-1), phone ?? "-", awayCity ?? "-"].join(" "),
    ),
    faults: bad.map(({ reason }) => reason),
    remarks: table.remarks,
  };
}

const both = ["王秀英 东卧牛村 13800001301 苏州", "李大山 三社 13800001302 -"];

async function book(sheets: Parameters<typeof writeBook>[1], sheet?: string): Promise<Said> {
  return withFolder(async (folder) => people(await writeBook(join(folder, "名册.xlsx"), sheets), sheet));
}

/** Changes the XML of the first sheet, for what no writer of spreadsheets offers. */
async function patched(path: string, change: (xml: string) => string): Promise<string> {
  const zip = CFB.read(await readFile(path), { type: "buffer" });
  const entry = CFB.find(zip, "/xl/worksheets/sheet1.xml");
  if (!entry) throw new Error("no sheet");
  CFB.utils.cfb_add(zip, "/xl/worksheets/sheet1.xml", Buffer.from(change(Buffer.from(entry.content).toString("utf8"))));
  await writeFile(path, CFB.write(zip, { type: "buffer", fileType: "zip", compression: true }) as Buffer);
  return path;
}

describe("is read", () => {
  test("1: a title over all columns, who filled it in, and the header in row 3", async () => {
    const lines = [["新会镇2026年村民名册"], ["填报单位：新会镇", "", "2026年11月"], header, wang, li];
    expect(await book({ 名册: { lines, merges: ["A1:D1"] } })).toEqual({
      people: both,
      faults: [],
      remarks: ["表头在第3行，上面的没有读"],
    });
  });

  test("2: a header of two lines, words over several columns above the words of the columns", async () => {
    const lines = [["姓名", "地点", "联系和去向", ""], ["", "", "手机", "外出"], wang, li];
    const said = await book({ 名册: { lines, merges: ["A1:A2", "B1:B2", "C1:D1"] } });
    expect(said).toMatchObject({ people: both, faults: [] });
  });

  test("3: one cell merged down over the people of a village", async () => {
    const lines = [
      header,
      ["王秀英", "东卧牛村", 13800001301, "苏州"],
      ["李大山", null, 13800001302, ""],
      ["孙三", "三社", "", ""],
    ];
    expect((await book({ 名册: { lines, merges: ["B2:B3"] } })).people).toEqual([
      "王秀英 东卧牛村 13800001301 苏州",
      "李大山 东卧牛村 13800001302 -",
      "孙三 三社 - -",
    ]);
  });

  test("4: phone numbers as numbers, with .0, in scientific notation, with blanks and signs; what stands for nothing", async () => {
    const phones: Cell[] = [
      13800001301,
      "13800001302.0",
      "1.3800001303E+10",
      "138 0000-1304",
      "+8613800001305",
      "无",
      "/",
      "——",
    ];
    const lines = [header, ...phones.map((phone, i): Cell[] => [`王${"一二三四五六七八"[i]}`, "三社", phone, "无"])];
    const { people, faults } = await book({ 名册: { lines } });
    expect(faults).toEqual([]);
    expect(people.map((line) => line.split(" ").slice(2).join(" "))).toEqual([
      ...["1", "2", "3", "4", "5"].map((last) => `1380000130${last} -`),
      ...["- -", "- -", "- -"],
    ]);
  });

  test("5: header words with blanks, line breaks, stars and hints in brackets", async () => {
    const lines = [["姓　名*", "地\n点", "手 机（11位）", "外出\r\n(城市)"], wang, li];
    expect(await book({ 名册: { lines } })).toEqual({ people: both, faults: [], remarks: [] });
  });

  test("6: notes, totals and signatures below; numbers drawn beforehand; empty rows between", async () => {
    const numbered = (cells: Cell[], number: number): Cell[] => [number, ...cells];
    const lines = [
      ["序号", ...header],
      numbered(wang, 1),
      [],
      numbered(li, 2),
      [3],
      [4],
      [],
      ["合计", "2人"],
      ["注：外出填城市。"],
      ["填表人：赵一", "", "审核人：钱二"],
    ];
    expect(await book({ 名册: { lines } })).toEqual({
      people: both,
      faults: [],
      remarks: ["第8行起是表下面的说明，没有读"],
    });
  });

  test("7: a hidden sheet of choices first, instructions second", async () => {
    const said = await book({
      下拉选项: { lines: [["村民"], ["干部"]], hidden: true },
      填表说明: { lines: [["一、姓名要和身份证一致"], ["二、外出填城市"]] },
      名册: { lines: [header, wang, li] },
    });
    expect(said).toEqual({ people: both, faults: [], remarks: ["只读了“名册”这张表，没有读“填表说明”"] });
  });

  test("8: drop-downs over whole columns, and a style that reaches to the last column", async () => {
    await withFolder(async (folder) => {
      const path = await writeBook(join(folder, "名册.xlsx"), { 名册: { lines: [header, wang, li] } });
      const choice = (column: string) =>
        `<dataValidation type="list" sqref="${column}1:${column}1048576"><formula1>"是,否"</formula1></dataValidation>`;
      const choices = ["A", "B", "C", "D", "E", "F", "G", "H", "I"].map(choice).join("");
      await patched(path, (xml) =>
        xml
          .replace("</sheetData>", `</sheetData><dataValidations count="9">${choices}</dataValidations>`)
          .replaceAll("</row>", (end) => `<c r="XFD0" s="0"/>${end}`)
          .replace(/<row r="(\d+)"(.*?)<c r="XFD0"/gs, '<row r="$1"$2<c r="XFD$1"'),
      );
      expect(await people(path)).toEqual({ people: both, faults: [], remarks: [] });
    });
  });

  test("9: days as serial numbers, also in Excel's Chinese formats, and as they are written", async () => {
    await withFolder(async (folder) => {
      const days: Cell[] = [
        46296,
        { t: "n", v: 46297, z: 'yyyy"年"m"月"d"日"' },
        new Date("2026-10-03T00:00:00Z"),
        "2026/10/4 0:00:00",
        "2026年10月5日（星期一）",
      ];
      const path = await writeBook(join(folder, "假.xlsx"), {
        假: { lines: [["日期", "类型"], ...days.map((day) => [day, "休"])] },
      });
      // 31 is one of the formats that only a Chinese Excel knows
      await patched(path, (xml) => xml.replace('<c r="A2"', '<c r="A2" s="31"'));
      const { good, bad } = checkHolidays(await readTable(path, HOLIDAY_COLUMNS));
      expect(bad).toEqual([]);
      expect(good.map(({ day }) => day)).toEqual([1, 2, 3, 4, 5].map((day) => `2026-10-0${day}`));
    });
  });

  const csv = `${[header, wang, li].map((cells) => cells.join(",")).join("\r\n")}\r\n`;
  const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();
  test.each([
    ["UTF-16 with its mark", Buffer.from(`\ufeff${csv}`, "utf16le")],
    ["UTF-16, the other way about", swapped(Buffer.from(`\ufeff${csv}`, "utf16le"))],
    ["UTF-16 without a mark", Buffer.from(csv, "utf16le")],
    ["Unicode text with tabs", Buffer.from(`\ufeff${csv.replaceAll(",", "\t")}`, "utf16le")],
    ["GB18030", iconv.encode(csv, "gb18030")],
  ])("10: csv as %s", async (_, bytes) => {
    await withFolder(async (folder) => {
      expect(await people(await writeBytes(join(folder, "名册.csv"), bytes))).toEqual({
        people: both,
        faults: [],
        remarks: [],
      });
    });
  });

  test("11: the .xls of an old Excel", async () => {
    await withFolder(async (folder) => {
      const path = await writeBook(join(folder, "名册.xls"), { 名册: { lines: [header, wang, li] } }, "biff8");
      expect(await people(path)).toEqual({ people: both, faults: [], remarks: [] });
    });
  });

  test("12: one sheet for each village, by its name", async () => {
    const sheets = { 东卧牛: { lines: [header, wang] }, 三社: { lines: [header, li] } };
    await expect(book(sheets)).rejects.toThrow("有2张表都能导：“东卧牛”“三社”。一次导一张：加 --sheet 东卧牛");
    expect((await book(sheets, "三社")).people).toEqual([both[1]]);
    await expect(book(sheets, "四社")).rejects.toThrow("没有叫“四社”的表：有“东卧牛”“三社”");
  });
});

describe("is refused with the row and what to do", () => {
  test.each<[string, Cell, string]>([
    [
      "digits lost to scientific notation",
      "1.38E+10",
      "手机被表格缩成了科学计数，后面的数字丢了：把这一栏设成“文本”，重新填号码",
    ],
    ["two numbers in one cell", "13800001301、13900001301", "手机写了不止一个号码：一格只写一个"],
    ["a formula that found nothing", { t: "e", v: 42, w: "#N/A" }, "“手机”是 #N/A：公式没取到值，请改成字，或清空"],
    ["a number too short", 1380000130, "手机号码位数不对：手机号是11位数字"],
  ])("%s", async (_, phone, fault) => {
    const { people, faults } = await book({ 名册: { lines: [header, wang, ["李大山", "三社", phone, ""]] } });
    expect(people).toEqual([both[0]]);
    expect(faults).toEqual([`第3行：${fault}`]);
  });

  test("a formula without its result", async () => {
    await withFolder(async (folder) => {
      const path = await writeBook(join(folder, "名册.xlsx"), {
        名册: { lines: [header, ["王秀英", "东卧牛村", 1, ""]] },
      });
      await patched(path, (xml) =>
        xml.replace(/<c r="C2"[^>]*>.*?<\/c>/, '<c r="C2"><f>VLOOKUP(A2,Sheet2!A:B,2,0)</f></c>'),
      );
      expect((await people(path)).faults).toEqual([
        "第2行：“手机”是公式，文件里没有结果：复制这一栏，选择性粘贴成“值”，保存再导",
      ]);
    });
  });

  test("a header without the words that are needed", async () => {
    expect(
      (
        await book({
          名册: {
            lines: [
              ["户主", "地点"],
              ["王秀英", "三社"],
            ],
          },
        })
      ).faults,
    ).toEqual(["第1行：缺“姓名”这一栏。表头要写：姓名、岗位、地点、职务、手机、账号、外出、党员、父名"]);
  });

  test("nothing but a hidden sheet", async () => {
    const sheets = { 名册: { lines: [header, wang], hidden: true }, 空: { lines: [] } };
    await expect(book(sheets)).rejects.toThrow("有内容的表“名册”是隐藏的：取消隐藏，或另存一份再导");
  });

  test("a broken sign in a UTF-8 file: its row, and nothing is read as other characters", async () => {
    await withFolder(async (folder) => {
      const csv = Buffer.from(`姓名,地点\n王秀英,东卧牛村\n李大山,三社\n`);
      csv[csv.indexOf("李")] = 0xff;
      const path = await writeBytes(join(folder, "名册.csv"), csv);
      await expect(people(path)).rejects.toThrow("第3行：有坏掉的字");
    });
  });
});
