import { describe, expect, test } from "@jest/globals";
import { readUrgent } from "../../../src/chinese/urgent/urgent.ts";
import { corpusLines } from "../corpora/corpus-file.ts";

const cases = corpusLines("own-urgent.tsv")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.split("\t"))
  .map(([text = "", wanted = ""]) => ({ text, wanted }));

function outcome(text: string, wanted: string): string {
  const urgent = readUrgent(text);
  if (!urgent) return "-";
  if (!urgent.sure) return "?";
  // more kinds than expected are no fault: somebody beaten may be hurt
  const isKnown = wanted.split(",").every((kind) => urgent.kinds.some((found) => found === kind));
  return isKnown ? wanted : urgent.kinds.join(",");
}

describe("what is urgent", () => {
  test("there are enough lines, and about half of them are calm", () => {
    expect(cases.length).toBeGreaterThanOrEqual(120);
    expect(cases.filter(({ wanted }) => wanted === "-").length).toBeGreaterThan(cases.length * 0.4);
  });

  test("each line of the corpus", () => {
    const missed = cases.filter(({ text, wanted }) => outcome(text, wanted) !== wanted);
    expect(missed.map(({ text, wanted }) => `${text} ${wanted} -> ${outcome(text, wanted)}`)).toEqual([]);
  });

  test("what is over does not hide what is not", () => {
    expect(readUrgent("去年着过火。今天又着火了")).toMatchObject({ kinds: ["fire"], sure: true });
  });
});
