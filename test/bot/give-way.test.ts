import { setImmediate } from "node:timers/promises";
import { expect, jest, test } from "@jest/globals";
import { ahead, giveWay } from "../../src/bot/give-way.ts";

test("each step has a turn of the loop of its own, whoever takes it, and what came before goes first", async () => {
  const seen: string[] = [];
  const page = async (name: string) => {
    for (const step of [1, 2]) {
      await giveWay();
      seen.push(`${name}${step}`);
    }
  };
  const pages = Promise.all([page("a"), page("b")]);
  for (let turn = 1; turn <= 4; turn++) {
    await setImmediate();
    seen.push("message");
  }
  await pages;
  expect(seen.join(" ")).toMatch(/^(?:message )?a1 (?:message )+b1 (?:message )+a2 (?:message )+b2(?: message)*$/);
});

test("while a message is being answered no step begins, and where messages have no end pages go on", async () => {
  jest.useFakeTimers({ doNotFake: ["setImmediate", "clearImmediate", "nextTick", "queueMicrotask"] });
  try {
    for (const isAnswered of [true, false]) {
      let answered: () => void = () => undefined;
      const answering = ahead(() => new Promise<void>((resolve) => (answered = resolve)));
      const seen: string[] = [];
      const step = giveWay().then(() => seen.push("page"));
      for (let turn = 0; turn < 5; turn++) await setImmediate();
      expect(seen).toEqual([]);
      if (isAnswered) answered();
      else jest.advanceTimersByTime(1000);
      await step;
      expect(seen).toEqual(["page"]);
      answered();
      await answering;
    }
  } finally {
    jest.useRealTimers();
  }
});
