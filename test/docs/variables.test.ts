import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { variables } from "../../src/config.ts";

const names = Object.keys(variables.shape).sort();
const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name).sort();

test(".env.example names every variable once and no other", () => {
  expect(found(read(".env.example"), /^#?([A-Z][A-Z_]+)=/gm)).toEqual(names);
});

test("the tables of docs/operations.md name every variable once and no other", () => {
  const cells = found(read("docs/operations.md"), /^\| (`[A-Z].*?`) \|/gm).join(" ");
  expect(found(cells, /`([A-Z][A-Z_]+)`/g)).toEqual(names);
});
