// Preloaded into a service under test, or into the tests themselves: its Date runs ahead of the machine's by CLOCK_AHEAD
// milliseconds.
const real = Date;
const ahead = Number(process.env.CLOCK_AHEAD ?? 0);
const now = () => real.now() + ahead;

globalThis.Date = new Proxy(real, {
  apply: () => new real(now()).toString(),
  construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});
