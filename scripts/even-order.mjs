// The order in which jest takes the test files. Those that start services, browsers and bursts, and wait for them, are
// spread evenly among those that compute, so that the cores are never idle, nor full of services at once; none of them
// is left to the end. Each kind goes by size, the largest first.
import { statSync } from "node:fs";

const waiting = /\/(service|faults|sending|queue)\/|\/web\/sandbox/;

export default class EvenOrder {
  sort(tests) {
    const bytes = new Map(tests.map((test) => [test, statSync(test.path).size]));
    const sorted = [...tests].sort((one, other) => bytes.get(other) - bytes.get(one));
    const wait = sorted.filter(({ path }) => waiting.test(path));
    const compute = sorted.filter((test) => !wait.includes(test));
    const between = Math.floor((0.8 * compute.length) / Math.max(wait.length, 1));
    const mixed = wait.flatMap((test, at) => [test, ...compute.slice(at * between, (at + 1) * between)]);
    return [...mixed, ...compute.slice(wait.length * between)];
  }

  allFailedTests = () => [];
  cacheResults() {}
}
