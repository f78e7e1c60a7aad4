import { readQuantity } from "../numbers/numbers.ts";
import { type Corpus, sameJson } from "./corpus.ts";

/** `numbers.tsv`: a few words, then value, unit, how exact, and a note. */
export const numbersCorpus: Corpus<string> = {
  parse(line) {
    if (!line.trim() || line.startsWith("#")) return null;
    const [text = "", value, unit, approx] = line.split("\t");
    return { input: text, expected: value === undefined ? undefined : { value: Number(value), unit, approx } };
  },
  answer: readQuantity,
  same: sameJson,
};
