// npm test [-- jest arguments]: sets up what is missing, runs jest on what tsc emits, and closes with one line of counts.
// What the machine cannot have is skipped and said; under CI=true it is a failure.
// CLOCK_AT=2028-02-29T09:00+08:00 npm test -- …: by a clock that shows this when the tests begin.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, setUp } from "./set-up.mjs";

const shifted = clockAt(process.env.CLOCK_AT);
const missing = await setUp({ needs: ["redis", "postgres", "chromium", "Chinese font"] });
mkdirSync(join(root, ".build"), { recursive: true });
const results = join(root, `.build/jest-${process.pid}.json`);
const status = await jest(["--json", `--outputFile=${results}`, ...process.argv.slice(2).map(emitted)]);
const counts = read(results);

for (const { reason } of missing) console.log(`${process.env.CI ? "failed" : "skipped"}: ${reason}`);
const failed = counts.failed + (process.env.CI ? missing.length : 0);
console.log(
  [`${counts.passed} passed`, `${failed} failed`, ...(counts.skipped ? [`${counts.skipped} skipped`] : [])].join(", "),
);
process.exitCode = failed > 0 ? 1 : status;

/** @returns {Promise<number>} */
function jest(args) {
  const child = spawn(process.execPath, [...shifted.flags, join(root, "node_modules/jest/bin/jest.js"), ...args], {
    cwd: root,
    env: { ...process.env, ...shifted.environment },
    stdio: ["inherit", 2, 2], // jest's own words, and where it wrote the results, are for people
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
}

/** What the process of the tests is given, so that its Date is shifted: test/service/clock.ts. */
function clockAt(time) {
  if (time === undefined) return { flags: [], environment: {} };
  const ahead = Date.parse(time) - Date.now();
  if (Number.isNaN(ahead)) throw new Error(`CLOCK_AT=${time} is no time such as 2028-02-29T09:00+08:00`);
  const preload = pathToFileURL(join(root, "dist/test/service/clock.js")).href;
  return { flags: [`--import=${preload}`], environment: { CLOCK_AHEAD: String(ahead) } };
}

function read(file) {
  try {
    const run = JSON.parse(readFileSync(file, "utf8"));
    return {
      passed: run.numPassedTests,
      failed: run.numFailedTests + run.numRuntimeErrorTestSuites,
      skipped: run.numPendingTests + run.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }; // jest never came to an end
  } finally {
    rmSync(file, { force: true });
  }
}

// people name the source, jest runs what was emitted
function emitted(argument) {
  return argument.replace(/\.ts$/, ".js");
}
