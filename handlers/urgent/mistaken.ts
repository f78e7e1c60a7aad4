import { z } from "zod";
import { defineCommand, everywhere } from "../../src/bot/command/command.ts";
import { newOrder } from "../../src/bot/order.ts";
import { numbersArgument, optional } from "../../src/bot/reading/declare.ts";
import { minute } from "../../src/bot/record/keep.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { move } from "../../src/bot/record/move.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { tellCalled } from "./call.ts";

const day = 24 * 60 * minute;

export const mistaken = defineCommand({
  name: "误报",
  prompted: true,
  aliases: ["虚惊一场", "mistaken"],
  summary: "刚才报的急事不是真的",
  role: "anyone",
  where: everywhere,
  examples: ["误报", "误报 U3"],
  args: z.object({ numbers: optional(numbersArgument("号")) }),
  async run({ numbers = [] }, context) {
    const { message, tables, actor, now } = context;
    const own = await tables.waiting.ofAccount("urgent", message.sender.account, now - day);
    const [last] = numbers.length === 0 && message.quote === null ? own : [];
    const order = last ? { ...newOrder("误报", ""), chosen: { record: last.id } } : context.order;
    const replies = await move("误报", { numbers, words: "", delay: null }, { ...context, order });
    for (const subject of replies.flatMap((reply) => reply.subject ?? [])) {
      const row = await tables.records.get(subject);
      if (!row) continue;
      const text = `${numberOf(row)} 是误报，${actor.person?.name ?? "报的人"}说的，不用去了。`;
      await tellCalled(row, text, `${causesOf(message.key)}mistaken`, context, actor.person?.id ?? null);
    }
    return replies;
  },
});
