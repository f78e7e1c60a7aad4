import { readFileSync } from "node:fs";
import { tallyConsultation } from "../src/chinese/consultation/tally.ts";
import { consultationsCorpus } from "../src/chinese/corpora/consultations.ts";
import { atMost, type Bench } from "./report.ts";

const messagesEach = 60;
const rounds = 200;

/** How long a group's conversation of sixty messages takes to be counted, over all conversations of the corpora. */
export const conversation: Bench = {
  name: "conversation",
  run: async () => {
    const inputs = ["consultations.jsonl", "own-consultations.jsonl"].flatMap((file) =>
      readFileSync(new URL(`../../test/corpus/${file}`, import.meta.url), "utf8")
        .split("\n")
        .flatMap((line) => consultationsCorpus.parse(line)?.input ?? []),
    );
    const sixty = inputs.map(({ consultation, people, messages, botName }) => {
      const more = Array.from({ length: messagesEach }, (_, index) => messages[index % messages.length]);
      const filled = more.flatMap((message, index) =>
        message ? [{ ...message, id: `x${index}`, sentAt: consultation.openedAt + index }] : [],
      );
      return { consultation, people, messages: filled, botName };
    });
    const count = () => {
      for (const one of sixty) tallyConsultation(one.consultation, one.people, one.messages, one.botName);
    };
    for (let round = 0; round < 20; round++) count();
    const begun = performance.now();
    for (let round = 0; round < rounds; round++) count();
    const each = (performance.now() - begun) / (rounds * sixty.length);
    return [atMost(`counting a conversation of ${messagesEach} messages`, each, 1, "ms")];
  },
};
