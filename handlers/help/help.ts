import { z } from "zod";
import { defineCommand, type Where } from "../../src/bot/command/command.ts";
import { helpActions, helpFor, helpOn, withOwn } from "../../src/bot/command/help.ts";
import { optional, wordArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { ownOf } from "./own.ts";
import { commandTopic, topicOf } from "./topics.ts";

const anywhere: readonly Where[] = ["direct", "cadre", "village", "unbound"];

export const helpAbout = defineCommand({
  name: "帮助",
  prompted: true,
  aliases: ["help"],
  summary: "看我能做什么",
  role: "anyone",
  where: anywhere,
  examples: ["/帮助", "/帮助 谈心"],
  args: z.object({ command: optional(wordArgument("命令")) }),
  async run({ command: said }, context) {
    const { actor, commands } = context;
    if (said === undefined)
      return { ...privately(helpFor(actor, commands, await ownOf(context))), actions: helpActions(actor) };
    const word = said
      .normalize("NFKC")
      .replace(/^[/\\、!]/, "")
      .toLowerCase();
    const command = commands.find(({ name, aliases }) => name === word || aliases.includes(word));
    if (command) return privately(withOwn(helpOn(command), await ownOf(context)));
    const topic = (await topicOf(word, context)) ?? (await commandTopic(word, context));
    if (topic === null) throw new UserError(`没有“${said}”这个命令。发“/帮助”看有哪些。`);
    return privately(topic);
  },
});
