import { z } from "zod";
import { defineCommand, everywhere } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { textArgument } from "../../src/bot/reading/declare.ts";
import { recorded } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { cityIn } from "../../src/chinese/names/index.ts";

const mostCharacters = 10;

export const away = defineCommand({
  name: "在外",
  aliases: ["away"],
  summary: "记下我在外地哪里",
  role: "anyone",
  where: everywhere,
  examples: ["/在外 苏州"],
  args: z.object({ city: textArgument("城市", { question: "您现在在哪个城市？" }) }),
  async run({ city: said }, context) {
    const city = cityIn(said);
    if (city === null) throw new UserError(`没听懂“${said.slice(0, mostCharacters)}”。只说城市就行，例：/在外 苏州`);
    await note(city, context);
    return recorded(`记下了：您在${city}。回来了发“/回村”。`, "记下了。");
  },
});

export const home = defineCommand({
  name: "回村",
  prompted: true,
  aliases: ["home"],
  summary: "记下我回来了",
  role: "anyone",
  where: everywhere,
  examples: ["/回村"],
  args: z.object({}),
  async run(_, context) {
    const from = context.actor.person?.awayCity;
    await note(null, context);
    return recorded(from ? `记下了：您从${from}回来了。` : "本来就记着您在家。", "记下了。");
  },
});

async function note(city: string | null, { actor, message, tables, now }: Context): Promise<void> {
  if (!actor.person) throw new UserError("我还不知道您是谁。请村干部给您发认领码，您再发：/认领 码", "请先认领名字。");
  await tables.roster.correct(actor.person.id, { awayCity: city });
  const by = { account: message.sender.account, personId: actor.person.id };
  await tables.audit.add({
    at: now,
    ...by,
    action: city === null ? "came home" : "went away",
    subject: actor.person.id,
  });
}
