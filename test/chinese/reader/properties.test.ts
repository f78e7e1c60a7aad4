import { describe, expect, test } from "@jest/globals";
import { type SentenceCase, speakerOf } from "../../../src/chinese/corpora/sentences.ts";
import { fold } from "../../../src/chinese/fold.ts";
import { isGlue } from "../../../src/chinese/reader/glue.ts";
import { type Draft, readMessage } from "../../../src/chinese/reader/index.ts";
import fc from "../../property.ts";
import { casesOf, corpusLines } from "../corpora/corpus-file.ts";
import { variation } from "../corpora/variations.ts";
import { corpus, world } from "./world.ts";

const texts = [
  ...["own-cadre-sentences.jsonl", "own-villager-sentences.jsonl"].flatMap((file) =>
    casesOf(corpus, file).map(({ input }) => input.text),
  ),
  ...["commands.jsonl", "own-commands.jsonl", "names.jsonl", "privacy.jsonl", "own-privacy.jsonl"].flatMap((file) =>
    corpusLines(file).flatMap((line) => (line.startsWith("{") ? [String(JSON.parse(line).text)] : [])),
  ),
  ...["time.tsv", "own-time.tsv", "own-urgent.tsv", "own-stances.tsv", "own-complaints.tsv"].flatMap((file) =>
    corpusLines(file).flatMap((line) => (line === "" || line.startsWith("#") ? [] : [line.split("\t")[0] ?? ""])),
  ),
];

const speaker = fc.constantFrom<SentenceCase["speaker"]>("村", "镇", "村民");
const words = fc.constantFrom(...texts);
const joint = fc.constantFrom(" ", "，", "", "　", "\n", "；", "。", "的", "呃", "了", "嗯那个");

/** The pieces of a sentence in another order, with other signs between. */
const mixed = fc
  .tuple(words, fc.infiniteStream(fc.nat({ max: 99 })), fc.array(joint, { minLength: 1, maxLength: 6 }), fc.boolean())
  .map(([text, picks, joints, keepsHead]) => {
    const [head = "", ...tail] = text.split(/(?<=[\s，,。；、])/u);
    const pieces = keepsHead ? tail : [head, ...tail];
    const shuffled = pieces
      .map((piece) => ({ piece: piece.trim(), by: picks.next().value ?? 0 }))
      .sort((a, b) => a.by - b.by)
      .map(({ piece }, i) => piece + (joints[i % joints.length] ?? ""));
    return (keepsHead ? head : "") + shuffled.join("");
  });
const message = fc.oneof(
  words,
  mixed,
  fc.tuple(mixed, mixed).map((two) => two.join("\n")),
  fc.tuple(words, fc.array(fc.nat(), { minLength: 1, maxLength: 9 })).map(([text, picks]) => variation(text, picks)),
  fc.string({ unit: "grapheme", maxLength: 60 }),
);
const visible = (text: string): string => fold(text).text.replace(/[\s,]/gu, "");

function lost(text: string, drafts: readonly Draft[]): readonly string[] {
  const parts = drafts.flatMap((draft) => draft.parts);
  if (parts.map(({ start, end }) => text.slice(start, end)).join("") !== text) return ["not the whole message"];
  return drafts.flatMap(({ content, parts: all, doubts }) =>
    all.flatMap(({ as, start, end }) => {
      const piece = text.slice(start, end);
      if (as === "glue" && !isGlue(fold(piece).text)) return [`glue: ${piece}`];
      if (as === "content" && !visible(content).includes(visible(piece))) return [`content: ${piece}`];
      return as === "unrecorded" && !doubts.some(({ about }) => about === "more") ? [`unsaid: ${piece}`] : [];
    }),
  );
}

describe("whatever is said", () => {
  test("each character is in a slot, in the content, or said to be not recorded", () => {
    fc.assert(
      fc.property(message, speaker, (text, by) => {
        expect(lost(text, readMessage(text, speakerOf({ speaker: by }), world))).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  test("at most five commands are taken from one message", () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), speaker, (lines, by) => {
        const drafts = readMessage(lines.join("\n"), speakerOf({ speaker: by }), world);
        expect(drafts.filter(({ parts }) => parts.every(({ as }) => as !== "unrecorded")).length).toBeLessThanOrEqual(
          5,
        );
      }),
    );
  });
});

const matters = fc.constantFrom("屋顶漏雨", "医保没交", "想种黄桃", "水泵烧坏");
const days = fc.constantFrom(
  ["昨天", "2026-11-29"],
  ["前天", "2026-11-28"],
  ["11月20日", "2026-11-20"],
  ["上周五", "2026-11-27"],
);
const villages = fc.constantFrom("西卧牛村", "石门村", "柳河村", "下河村", "三官庙村");
const someone = fc.constantFrom("赫永福", "苗青", "石老五", "老孟", "王春梅", "孟大爷");
const name = fc.constantFrom("/谈心 ", "/走访 ", "／谈心", "/谈 心 ", "谈心 ", "走访 ");
const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
const between = fc.constantFrom(" ", "，", "　", " 嗯 ");

describe("nothing is assumed over something typed", () => {
  test("a day, a village and a person are taken wherever they stand, or asked", () => {
    fc.assert(
      fc.property(
        name,
        matters,
        days,
        villages,
        someone,
        order,
        between,
        (command, matter, [said, day], village, who, by, gap) => {
          const pieces = [matter, said ?? "", village, who];
          const text = command + by.map((i) => pieces[i]).join(gap);
          const [draft, ...more] = readMessage(text, speakerOf({ speaker: "村" }), world);
          expect(more).toEqual([]);
          const { time, people, places, village: at, content, doubts } = draft ?? {};
          if (doubts?.length) return;
          expect(time?.kind === "day" ? time.day : null).toBe(day);
          expect(at?.place.name).toBe(village);
          expect(places?.map(({ said }) => said)).toEqual([village]);
          expect(people?.map(({ said }) => said)).toEqual([who]);
          expect(content).toContain(matter);
        },
      ),
      { numRuns: 600 },
    );
  });

  test("the speaker's own village stands only where neither a place nor somebody of another village was said", () => {
    fc.assert(
      fc.property(mixed, (text) => {
        for (const { village, places, people } of readMessage(text, speakerOf({ speaker: "村" }), world)) {
          if (village?.from !== "own") continue;
          expect(places).toEqual([]);
          for (const { people: meant } of people)
            for (const { homeId, posts } of meant)
              if (posts.some(({ placeId }) => placeId.includes("/")) || homeId)
                expect(`${homeId ?? ""} ${posts.map(({ placeId }) => placeId)}`).toContain("东卧牛村");
        }
      }),
      { numRuns: 800 },
    );
  });

  test("a question is never a record", () => {
    const asked = fc.constantFrom("谈了什么", "走访了哪些户", "昨天谈了吗", "有没有走访过", "谁去走访的", "谈没谈");
    fc.assert(
      fc.property(villages, asked, fc.constantFrom("？", "", "啊"), (village, question, end) => {
        for (const { kind } of readMessage(`${village}${question}${end}`, speakerOf({ speaker: "村" }), world))
          expect(kind).toBe("question");
      }),
    );
  });
});
