import { describe, expect, test } from "@jest/globals";
import { speakerOf } from "../../../src/chinese/corpora/sentences.ts";
import { fold } from "../../../src/chinese/fold.ts";
import { isGlue } from "../../../src/chinese/reader/glue.ts";
import {
  calledIn,
  type Draft,
  type Filled,
  filled,
  readRecord,
  withPeople,
  withSaying,
} from "../../../src/chinese/reader/index.ts";
import fc from "../../property.ts";
import { casesOf } from "../corpora/corpus-file.ts";
import { variation } from "../corpora/variations.ts";
import { corpus, people, world } from "./world.ts";

const texts = casesOf(corpus, "own-cadre-sentences.jsonl").map(({ input }) => input.text);
const speaker = speakerOf({ speaker: "村" });
const name = fc.constantFrom("谈心", "走访");
const varied = fc
  .tuple(fc.constantFrom(...texts), fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), fc.boolean())
  .map(([text, picks, isVaried]) => (isVaried ? variation(text, picks) : text));
const asked = fc.subarray(["place", "person", "time", "text"]);

const visible = (text: string): string => fold(text).text.replace(/[\s\p{P}]/gu, "");

/** All that is kept of a record, as one text. */
const keptOf = (record: Filled): string =>
  visible(
    [
      ...record.places.map(({ said }) => said),
      ...record.people.map(({ said }) => said),
      ...record.companions,
      ...record.promises.map(({ text }) => text),
      ...record.problems,
      ...record.topics,
      ...[record.timeWords, record.next, record.spot, record.category, record.kind, record.content],
    ].join("\n"),
  );

/** What opens a promise says only that it is one. */
const OPENS = /^.{0,6}?(?:承诺|答应|保证|应承|许诺|应下)(?:[了过说他她]|下来|人家|老人家?|大家|群众|书记|给[他她]?)*/u;

/** Words of a message that say something and are kept nowhere. */
function lost(text: string, draft: Draft, record: Filled): readonly string[] {
  const kept = keptOf(record);
  return draft.parts.flatMap(({ as, start, end }) => {
    // particles, the words that tell what it is, labels; a village said with its section is the section's
    if (as === "glue" || as === "command" || as === "label" || as === "address" || as === "place") return [];
    const said = fold(text.slice(start, end)).text;
    const piece = as === "promise" ? said.replace(OPENS, "") : as === "next" ? said.replace(/^下次/u, "") : said;
    const words = piece.split(/[\s\p{P}]+/u).map((word) => visible(word).replace(/^的/, ""));
    return words.filter((word) => word !== "" && !isGlue(word) && !kept.includes(word)).map((word) => `${as}: ${word}`);
  });
}

describe("a record as it is kept", () => {
  test("holds each word of it", () => {
    fc.assert(
      fc.property(varied, name, fc.boolean(), (text, command, spoken) => {
        const draft = readRecord(text, { name: command, kind: null, spoken }, speaker, world);
        expect(lost(text, draft, filled(text, draft))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("and each word said of it since, whatever was asked", () => {
    fc.assert(
      fc.property(varied, varied, name, asked, (first, second, command, slots) => {
        const told = { name: command, kind: null, spoken: false };
        const record = filled(first, readRecord(first, told, speaker, world));
        const draft = readRecord(second, told, speaker, world);
        const read = filled(second, draft);
        const after = withSaying(record, { text: second, read, asked: slots, mends: false }, { speaker, world });
        expect(lost(second, draft, after)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("keeps what was typed: an answer that was not asked for takes no slot that is filled", () => {
    fc.assert(
      fc.property(varied, varied, name, (first, second, command) => {
        const told = { name: command, kind: null, spoken: false };
        const record = filled(first, readRecord(first, told, speaker, world));
        const read = filled(second, readRecord(second, told, speaker, world));
        const after = withSaying(record, { text: second, read, asked: [], mends: false }, { speaker, world });
        if (record.places.length > 0) expect(after.places).toEqual(record.places);
        if (record.people.length > 0) expect(after.people).toEqual(record.people);
        if (record.time.kind !== "none") expect(after.time).toEqual(record.time);
      }),
      { numRuns: 400 },
    );
  });
});

describe("the people that the words of a sentence lead to", () => {
  const hits = (text: string) => {
    const { names, surnames, titles } = calledIn(text, speaker, world);
    return people.filter(
      (person) =>
        names.includes(person.name) ||
        surnames.some((surname) => person.name.startsWith(surname)) ||
        titles.some((title) => person.posts.some((post) => post.title.includes(title))),
    );
  };

  test("are enough to read it as with all of the roster", () => {
    const different = texts.filter((text) => {
      const told = { name: "走访", kind: null, spoken: true };
      const few = withPeople(world, hits(text));
      const said = (one: typeof world) =>
        readRecord(text, told, speaker, one).people.map((met) => [met.said, met.people.map(({ id }) => id).sort()]);
      return JSON.stringify(said(few)) !== JSON.stringify(said(world));
    });
    expect(different).toEqual([]);
  });
});
