import { expect, test } from "@jest/globals";
import { contractCommands } from "../../../src/chinese/commands/contract-commands.ts";
import { prepareNames } from "../../../src/chinese/commands/prepared-names.ts";
import { recognise } from "../../../src/chinese/commands/recognise.ts";
import { prepareQuestion } from "../../../src/chinese/consultation/question.ts";
import { parseRelay } from "../../../src/chinese/consultation/relay.ts";
import { readStance } from "../../../src/chinese/consultation/stances.ts";
import { findPerson, leadingPerson, Roster } from "../../../src/chinese/names/index.ts";
import { findQuantities } from "../../../src/chinese/numbers/numbers.ts";
import { clip } from "../../../src/chinese/privacy/clip.ts";
import { accusation } from "../../../src/chinese/privacy/complaint.ts";
import { householdMatter } from "../../../src/chinese/privacy/household.ts";
import { findSensitive, maskSensitive } from "../../../src/chinese/privacy/sensitive.ts";
import fc from "../../property.ts";
import { worldOf } from "../names/world.ts";
import { corpusLines } from "./corpus-file.ts";
import { variation } from "./variations.ts";

const said = [
  ...corpusLines("own-stances.tsv").map((line) => line.split("\t")[2]),
  ...corpusLines("own-complaints.tsv").map((line) => line.split("\t")[1]),
  ...["own-households.tsv", "own-numbers.tsv"].flatMap(corpusLines).map((line) => line.split("\t")[0]),
  ...["own-privacy.jsonl", "own-names.jsonl", "own-commands.jsonl"]
    .flatMap(corpusLines)
    .flatMap((line) => (line.startsWith("{") ? [JSON.parse(line).text as string] : [])),
].filter((text): text is string => Boolean(text));

/** What phones, voices and thumbs do to a sentence. */
const mutations: readonly ((text: string, at: number, other: string) => string)[] = [
  (text, at) => `${text.slice(0, at)} ${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}，${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}呃${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}\n${text.slice(at)}`,
  (text, at) => text.slice(0, at) + text.slice(at + 1),
  (text, at) => text.slice(0, at) + text.charAt(at) + text.slice(at),
  (text, at, other) => text.slice(0, at) + other + text.slice(at),
  (text, at) => text.slice(at) + text.slice(0, at),
  (text, at) => variation(text, [at, 3, 7, 10, 1]),
  (text) => `那个那个，${text}`,
];
const mutated = fc
  .tuple(
    fc.constantFrom(...said),
    fc.constantFrom(...said),
    fc.array(fc.tuple(fc.nat(mutations.length - 1), fc.nat(60)), { maxLength: 4 }),
  )
  .map(([text, other, changes]) =>
    changes.reduce(
      (changed, [which, at]) => mutations[which]?.(changed, at % (changed.length + 1), other) ?? changed,
      text,
    ),
  );

const { index, people } = worldOf("own-");
const roster = new Roster(people);
const names = prepareNames(contractCommands);
const questions = [
  prepareQuestion({ number: "C7", title: "修水渠走东线还是西线？", options: ["东线", "西线"], numbered: true }),
  prepareQuestion({ number: "C8", title: "村口装监控，同意不同意？", options: null, numbered: false }),
  prepareQuestion({ number: "C9", title: "合并两个组", options: ["同意", "不同意"], numbered: false }),
];

test("nothing that is typed makes a reader throw, or leaves a number to be seen", () => {
  fc.assert(
    fc.property(mutated, (text) => {
      recognise(text, { group: true, mentioned: false, botNames: ["小串"] }, names);
      for (const question of questions) readStance(text, question, text.length % 2 === 0, null);
      parseRelay(text);
      accusation(text, "", roster);
      householdMatter(text);
      for (const { start, end, value } of findQuantities(text)) {
        expect(end).toBeGreaterThan(start);
        expect(Number.isFinite(value)).toBe(true);
      }
      expect(findSensitive(maskSensitive(text))).toEqual([]);
      expect([...clip(text)].length).toBeLessThanOrEqual(20);
    }),
    { numRuns: Number(process.env.MUTATIONS ?? 5_000) },
  );
});

test("nor the readers of names", () => {
  fc.assert(
    fc.property(mutated, (text) => {
      findPerson(text, "白鹤乡/桂花村", index, people);
      leadingPerson(text, "白鹤乡/桂花村", index, people);
    }),
    { numRuns: Number(process.env.MUTATIONS ?? 5_000) / 10 },
  );
});

test("a voice's fillers change no stance", () => {
  const stances = corpusLines("own-stances.tsv").filter((line) => /^[线监装园同戏头场]\t/.test(line));
  const [line, monitor] = questions;
  fc.assert(
    fc.property(fc.constantFrom(...stances), fc.constantFrom("呃", "呃，", "呃呃", "呃…"), (row, filler) => {
      const [which, addressed, text = ""] = row.split("\t");
      const question = which === "线" ? line : monitor;
      if (!question || (which !== "线" && which !== "监")) return;
      expect(readStance(filler + text, question, addressed === "a", null)).toEqual(
        readStance(text, question, addressed === "a", null),
      );
    }),
    { numRuns: 1_000 },
  );
});
