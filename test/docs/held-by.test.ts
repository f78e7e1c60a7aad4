import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const page = readFileSync(join(root, "docs/roster-and-ledger.md"), "utf8");

/** `file`: title, several of them in a cell with · between. */
const held = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (?:---|Promised)/.test(line))
  .flatMap((line) => (line.split(" | ")[1] ?? "").replace(/ \|$/, "").split(" · "))
  .map((one) => /^`([^`]+)`: (.+)$/.exec(one)?.slice(1) ?? [one]);

test("every test that is named for a promise is there, by its file and title", () => {
  const missing = held.filter(([file = "", title]) => {
    if (title === undefined) return true;
    const text = readFileSync(join(root, "test", `${file}.test.ts`), "utf8");
    return !text.includes(`"${title}"`);
  });
  expect(missing).toEqual([]);
  expect(held.length).toBeGreaterThan(50);
});
