import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { agreeForm, refuseForm } from "./approve.ts";
import { beginForm } from "./begin.ts";
import { boardForm, proofForm } from "./board.ts";
import { checkForm, decisionForm, paperForm } from "./count.ts";
import { gradesForm } from "./grades.ts";
import { makeForm } from "./make.ts";
import { demandKnown } from "./misread.ts";
import { appraisalsList, listForm, secretForm } from "./more.ts";
import { objectForm, upholdForm } from "./object.ts";
import { outcomeForm } from "./outcome.ts";
import { publishForm } from "./publish.ts";
import { feedbackForm, previousForm, resultForm } from "./result.ts";
import { rosterForm } from "./roster.ts";
import { extendForm, stateForm, stopForm } from "./run.ts";
import { settingsForm } from "./settings.ts";
import { slipsForm } from "./slips.ts";
import { withdrawStarForm } from "./stars.ts";
import { templatesForm } from "./templates.ts";
import { strikeForm, voidForm } from "./void.ts";

export const appraise = defineCommand({
  name: "评议",
  aliases: ["appraisal"],
  summary: "评议：三票两评、民主评议、满意度等，无记名投票",
  role: "anyone",
  where: ["direct", "cadre"],
  prompted: true,
  examples: ["/评议 列表", "/评议 状态 A2"],
  args: z.object({ numbers: optional(numbersArgument("号")), text: optional(textArgument("话")) }),
  forms: [
    ...[makeForm, slipsForm, rosterForm, beginForm, stateForm, extendForm, stopForm],
    ...[paperForm, checkForm, decisionForm, resultForm, feedbackForm, previousForm, outcomeForm, gradesForm],
    ...[publishForm, agreeForm, refuseForm, boardForm, upholdForm, objectForm, proofForm],
    ...[withdrawStarForm],
    ...[strikeForm, voidForm, listForm, templatesForm, settingsForm, secretForm],
  ],
  async run({ numbers, text }, context) {
    if (numbers === undefined && text === undefined) return appraisalsList(undefined, context);
    await demandKnown(numbers ?? [], text ?? "", context);
    throw new UserError(
      `没听懂“${clip(text ?? "")}”。能用：新建、票号、名单、开始、状态、延期、停止、录票、核对、合议、结果、反馈、三定、格次、公布、已上墙、证明、作废、模板、设置、保密。例：/评议 状态 A2`,
    );
  },
});
