import { maskSensitive } from "../privacy/sensitive.ts";
import { type Corpus, sameJson } from "./corpus.ts";

/** `privacy.jsonl`: a text, and the same text masked. */
export const privacyCorpus: Corpus<string> = {
  parse(line) {
    if (!line.trim() || line.startsWith("#")) return null;
    if (!line.startsWith("{")) return { input: line, expected: undefined };
    const { text, expected } = JSON.parse(line);
    return { input: text, expected };
  },
  answer: maskSensitive,
  same: sameJson,
};
