import { describe, expect, test } from "@jest/globals";
import { namesCorpus } from "../../../src/chinese/corpora/names.ts";
import fc from "../../property.ts";
import { casesOf, disagreements } from "../corpora/corpus-file.ts";
import { variation } from "../corpora/variations.ts";
import { worldOf } from "./world.ts";

const corpora = [
  { file: "names.jsonl", corpus: namesCorpus(worldOf("")) },
  { file: "own-names.jsonl", corpus: namesCorpus(worldOf("own-")) },
];
const picks = fc.array(fc.nat(1000), { minLength: 7, maxLength: 40 });
const blanks = fc.array(fc.constantFrom("", "", "", " ", "　", "\u00a0"), { minLength: 3, maxLength: 9 });

describe("what people call people and places", () => {
  test.each(corpora)("every line of $file", ({ file, corpus }) => {
    expect(disagreements(corpus, file)).toEqual([]);
  });

  test.each(corpora)("$file again, as other phones would send it", ({ file, corpus }) => {
    fc.assert(
      fc.property(fc.constantFrom(...casesOf(corpus, file)), picks, blanks, ({ input, expected }, picks, blanks) => {
        const spaced = [...input.text].map((char, i) => char + (blanks[i % blanks.length] ?? "")).join("");
        const got = corpus.answer({ ...input, text: variation(spaced, picks) });
        expect(corpus.same(got, expected)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("a bare line is taken for a place, else for a person", () => {
    const [, own] = corpora;
    const answers = ["长丰", "谭主席", "没有这个人"].map((line) => {
      const parsed = own?.corpus.parse(line);
      return parsed ? own?.corpus.answer(parsed.input) : null;
    });
    expect(answers).toEqual([{ place: "白鹤乡/长丰村" }, { person: "q07" }, { none: true }]);
  });
});
