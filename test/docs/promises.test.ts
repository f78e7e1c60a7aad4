import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const pages = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
const textOf = (path: string) => readFileSync(join(root, path), "utf8");

/** `test/a.test.ts` “some of its title” */
const promised = pages.flatMap((page) =>
  [...textOf(join("docs", page)).matchAll(/`(test\/[^`]+\.test\.ts)` “([^”]+)”/gu)].map(
    ([, file = "", title = ""]) => [file, title] as const,
  ),
);

test("every test that a page names by its title is there", () => {
  expect(promised.length).toBeGreaterThan(40);
  const missing = promised.filter(([file, title]) => !existsSync(join(root, file)) || !textOf(file).includes(title));
  expect(missing).toEqual([]);
});
