import { afterEach, describe, expect, test } from "@jest/globals";
import { createSeal } from "../../../src/store/engine/seal.ts";
import { everything, rowsOf } from "../../faults/ledgers.ts";
import { engines, group, openWorld, type World, worldKey } from "../../world.ts";
import { conversationsIn } from "./conversations.ts";

const village = group("village");
const files = ["consultations.jsonl", "own-consultations.jsonl", "own-village-talk.jsonl"];

/** All that was said in whole days of groups and answered nothing: questions, prices, jokes, other numbers. */
const chatter = files.flatMap(conversationsIn).flatMap(({ messages, expected, options, numbered, closesAt }) => {
  const says = new Set((expected.says as { message: string }[]).map(({ message }) => message));
  const plain = messages.filter(
    ({ id, fromBot, quote, mentioned, text, sentAt }) =>
      !fromBot &&
      sentAt < closesAt &&
      quote === null &&
      !mentioned &&
      !says.has(id) &&
      !/^[#＃]|^C\d|代|替|^撤销$/.test(text.normalize("NFKC")),
  );
  // what names nothing of another question either
  return options === null && !numbered ? plain.map(({ text }) => text) : [];
});

describe.each(engines)("a noisy day on %s", (engine) => {
  let world: World;
  afterEach(() => world.close());

  test("leaves nothing of ordinary chatter in the database, while something is asked and while nothing is", async () => {
    world = await openWorld({ engine });
    for (const who of ["li", "xiuying"]) await world.says(who, "你好");
    expect(chatter.length).toBeGreaterThan(150);
    // what is said means the same on both engines: on the slower one a part of it will do
    const said = chatter.filter((_, at) => engine === "sqlite" || at % 4 === 0);
    const noise = async (sayings: readonly string[]) => {
      const before = world.sealed.length;
      for (const [at, text] of sayings.entries()) {
        world.waits(new Date(world.now() + 7_000).toISOString());
        const message = world.message(at % 2 ? "li" : "newcomer", text, village, { platformId: `chat${at}` });
        await world.accept(message);
        if (at % 10 === 0) await world.accept(message);
      }
      await world.quiet();
      // whatever is written of anybody's words goes under the seal
      expect(world.sealed.slice(before)).toEqual([]);
    };
    const half = Math.ceil(said.length / 2);
    const quiet = await everything(world.url);
    await noise(said.slice(0, half));
    expect(sizes(await everything(world.url))).toEqual(sizes(quiet));
    await world.says("wang", "/征求 村口装监控，同意不同意？ 截止：11月22日18:00", village);
    const asked = await everything(world.url);
    await noise(said.slice(half));
    expect(sizes(await everything(world.url))).toEqual(sizes(asked));
    await world.says("li", "同意", village);
    await world.passes("2026-11-23T09:00+08:00");
    expect(world.toChat(village).at(-1)).toContain("截止了，收到1人：同意1");
    const rows = (await rowsOf(world.url, createSeal(worldKey))).join("\n");
    const long = said.filter((text) => [...text].length > 5);
    expect(long.filter((text) => rows.includes(JSON.stringify(text).slice(1, -1)))).toEqual([]);
    expect(rows).not.toContain("newcomer");
    expect(world.sealed.filter((text) => long.some((words) => text.includes(words)))).toEqual([]);
    expect(world.logged.join("\n")).not.toMatch(/newcomer|chat\d/);
  });
});

const sizes = (tables: Readonly<Record<string, readonly unknown[]>>) =>
  Object.fromEntries(Object.entries(tables).map(([table, rows]) => [table, rows.length]));
