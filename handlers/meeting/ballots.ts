import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { Ask } from "../../src/bot/order.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import type { SaidNumber } from "../../src/bot/record/find.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { meantSitting } from "./sitting.ts";
import { numberAndText, planned } from "./speakers.ts";

export const ballotForm = defineForm({
  word: "测评",
  summary: "给述职的人打分：谁投、占多少、几张票",
  examples: ["/述职 测评 H3 县委常委 40% 票12；党员群众代表 60% 票30", "/述职 测评 H3 不测"],
  role: "cadre",
  where: ["direct"],
  args: z.object({ numbers: optional(numbersArgument("号")), text: optional(textArgument("内容")) }),
  async run(args, context): Promise<Reply> {
    const { numbers, text } = numberAndText(args.numbers, args.text);
    if (wantsNone(text)) return withoutBallots(numbers, context);
    const { row, agenda } = await meantSitting(numbers, { ...planned, states: ["planned", "running"] }, context);
    const graded = agenda.filter(({ ungraded }) => ungraded === 0);
    const speakers = graded.map(({ person_id, place_id, name }) => ({ personId: person_id, placeId: place_id, name }));
    return { ...privately(await context.appraises.arrange(row, speakers, text, context)), subject: row.id };
  },
});

const noBallots = /^(?:不(?:测评?|投|要)|取消)(?:测评)?了?[。.!！\s]*$/u;

/** `不测` behind 测评: the meeting has no ballots. */
const wantsNone = (text: string): boolean => noBallots.test(text);

/** Nobody is graded in this meeting, and nothing waits for it any more. @throws UserError, or Ask before they are gone */
async function withoutBallots(numbers: readonly SaidNumber[], context: Context): Promise<Reply> {
  const states = ["planned", "running", "ended"] as const;
  const { row, number } = await meantSitting(numbers, { ...planned, states }, context);
  const { appraises, order } = context;
  const { isWaitedFor, words } = await appraises.standing(row, context);
  if (!isWaitedFor) throw new UserError(`${number} ${words}，没有要取消的。`);
  if (order && order.chosen.sure === undefined) {
    const sure = { ...order, asked: order.asked + 1, chosen: { ...order.chosen, sure: "yes", meeting: row.id } };
    throw new Ask(
      `${number} 的票号和投了的票都作废，找不回来。不测评回“不测”。`,
      { kind: "choice", choices: [{ label: "不测", order: sure }] },
      "不测评请私聊我。",
    );
  }
  const gone = await appraises.cancel(row, context);
  if (gone === "") throw new UserError(`${number} 测评正在算分，取消不了。`);
  return { ...privately(`${number} 不测评了，反馈不再等它。${gone}`), subject: row.id };
}
