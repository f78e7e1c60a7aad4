import { expect, test } from "@jest/globals";
import type { Context } from "../../../src/bot/context.ts";
import { keepRecord } from "../../../src/bot/record/keep.ts";
import type { Tables } from "../../../src/store/tables.ts";
import { recorded } from "../../store/recorded.ts";
import { group } from "../../world.ts";

const talk = {
  kind: "talk",
  ...{ day: "2026-11-21", text: "低保、路灯" },
  place: { id: "v", path: "/c/t/v/", townId: "t" },
} as const;
const person = { id: "wang", name: "王建国", homePlaceId: null, awayCity: null };
const said = {
  ...{ order: null, now: 0 },
  actor: { person, photoWaits: true },
  message: { key: "m", chat: group("office"), sender: { account: "a" }, pictures: [{ at: "https://pictures/1" }] },
};

/** On PostgreSQL all who write in one city wait for its cell, from the statement that moves it to the commit. */
test("a record moves its cells when all else of it is written", async () => {
  const work = async (tables: Tables) => {
    const context = { ...said, tables } as unknown as Context;
    const { said: promised } = await keepRecord(talk, context, async ({ id }) => {
      await tables.tags.give(id, "低保", { account: "a", at: 0 });
      return "承诺1条。";
    });
    expect(promised).toBe("承诺1条。");
  };
  const statements = await recorded(work, () => [{ count: 0 }]);
  const tables = statements.map(({ sql }) => /(?:insert\s+into|update)\s+"?(\w+)/u.exec(sql)?.[1]);
  expect(tables).toEqual(expect.arrayContaining(["records", "tallies", "photos", "record_tags"]));
  expect(tables.indexOf("coverage")).toBe(tables.length - 1);
});
