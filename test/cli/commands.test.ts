import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
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

test("whoever reads only the beginning of what is printed breaks nothing", async () => {
  const cli = spawn(process.execPath, [fileURLToPath(new URL("../../src/cli.js", import.meta.url)), "commands"]);
  cli.stdout.destroy();
  const [said, [code]] = await Promise.all([text(cli.stderr), once(cli, "close")]);
  expect([code, said]).toEqual([0, ""]);
});
