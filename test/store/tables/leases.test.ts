import { expect, test } from "@jest/globals";
import { onEachEngine } from "../open.ts";

onEachEngine("a lease", (db) => {
  const take = (name: string, holder: string, now: number, until: number) =>
    db.write((tables) => tables.leases.take(name, holder, now, until));

  test("is taken by one of two who race, and taken again by its holder only", async () => {
    const taken = await Promise.all([take("race", "a", 0, 10), take("race", "b", 0, 10)]);
    expect([...taken].sort()).toEqual([false, true]);
    const [winner, loser] = taken[0] ? ["a", "b"] : ["b", "a"];
    expect([await take("race", winner, 5, 20), await take("race", loser, 15, 30)]).toEqual([true, false]);
  });

  test("goes to the next when it is over or given back", async () => {
    await take("next", "a", 0, 10);
    expect(await take("next", "b", 10, 20)).toBe(true);
    await db.write((tables) => tables.leases.give("next", "a"));
    expect(await take("next", "a", 11, 20)).toBe(false);
    await db.write((tables) => tables.leases.give("next", "b"));
    expect(await take("next", "a", 11, 20)).toBe(true);
  });
});
