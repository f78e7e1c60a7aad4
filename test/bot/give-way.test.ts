import { setImmediate } from "node:timers/promises";
import { expect, test } from "@jest/globals";
import { giveWay } from "../../src/bot/give-way.ts";

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
