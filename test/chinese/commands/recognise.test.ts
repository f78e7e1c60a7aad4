import { describe, expect, test } from "@jest/globals";
import { contractCommands } from "../../../src/chinese/commands/contract-commands.ts";
import { prepareNames } from "../../../src/chinese/commands/prepared-names.ts";
import { recognise } from "../../../src/chinese/commands/recognise.ts";
import { commandsCorpus } from "../../../src/chinese/corpora/commands.ts";
import { sameJson } from "../../../src/chinese/corpora/corpus.ts";
import fc from "../../property.ts";
import { casesOf, disagreements } from "../corpora/corpus-file.ts";
import { folded, variation } from "../corpora/variations.ts";

const files = ["commands.jsonl", "own-commands.jsonl"];
const names = prepareNames(contractCommands);
const picks = fc.array(fc.nat(1000), { minLength: 7, maxLength: 40 });

const foldedDeep = (value: unknown): unknown => JSON.parse(folded(JSON.stringify(value)));

describe("what a message asks of the bot", () => {
  test.each(files)("every line of %s", (file) => {
    expect(disagreements(commandsCorpus, file)).toEqual([]);
  });

  test.each(files)("%s again, as other phones would send it", (file) => {
    fc.assert(
      fc.property(fc.constantFrom(...casesOf(commandsCorpus, file)), picks, ({ input, expected }, picks) => {
        const text = variation(input.text, picks);
        const got = commandsCorpus.answer({ text, where: input.where });
        expect(foldedDeep(got)).toEqual(foldedDeep(expected));
      }),
      { numRuns: 600 },
    );
  });

  test("never throws, and what it hands on stands in the message", () => {
    const where = fc.record({
      group: fc.boolean(),
      mentioned: fc.boolean(),
      botNames: fc.constant(["助手", "新会 小助手"]),
    });
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 6 }),
      fc.constantFrom(
        "/",
        "！",
        "@助手",
        "@新会",
        "「",
        "」\n- - -\n",
        "谈心",
        "走访",
        "问题：",
        "；",
        "\u200b",
        "　",
        "C7 ",
        "remin",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), where, (pieces, where) => {
        const text = pieces.join("");
        const got = recognise(text, where, names);
        if (got.kind !== "command" && got.kind !== "opinion") return;
        expect(text).toContain(got.rest);
        const fields = got.kind === "command" ? Object.values(got.fields).flat() : [];
        for (const value of fields) expect(text).toContain(value);
      }),
      { numRuns: 2000 },
    );
  });

  test("knows only the commands it was given", () => {
    const few = prepareNames([{ name: "提醒", aliases: [{ word: "remind" }], labels: [] }]);
    const where = { group: true, mentioned: false, botNames: [] };
    expect(recognise("/谈心 西河", where, few)).toEqual({ kind: "none" });
    expect(recognise("/提形 明早", where, few)).toEqual({ kind: "suggest", name: "提醒", rest: "明早", fields: {} });
  });

  test("takes time in proportion to the length", () => {
    const where = { group: false, mentioned: false, botNames: ["助手"] };
    const shapes = [" ", "问题", "问题 ", "@助手 ", "；", "「a：", "- ", "谈心 问题：", "@"];
    const spent = (length: number) => {
      const began = process.cpuUsage().user;
      for (const shape of shapes) {
        const filler = shape.repeat(length / shape.length);
        for (const text of [filler, `/谈心 ${filler}`, `「a：${filler}`]) recognise(text, where, names);
      }
      return process.cpuUsage().user - began;
    };
    spent(2_000);
    expect(spent(80_000)).toBeLessThan(40 * Math.max(spent(8_000), 5_000));
  });
});

test("JSON is compared whatever the order of keys", () => {
  expect(sameJson({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 })).toBe(true);
  expect(sameJson({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
});
