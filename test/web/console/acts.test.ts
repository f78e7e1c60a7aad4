import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { actsNamed, actWords } from "../../../src/web/console/acts.ts";

const root = new URL("../../../../", import.meta.url).pathname;
const files = ["src", "handlers", "jobs"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).flatMap((name) =>
    name.endsWith(".ts") ? readFileSync(join(root, folder, name), "utf8") : [],
  ),
);
const found = (pattern: RegExp): string[] =>
  files.flatMap((text) => [...text.matchAll(pattern)].map(([, name = ""]) => name));

test("every act that is written down in English has its words on the page", () => {
  const acts = new Set([
    ...found(/\b(?:action: |noteAct\(|note\()"([a-z][a-z ]+)"/g),
    ...found(/defineTermsForm(?:<[^>]*>)?\(\{\s*kind: "([a-z]+)"/g).map((kind) => `${kind} terms`),
  ]);
  expect(acts.size).toBeGreaterThan(30);
  expect([...acts].filter((act) => /[a-z]/.test(actWords(act)))).toEqual([]);
});

test("is found by what it is called there", () => {
  expect(actsNamed("专项")).toEqual(
    expect.arrayContaining(["专项", "campaign opened", "campaign amended", "campaign ended", "campaign terms"]),
  );
});
