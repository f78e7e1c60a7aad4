import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import { textArgument } from "../../src/bot/reading/declare.ts";
import { alreadyKept, keepRecord } from "../../src/bot/record/keep.ts";
import { here } from "../../src/bot/reply.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { dayOf } from "../../src/chinese/time/index.ts";

export const journal = defineCommand({
  name: "手记",
  aliases: ["journal"],
  summary: "给自己记一笔，别人看不到",
  role: "cadre",
  where: ["direct"],
  examples: ["/手记 三社水渠明年要清淤"],
  args: z.object({ text: textArgument("内容", { question: "记什么？" }) }),
  async run({ text }, context) {
    const already = await alreadyKept(context);
    if (already) return already;
    const { number } = await keepRecord(
      { kind: "note", place: null, day: dayOf(context.message.sentAt), text },
      context,
    );
    return here(`记下了 ${number}：“${clip(text)}”，只有您看得到。错了回“撤销”。`);
  },
});
