import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import { chatKey } from "../../src/bot/message.ts";
import type { Question } from "../../src/bot/order.ts";
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
    if (pending?.question.kind === "choice" && pending.question.question !== undefined) {
      const asked = { ...context, message: asSaidAt(pending.origin, message) };
      return [...(await putQuestion(withMore(pending.question, text), pending.question.question, asked))];
    }
    if (pending?.question.kind !== "draft") return here("没有没记完的。");
    const order = { ...withoutQuestion(pending.question.order), asked: 0 };
    const more = text === undefined ? [] : [{ text, at: message.sentAt, asked: [] }];
    return [...(await carryOn({ ...order, sayings: [...(order.sayings ?? []), ...more] }, pending.origin, context))];
  },
});

/** 接着 夜里更响: what is said with it goes with the words that are to be put somewhere. */
function withMore(question: Extract<Question, { kind: "choice" }>, text: string | undefined): Question {
  if (text === undefined) return question;
  const choices = question.choices.map(({ label, order }) => ({
    label,
    order: order && { ...order, rest: `${order.rest}\n${text}` },
  }));
  return { ...question, choices };
}
