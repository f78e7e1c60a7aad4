import { describe, expect, test } from "@jest/globals";
import { createSandboxClock, type SandboxClockOptions } from "../../../src/channels/sandbox/clock.ts";
import fc from "../../property.ts";

const minute = 60_000;
const start = Date.UTC(2026, 10, 21, 1, 0, 30);

function open(options: Partial<SandboxClockOptions> = {}) {
  const real = { now: start };
  const ticks: number[] = [];
  const kept: number[] = [];
  const clock = createSandboxClock({
    realNow: () => real.now,
    offset: 0,
    keepOffset: async (offset) => void kept.push(offset),
    tick: async (at) => void ticks.push(at),
    ...options,
  });
  return { clock, real, ticks, kept };
}

describe("the sandbox clock", () => {
  test("is the real one until it is moved, and goes on from there", async () => {
    const { clock, real, kept } = open();
    expect(clock.now()).toBe(start);
    await clock.advanceTo(start + 2 * minute);
    real.now += 1000;
    expect(clock.now()).toBe(start + 2 * minute + 1000);
    expect(kept).toEqual([2 * minute]);
  });

  test("starts where an earlier run left it", () => {
    expect(open({ offset: 5000 }).clock.now()).toBe(start + 5000);
  });

  test("runs every full minute on the way, each at its own time", async () => {
    const seen: number[] = [];
    const { clock, ticks } = open({ tick: async (at) => void seen.push(clock.now() - at) });
    await clock.advanceTo(start + 2.5 * minute);
    expect([seen, ticks]).toEqual([[0, 0, 0], []]);
    expect(clock.now()).toBe(start + 2.5 * minute);
  });

  test("skips to what is due, and over everything when nothing is", async () => {
    const due = [start + 90 * minute, start + 90 * minute, null];
    const { clock, ticks } = open({ nextDue: async () => due.shift() ?? null });
    await clock.advanceTo(start + 1000 * minute);
    expect(ticks).toEqual([start + 90.5 * minute, start + 91.5 * minute]);
    expect(clock.now()).toBe(start + 1000 * minute);
  });

  test("never goes back", async () => {
    const { clock, ticks } = open();
    await clock.advanceTo(start - minute);
    expect([clock.now(), ticks]).toEqual([start, []]);
  });

  test("is set to any time for a world made anew, after the moves before it", async () => {
    const { clock, ticks, kept } = open();
    const seen: number[] = [];
    const moved = clock.advanceTo(start + 2 * minute);
    await clock.restartAt(start - 1000 * minute, async () => void seen.push(clock.now(), ticks.length));
    await moved;
    expect([clock.now(), seen]).toEqual([start - 1000 * minute, [start - 1000 * minute, 2]]);
    expect(kept.at(-1)).toBe(-1000 * minute);
    await clock.advanceTo(start - 999 * minute);
    expect(ticks).toHaveLength(3);
  });

  test("stays where it was when no new world could be made", async () => {
    const { clock } = open();
    await expect(clock.restartAt(0, () => Promise.reject(new Error("no disk")))).rejects.toThrow("no disk");
    expect(clock.now()).toBe(start);
  });

  test("stops where a tick failed, says so, and can be moved again", async () => {
    let fails = true;
    const { clock, kept } = open({
      tick: async (at) => {
        if (fails && at > start + minute) throw new Error("no disk");
      },
    });
    await expect(clock.advanceTo(start + 5 * minute)).rejects.toThrow("no disk");
    expect([clock.now(), kept]).toEqual([start + 1.5 * minute, [1.5 * minute]]);
    fails = false;
    await clock.advanceTo(start + 5 * minute);
    expect(clock.now()).toBe(start + 5 * minute);
  });

  test("whoever moves it together, every minute runs once and in order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -5, max: 40 }), { maxLength: 5 }), async (moves) => {
        const { clock, ticks } = open();
        await Promise.all(moves.map((minutes) => clock.advanceTo(start + minutes * minute)));
        const last = Math.max(0, ...moves);
        expect(clock.now()).toBe(start + last * minute);
        expect(ticks).toEqual(Array.from({ length: last }, (_, index) => start + (index + 0.5) * minute));
      }),
    );
  });
});
