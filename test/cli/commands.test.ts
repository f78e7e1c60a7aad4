import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { commands } from "../../handlers/index.ts";
import { commandPage } from "../../src/cli/commands.ts";

test("docs/commands.md is what the declarations say: npm run -s cli -- commands > docs/commands.md", () => {
  const page = readFileSync(new URL("../../../docs/commands.md", import.meta.url), "utf8");
  expect(page).toBe(`${commandPage(commands)}\n`);
});

test("every command, form and labelled field is on the page", () => {
  const page = commandPage(commands);
  for (const command of commands) {
    expect(page).toContain(`\n## ${command.name}\n`);
    for (const form of command.forms ?? []) expect(page).toContain(`\`/${command.name} ${form.word}`);
  }
  expect(page).toContain("`承诺：…`（可多次）");
});
