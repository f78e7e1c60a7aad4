import { expect, test } from "@jest/globals";
import { readTime, sameCorpusForm, toCorpusForm } from "../../../src/chinese/time/index.ts";
import fc from "../../property.ts";
import { calendar } from "./corpus.ts";
import { sentence } from "./language.ts";

test("20,000 sentences of known meaning are read as meant, or asked", () => {
  let exact = 0;
  let clear = 0;
  fc.assert(
    fc.property(sentence, ({ words, sentAt, means }) => {
      const form = toCorpusForm(readTime(words, { sentAt, use: "reminder", calendar }));
      const right = sameCorpusForm(form, means);
      if (means !== "ask") clear++;
      if (means !== "ask" && right) exact++;
      const at = new Date(sentAt + 8 * 3_600_000).toISOString().slice(0, 16);
      expect([words, at, right || form === "ask" ? means : form]).toEqual([words, at, means]);
    }),
    { numRuns: 20_000 },
  );
  // a reader that asks about everything is no reader
  expect(exact / clear).toBeGreaterThan(0.9);
});
