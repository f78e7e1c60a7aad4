import { broken, readsAnything } from "../test/chinese/time/anything.ts";

// npm run bench -- time-broken: seven times the broken sentences of the tests, near 100,000, from another seed each time.

for (const [name, runs, texts] of broken) {
  const before = process.cpuUsage();
  readsAnything(texts, runs * 7);
  const { user } = process.cpuUsage(before);
  process.stdout.write(`${name}: ${runs * 7} read, ${(user / 1e6).toFixed(1)} s\n`);
}
