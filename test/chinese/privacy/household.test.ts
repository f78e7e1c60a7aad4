import { expect, test } from "@jest/globals";
import { householdMatter } from "../../../src/chinese/privacy/household.ts";
import fc from "../../property.ts";
import { corpusLines } from "../corpora/corpus-file.ts";
import { variation } from "../corpora/variations.ts";

const cases = corpusLines("own-households.tsv")
  .filter((line) => line && !line.startsWith("#"))
  .map((line) => {
    const [text = "", matter = ""] = line.split("\t");
    return { text, matter };
  });

test("what is a household's own matter, and what may be said of fields, roads and policies", () => {
  expect(cases.map(({ text }) => `${text} ${householdMatter(text) ?? "-"}`)).toEqual(
    cases.map(({ text, matter }) => `${text} ${matter}`),
  );
});

test("again, as other phones would send it", () => {
  const picks = fc.array(fc.nat(1000), { minLength: 7, maxLength: 40 });
  fc.assert(
    fc.property(fc.constantFrom(...cases), picks, ({ text, matter }, picks) => {
      expect(householdMatter(variation(text, picks)) ?? "-").toBe(matter);
    }),
    { numRuns: 600 },
  );
});
