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

/** One account is heard so often in a minute: the examples are more than half of that. */
const halves = [0, 1].map((half) => examples.filter((_, at) => at % 2 === half));
const worlds = engines.flatMap((engine) => halves.map((half, at) => [engine, at + 1, half] as const));

describe.each(worlds)("every example of a command, on %s, %s of 2,", (engine, _at, half) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ engine });
    await world.says("sun", "你好");
  });
  afterAll(() => world.close());

  test.each(half)("%s is understood as /%s", async (example, name, where) => {
    // what is published is asked for by those who live there
    const who = name === "公开" ? "li" : "sun";
    const chat = where === "direct" ? direct(who) : group(where === "unbound" ? "new" : "office");
    const said = await world.says(who, example, chat, { privately: null });
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
