import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import { here } from "../../src/bot/reply.ts";
import { holderOf } from "../../src/bot/tell/holder.ts";
import { UserError } from "../../src/bot/user-error.ts";

/** The answer to the question that is put once a quarter. */
export const stillRight = defineCommand({
  name: "还对",
  prompted: true,
  aliases: ["right"],
  summary: "您管的事登记得没错",
  role: "cadre",
  where: ["direct"],
  examples: ["还对"],
  args: z.object({}),
  async run(_, context) {
    const { actor, tables, now } = context;
    const entries = await tables.directory.all();
    const held = [];
    for (const entry of entries) if ((await holderOf(entry, context)) === actor.person?.id) held.push(entry.id);
    if (held.length === 0) throw new UserError("名录里没有登记您管的事。");
    await tables.directory.verified(held, now);
    return here(`好，${held.length}条都记作没错。`);
  },
});
