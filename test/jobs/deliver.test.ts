import { expect, test } from "@jest/globals";
import { chatKey } from "../../src/bot/message.ts";
import { direct, engines, openWorld } from "../world.ts";

test.each(engines)("what is held is sent on its minute, once, on %s", async (engine) => {
  const world = await openWorld({ engine });
  const target = chatKey(direct("li"));
  const row = { target, cause: "held", purpose: "push", text: "明早开会", now: world.now() } as const;
  await world.store.write((tables) => tables.outbox.add({ ...row, holdUntil: world.now() + 30 * 60_000 }));
  await world.passes(29 * 60_000);
  expect(world.toChat(direct("li"))).toEqual([]);
  await world.passes(5 * 60_000);
  expect(world.sent.map(({ text, at }) => [text, at - row.now])).toEqual([["明早开会", 30 * 60_000]]);
  await world.close();
});
