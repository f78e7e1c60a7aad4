import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, openWorld, type World } from "../../world.ts";

const mostInAMinute = 300;

describe("an account that asks very often", () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  /** How often it was told that it is too fast, after asking so many times more. */
  async function toldAfter(times: number): Promise<number> {
    await Promise.all(
      Array.from({ length: times }, (_, index) => world.receives(world.message("wang", `帮助 ${index}`))),
    );
    return world.toChat(direct("wang")).filter((text) => text.includes("您发得太快了")).length;
  }

  test("is told so once, and not before it has", async () => {
    expect(await toldAfter(mostInAMinute)).toBe(0);
    expect(await toldAfter(5)).toBe(1);
  });

  test("is not counted twice for what is done again because of a neighbour", async () => {
    const fails = async () => {
      // behind the messages, which look at the names first, and in their group
      for (let turn = 0; turn < 50; turn++) await null;
      await expect(world.store.write(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    };
    for (let round = 0; round < mostInAMinute / 20; round++) {
      const [, told] = await Promise.all([fails(), toldAfter(20)]);
      expect(told).toBe(0);
    }
    expect(await toldAfter(5)).toBe(1);
  });
});
