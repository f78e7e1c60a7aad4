import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { importers } from "../../src/import/importers.ts";

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

test("docs/pages.md names every table that is brought in, and which are for whoever looks after everything", () => {
  const all = Object.values(importers);
  const titles = (of: typeof all) => of.map(({ title }) => title).join("、");
  const [, what, who] = /^\| 导入 \| (.*?)：.* \| (.*?) \|$/m.exec(read("docs/pages.md")) ?? [];
  expect([what, who]).toEqual([titles(all), `各管各的；${titles(all.filter(({ isWhole }) => isWhole))}要管全部的`]);
});
