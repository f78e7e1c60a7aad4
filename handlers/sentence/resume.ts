import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import { chatKey } from "../../src/bot/message.ts";
import type { Order, Question } from "../../src/bot/order.ts";
import { asSaidAt } from "../../src/bot/origin.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { withoutQuestion } from "../../src/bot/reading/sentence-question.ts";
import { here } from "../../src/bot/reply.ts";
import { resumeWord, takeAside } from "../../src/bot/turn/aside.ts";
import { carryOn, putQuestion } from "../../src/bot/turn/question.ts";

export const resumeDraft = defineCommand({
  name: resumeWord,
  aliases: ["继续", "resume"],
  summary: "接着记刚才没记完的那条",
  role: "anyone",
  where: ["direct"],
  examples: ["接着"],
  args: z.object({ text: optional(textArgument("补一句")) }),
  async run({ text }, context) {
    const { message, talkingIn, tables } = context;
    const pending = await takeAside(message.sender.account, chatKey(talkingIn), tables);
    if (pending && pending.question.kind !== "draft") {
      const { question, origin, text: put } = pending;
      const again = (question.kind === "choice" ? question.question : undefined) ?? put;
      if (again === undefined) return here("没有没记完的。");
      return [
        ...(await putQuestion(withMore(question, text), again, { ...context, message: asSaidAt(origin, message) })),
      ];
    }
    if (pending?.question.kind !== "draft") return here("没有没记完的。");
    const order = { ...withoutQuestion(pending.question.order), asked: 0 };
    const more = text === undefined ? [] : [{ text, at: message.sentAt, asked: [] }];
    return [...(await carryOn({ ...order, sayings: [...(order.sayings ?? []), ...more] }, pending.origin, context))];
  },
});

/** 接着 夜里更响: what is said with it goes with the words that were said before. */
function withMore(question: Exclude<Question, { kind: "draft" }>, text: string | undefined): Question {
  if (text === undefined) return question;
  const more = <Any extends Order | null>(order: Any): Any => order && { ...order, rest: `${order.rest}\n${text}` };
  if (question.kind === "blank") return { ...question, order: more(question.order) };
  return { ...question, choices: question.choices.map(({ label, order }) => ({ label, order: more(order) })) };
}
