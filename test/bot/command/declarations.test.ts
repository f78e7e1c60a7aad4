import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { commands } from "../../../handlers/index.ts";
import { argumentsOf } from "../../../src/bot/reading/declare.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

/** Somebody who holds every post there is, asking where it may be asked. */
const examples = commands.flatMap((command) =>
  [command, ...(command.forms ?? [])].flatMap((form) =>
    form.examples.map((example) => [example, command.name, (form.where ?? command.where)[0] ?? "direct"] as const),
  ),
);

describe.each(engines)("every example of a command, on %s,", (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ engine });
    await world.says("sun", "你好");
  });
  afterAll(() => world.close());

  test.each(examples)("%s is understood as /%s", async (example, name, where) => {
    const chat = where === "direct" ? direct("sun") : group(where === "unbound" ? "new" : "office");
    const said = await world.says("sun", example, chat, { privately: null });
    expect(said).not.toBe("");
    expect(said).not.toMatch(/没听懂|没听明白|缺|是哪个|哪位|一行写完|要记成|没记上|您可以：/);
    if (name !== "帮助") expect(said).not.toContain("还有：");
  });
});

describe("declarations", () => {
  const names = commands.flatMap(({ name, aliases }) => [name, ...aliases]);

  test("have each name once", () => {
    expect(names.length).toBe(new Set(names).size);
  });

  test("have an alias for a Latin keyboard where the name is a command's", () => {
    const without = commands.filter(({ aliases }) => !aliases.some((alias) => /^[a-z]+$/.test(alias)));
    expect(without.map(({ name }) => name)).toEqual(["明天再说", "推迟"]);
  });

  test("say of every argument how it is read, required ones before those that may be left out", () => {
    for (const { args } of commands.flatMap((command) => [command, ...(command.forms ?? [])])) {
      const positional = argumentsOf(args).filter(({ label }) => label === undefined);
      for (const { title } of positional) expect(title).toMatch(/^\p{Script=Han}[\p{Script=Han} ]*$/u);
    }
  });
});
