import { z } from "zod";
import { defineCommand, defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { type TimeValue, timeArgument } from "../../src/bot/reading/declare.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { UserError } from "../../src/bot/user-error.ts";

const day = 24 * 60 * 60_000;
const example = "例：/安静 群 到8点";
const args = z.object({
  until: timeArgument("到几点", "deadline", { question: "本群安静到几点？例：到晚上8点" }),
});

const quiet = async ({ until }: { until: TimeValue }, context: Context): Promise<Reply> => {
  const { message, group, places, tables, actor, now } = context;
  const place = group?.placeId ? places.get(group.placeId) : undefined;
  if (message.chat.kind !== "group" || !place) throw new UserError(`请在要安静的群里发。${example}`);
  demand(actor, "keep record", place, "群安静");
  if (until.rule !== null || !until.hasClock || until.at > now + day)
    throw new UserError(`安静最多一天，要说到几点。${example}`);
  const key = chatKey(message.chat);
  await tables.groups.quiet(key, until.at);
  await tables.audit.add({
    at: now,
    account: message.sender.account,
    personId: actor.person?.id ?? null,
    action: "asked for quiet",
    subject: key,
  });
  return here(`好，到${until.echo}前我不在本群主动说话，急事除外。有人问我还是会答。`);
};

export const hush = defineCommand({
  name: "安静",
  aliases: ["hush"],
  summary: "让我在本群先别主动说话",
  role: "cadre",
  where: ["cadre", "village"],
  examples: ["/安静 到8点"],
  args,
  forms: [
    defineForm({ word: "群", summary: "让我在本群先别主动说话", examples: ["/安静 群 到8点"], args, run: quiet }),
  ],
  run: quiet,
});
