import { describe, expect, test } from "@jest/globals";
import { casesOf } from "../corpora/corpus-file.ts";
import { corpus } from "./world.ts";

const asks = (got: unknown): boolean =>
  Array.isArray(got) && got.some(({ ask, readBack }) => ask.length > 0 || readBack);

describe.each([
  ["own-cadre-sentences.jsonl", 400],
  ["own-villager-sentences.jsonl", 300],
])("%s", (file, least) => {
  const cases = casesOf(corpus, file);
  const missed = cases
    .map(({ input, expected }) => ({ input, expected, got: corpus.answer(input) }))
    .filter(({ got, expected }) => !corpus.same(got, expected));

  test("at least 97 in 100 are understood", () => {
    expect(cases.length).toBeGreaterThanOrEqual(least);
    expect(missed.length).toBeLessThanOrEqual(cases.length * 0.03);
  });

  test("none is misunderstood without being asked about or read back", () => {
    expect(missed.filter(({ got }) => !asks(got)).map(({ input, got }) => ({ input, got }))).toEqual([]);
  });
});
