// The order in which jest takes the test files: those that start whole services, browsers and bursts first, so that no
// worker is left alone with one of them at the end; the others by their size.
import { statSync } from "node:fs";

const long = ["/service/", "/faults/", "/sending/", "/queue/", "/web/sandbox", "/chinese/time/"];

const rank = ({ path }) => {
  const at = long.findIndex((part) => path.includes(part));
  return at < 0 ? long.length : at;
};

export default class LongFirst {
  sort(tests) {
    const bytes = new Map(tests.map((test) => [test, statSync(test.path).size]));
    return [...tests].sort((one, other) => rank(one) - rank(other) || bytes.get(other) - bytes.get(one));
  }

  allFailedTests = () => [];
  cacheResults() {}
}
