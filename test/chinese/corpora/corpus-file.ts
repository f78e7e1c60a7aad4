import { readFileSync } from "node:fs";
import type { Corpus } from "../../../src/chinese/corpora/corpus.ts";

export type Case<Input> = { readonly line: string; readonly input: Input; readonly expected: unknown };

/** The cases of a file in `test/corpus`. */
export function casesOf<Input>(corpus: Corpus<Input>, file: string): Case<Input>[] {
  return corpusLines(file).flatMap((line) => {
    const parsed = corpus.parse(line);
    return parsed ? [{ line, ...parsed }] : [];
  });
}

export function corpusLines(file: string): string[] {
  return readFileSync(`test/corpus/${file}`, "utf8").split("\n");
}

/** The lines that the corpus answers otherwise than expected, each with what was got: empty when all is well. */
export function disagreements<Input>(corpus: Corpus<Input>, file: string): string[] {
  return casesOf(corpus, file).flatMap(({ line, input, expected }) => {
    const got = corpus.answer(input);
    return corpus.same(got, expected) ? [] : [`${line.slice(0, 200)} -> ${JSON.stringify(got)}`];
  });
}
