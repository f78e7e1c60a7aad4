import { describe, expect, test } from "@jest/globals";
import { sameCorpusForm } from "../../../src/chinese/time/index.ts";
import { readCases, readForm } from "./corpus.ts";

describe.each(["time.tsv", "own-time.tsv"])("%s", (file) => {
  test.each(readCases(file))("$text ($sent, $use) is $expected", ({ text, sent, use, expected }) => {
    const form = readForm(text, sent, use);
    expect(sameCorpusForm(form, expected) ? expected : form).toBe(expected);
  });
});
