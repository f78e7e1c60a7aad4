import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { newOrder } from "../../src/bot/order.ts";
import { textArgument } from "../../src/bot/reading/declare.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import type { Reply } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { carryOut } from "../../src/bot/turn/question.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { PairingKind } from "../../src/ledger/pairing-kind.ts";

const agent: PairingKind = "代办";

/**
 * Something to be run for somebody: said one-to-one, as it names a person and their papers; answered there, and seen by
 * whoever runs the errands of the village.
 */
export const errand = defineCommand({
  name: "代办",
  aliases: ["errand"],
  summary: "请代办员帮着跑一件事",
  role: "anyone",
  where: ["direct"],
  villagers: "代办——请代办员帮着跑：代办 高龄补贴 张大爷",
  examples: ["/代办 高龄补贴 张大爷"],
  args: z.object({ what: textArgument("什么事 给谁", { question: "办什么事，给谁办？如：高龄补贴 张大爷" }) }),
  async run({ what }, context) {
    const replies = await carryOut(newOrder("意见", what, {}, agent), context);
    return [...replies, ...(await toAgents(context))];
  },
});

/** Those who run errands for the village hear of it at once. Until the village is known nothing is written yet. */
async function toAgents(context: Context): Promise<Reply[]> {
  const { message, tables, places, now, actor } = context;
  const [row] = await tables.records.causedBy(causesOf(message.key));
  const village = row && places.above(row.place_id ?? "", "village");
  if (!row || !village || row.category !== agent) return [];
  const agents = (await tables.pairings.with(village.id)).filter(({ kind }) => kind === agent);
  for (const { cadreId } of agents.filter((one) => one.cadreId !== actor.person?.id))
    await tell(
      {
        ...{ to: { person: cadreId }, why: "others", private: true, subject: row.id },
        text: `${village.name}有人请您代办（${numberOf(row)}）：“${clip(tables.records.openText(row), 60)}”`,
        cause: `${causesOf(message.key)}errand:${cadreId}`,
        actions: { words: ["答复"], number: numberOf(row) },
      },
      { tables, now },
    );
  return [];
}
