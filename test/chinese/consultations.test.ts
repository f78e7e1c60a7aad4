import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { consultationsCorpus } from "../../src/chinese/consultations-corpus.ts";
import { parseRelay } from "../../src/chinese/relay.ts";
import { tallyConsultation } from "../../src/chinese/tally.ts";
import { casesOf, disagreements } from "./corpus-file.ts";
import { variation } from "./variations.ts";

const files = ["consultations.jsonl", "own-consultations.jsonl"];
const all = files.flatMap((file) => casesOf(consultationsCorpus, file));

describe("a consultation in a group", () => {
  test.each(files)("every conversation of %s", (file) => {
    expect(disagreements(consultationsCorpus, file)).toEqual([]);
  });

  test("again, as other phones would send it", () => {
    const picks = fc.array(fc.nat(1000), { minLength: 7, maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom(...all), picks, ({ input, expected }, picks) => {
        const messages = input.messages.map((message) => ({ ...message, text: variation(message.text, picks) }));
        expect(consultationsCorpus.answer({ ...input, messages })).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test("the parts add up to the people, whatever was said in whatever order", () => {
    const texts = all.flatMap(({ input }) => input.messages.map(({ text }) => text));
    fc.assert(
      fc.property(
        fc.constantFrom(...all),
        fc.array(fc.constantFrom(...texts), { maxLength: 40 }),
        ({ input }, said) => {
          const { consultation, people, botName } = input;
          const senders = [...people.map(({ id }) => id), "stranger"];
          const messages = said.map((text, index) => ({
            id: `x${index}`,
            sender: senders[(index * 7) % senders.length] ?? "",
            name: "",
            fromBot: false,
            sentAt: consultation.openedAt + index,
            text,
            quote: index % 5 ? null : consultation.openingMessage,
            mentioned: index % 11 === 0,
          }));
          const got = tallyConsultation(consultation, people, messages, botName);
          const counted = Object.values(got.tally).flat();
          expect(new Set(counted).size).toBe(got.people);
          expect(got.home + got.away + got.unregistered).toBe(got.people);
          for (const [stance, { home, away, unregistered }] of Object.entries(got.split))
            expect(home + away + unregistered).toBe(got.tally[stance]?.length);
          expect(got.unclassified.filter((id) => counted.includes(id))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("somebody who is not on the roster counts apart", () => {
    const consultation = {
      number: "C1",
      title: "装路灯",
      options: null,
      numbered: false,
      openedAt: 0,
      closesAt: 100,
      openingMessage: "m1",
    };
    const message = {
      id: "m2",
      sender: "qq:1",
      name: "小刘",
      fromBot: false,
      sentAt: 1,
      quote: null,
      mentioned: false,
    };
    const people = [{ id: "p1", name: "王五", away: true }];
    const relay = "#接龙\n装路灯\n1. 小刘\n2. 王五";
    const got = tallyConsultation(consultation, people, [{ ...message, text: relay }], "助手");
    expect(got).toMatchObject({
      people: 2,
      home: 0,
      away: 1,
      unregistered: 1,
      unmatched: [],
      enteredBy: { p1: "qq:1" },
    });
  });
});

test("a relay list in any width, its example left out", () => {
  expect(parseRelay("# 接龙\n周六清淤\n例 1. 张三\n1. 李四\n2、王五 带锨\n3)赵六\n带好水\n4:钱七")).toEqual({
    title: "周六清淤",
    lines: ["李四", "王五 带锨", "赵六", "钱七"],
  });
  expect(parseRelay("接龙 周六清淤\n1. 李四")).toBeNull();
});
