import { afterEach, expect, test } from "@jest/globals";
import { watchClock } from "../../src/queue/clock-watch.ts";

const real = Date.now;
afterEach(() => {
  Date.now = real;
});

test("a clock that is set back or forward is noticed, by how much, and once", async () => {
  const heard: number[] = [];
  let tell: () => void = () => undefined;
  const watch = watchClock((by) => {
    heard.push(by);
    tell();
  });
  for (const hours of [-8, 24]) {
    const told = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const before = Date.now;
    Date.now = () => before() + hours * 3_600_000;
    await told;
  }
  clearInterval(watch);
  expect(heard.map((by) => Math.round(by / 3_600_000))).toEqual([-8, 24]);
});
