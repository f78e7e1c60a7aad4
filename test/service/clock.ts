// Preloaded into a service under test, or into the tests themselves: its Date runs ahead of the machine's by CLOCK_AHEAD
// milliseconds; where CLOCK_STANDS gives epoch milliseconds, it stands there until `goOn`.
const real = Date;
let ahead = Number(process.env.CLOCK_AHEAD ?? 0);
let standsAt = process.env.CLOCK_STANDS === undefined ? null : Number(process.env.CLOCK_STANDS);
const now = () => standsAt ?? real.now() + ahead;

export function goOn(): void {
  ahead = now() - real.now();
  standsAt = null;
}

globalThis.Date = new Proxy(real, {
  apply: () => new real(now()).toString(),
  construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});
