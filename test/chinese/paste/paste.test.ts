import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Roster } from "../../../src/chinese/names/index.ts";
import { doubtsOf, MOST_ROWS, type Paste, readPaste } from "../../../src/chinese/paste/index.ts";
import { blocksOf, pasteWorld, read } from "./understood.ts";

const blocks = blocksOf("test/corpus/own-pastes.txt");
const county = pasteWorld("云湖县");

describe("lists as offices paste them", () => {
  test.each(blocks.map((block) => [block.name, block] as const))("%s", (_, block) => {
    expect(read(block)).toBe(block.expected);
  });

  test("there are at least sixty", () => {
    expect(blocks.length).toBeGreaterThanOrEqual(60);
  });
});

/** All that a row says, in one text. */
function saidIn({ rows, repeats, asides }: Paste, text: string): string {
  const pieces = rows.flatMap((row) => [
    row.unit?.said ?? "",
    ...[...row.owners, ...row.helpers, ...(row.verifier ? [row.verifier] : [])].map(({ said }) => said),
    row.text,
    "said" in row.due ? row.due.said : "",
  ]);
  const spans = [...asides.map(({ span }) => span), ...repeats.flatMap((repeat) => repeat.spans)];
  return [...pieces, ...spans.map(({ start, end }) => text.slice(start, end))].join("\n");
}

const word = fc
  .array(fc.constantFrom(..."甲乙丙丁戊己庚辛壬癸魑魅魍魉饕餮氍毹"), { minLength: 3, maxLength: 12 })
  .map((letters) => letters.join(""));
const columns = ["单位", "责任人", "问题", "措施", "期限", "协办", "备注", "核实人"];

describe("nothing of a list is lost", () => {
  test("every cell stands in its row, whatever the columns and their order", () => {
    const table = fc.shuffledSubarray(columns, { minLength: 2 }).chain((heads) =>
      fc.record({
        heads: fc.constant(heads),
        rows: fc.array(fc.tuple(...heads.map(() => fc.oneof(word, word, fc.constant("")))), {
          minLength: 1,
          maxLength: 8,
        }),
      }),
    );
    fc.assert(
      fc.property(table, ({ heads, rows }) => {
        const text = [heads, ...rows].map((cells) => cells.join("\t")).join("\n");
        const said = saidIn(readPaste(text, county), text);
        for (const cell of rows.flat()) expect(said).toContain(cell);
      }),
      { numRuns: 300 },
    );
  });

  test("every word of any text lies in a row or beside the rows, and no line is read twice", () => {
    const piece = fc.constantFrom(
      ...'孙国华 王主任 新会镇 三社路灯 3月底前 长期坚持 协办：何平 责任人 问题 期限 1. ① 一、 注： \t \t | \n \n \r\n 　 " （ ） ： ， 。'.split(
        " ",
      ),
      "\n\n",
      "  ",
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join("")),
      fc.string({ unit: "grapheme", maxLength: 200 }),
    );
    fc.assert(
      fc.property(text, (pasted) => {
        const { rows, repeats, asides } = readPaste(pasted, county);
        const spans = [
          ...rows.flatMap((row) => row.spans),
          ...repeats.flatMap((repeat) => repeat.spans),
          ...asides.map(({ span }) => span),
        ].sort((a, b) => a.start - b.start);
        let at = 0;
        for (const { start, end } of spans) {
          expect(
            pasted
              .slice(at, start)
              .replace(/[\u200b-\u200f\ufeff\u0085]/g, "")
              .trim(),
          ).toBe("");
          expect(start).toBeGreaterThanOrEqual(at);
          at = end;
        }
        expect(
          pasted
            .slice(at)
            .replace(/[\u200b-\u200f\ufeff\u0085]/g, "")
            .trim(),
        ).toBe("");
      }),
      { numRuns: 500 },
    );
  });

  test("tabs, bars and wide blanks part the same table alike", () => {
    const person = fc.constantFrom("孙国华", "李文", "韩峰");
    const due = fc.constantFrom("3月31日", "2027年2月底", "12月20日前");
    const rows = fc.array(fc.tuple(person, word, due), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rows, (cells) => {
        const table = [["责任人", "问题", "期限"], ...cells];
        const [tabs, bars, blanks] = ["\t", "|", "    "].map((sign) => {
          const paste = readPaste(table.map((row) => row.join(sign)).join("\n"), county);
          return paste.rows.map(({ owners, text, due }) => ({ owners, text, due }));
        });
        expect(bars).toEqual(tabs);
        expect(blanks).toEqual(tabs);
      }),
      { numRuns: 100 },
    );
  });
});

test("300 lines are read, all of each, and what comes behind is counted", () => {
  const long = "整改内容".repeat(120);
  const lines = Array.from({ length: 310 }, (_, i) => `${i + 1}\t新会镇\t孙国华\t第${i + 1}项${long}\t3月31日`);
  const paste = readPaste(["序号\t单位\t责任人\t问题\t期限", ...lines].join("\n"), county);
  expect(paste.rows).toHaveLength(MOST_ROWS);
  expect(paste.rows.at(-1)?.text).toBe(`第300项${long}`);
  expect(paste.beyond).toBe(10);
});

test("what nobody but the author can decide, with the likely answers", () => {
  const paste = readPaste(
    [
      "王家村\t王书记\t公示栏空白\t12月5日前",
      "新会镇\t孙国华\t经费没有发放\t6月中旬",
      "新会镇\t孙国华\t训练没有方案",
      "供电公司张经理\t变压器增容\t2026年3月底前",
    ].join("\n"),
    county,
  );
  const doubts = paste.rows.flatMap(doubtsOf).map((doubt) => ({
    number: doubt.number,
    what: doubt.what,
    said: doubt.said,
    choices:
      "people" in doubt
        ? doubt.people.map(({ name }) => name)
        : "moments" in doubt
          ? doubt.moments.map(({ echo }) => echo)
          : [],
  }));
  expect(doubts).toEqual([
    { number: 1, what: "owner", said: "王书记", choices: ["王德顺", "王海"] },
    { number: 2, what: "due", said: "6月中旬", choices: ["2027年6月15日（周二）18:00", "2027年6月20日（周日）18:00"] },
    { number: 4, what: "owner", said: "供电公司张经理", choices: [] },
    { number: 4, what: "due", said: "2026年3月底前", choices: [] },
  ]);
});

test("of two of a name below a unit the one is meant who works there itself", () => {
  const at = (id: string, placeId: string) => ({
    ...{ id, name: "王强", homeId: null },
    posts: [{ placeId, role: "cadre", title: "干部" }],
  });
  const roster = new Roster([at("a", "新会镇"), at("b", "新会镇/东卧牛村"), at("c", "新会镇/石门村")]);
  const [town, village, nobody] = readPaste("新会镇\t王强\t台账空白\n东卧牛村\t王强\t公示栏空白\n王强\t路灯不亮", {
    ...county,
    roster,
  }).rows.map(({ owners }) => owners[0]?.found);
  expect(town).toMatchObject({ kind: "one", value: { id: "a" } });
  expect(village).toMatchObject({ kind: "one", value: { id: "b" } });
  expect(nobody).toMatchObject({ kind: "several", values: [{ id: "a" }, { id: "b" }, { id: "c" }] });
});
