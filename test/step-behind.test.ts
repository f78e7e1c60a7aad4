import { execFileSync } from "node:child_process";
import { expect, test } from "@jest/globals";

const stepping = new URL("../src/step-behind.js", import.meta.url).href;
const script = `(await import("${stepping}")).stepBehind(); console.log((await import("node:os")).getPriority())`;
const node = [process.execPath, "--input-type=module", "-e", script] as const;

/** nice is of POSIX; what a process was given is added to what this one has. */
test.each([
  [["nice", "-n", "0", ...node], 5],
  [["nice", "-n", "10", ...node], 10],
])("a worker steps behind, and never forward: %#", ([command = "", ...words], least) => {
  expect(Number(execFileSync(command, words, { encoding: "utf8" }))).toBeGreaterThanOrEqual(least);
});
