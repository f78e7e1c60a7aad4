const every = 1_000;
/** Less is a clock that is kept right, or a process that was busy. */
const step = 30_000;

/** Tells by how many milliseconds this machine's clock was set forward or back, within a second. */
export function watchClock(moved: (by: number) => void): NodeJS.Timeout {
  let seen = { wall: Date.now(), steady: performance.now() };
  const timer = setInterval(() => {
    const now = { wall: Date.now(), steady: performance.now() };
    const by = now.wall - seen.wall - (now.steady - seen.steady);
    seen = now;
    if (Math.abs(by) >= step) moved(by);
  }, every);
  return timer.unref();
}
