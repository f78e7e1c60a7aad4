import { z } from "zod";
import { defineCommand, everywhere } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import type { SaidNumber } from "../../src/bot/record/find.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { stepHow, stepWord } from "../../src/ledger/motion-templates.ts";
import { motionWord } from "../../src/ledger/motion-words.ts";
import { calendarForm } from "./calendar.ts";
import { callForm } from "./call.ts";
import { correctForm } from "./correct.ts";
import { listForm, motionsList } from "./list.ts";
import { meantMotion } from "./meant.ts";
import { openForm } from "./open.ts";
import { proofForm } from "./proof.ts";
import { mayRead } from "./rights.ts";
import { say } from "./say.ts";
import { settingsForm } from "./settings.ts";
import { suggestedForm } from "./suggested.ts";
import { templatesForm } from "./templates.ts";

export const motionCommand = defineCommand({
  name: "议题",
  aliases: ["motion"],
  summary: "村里的事按步骤议、公布、办结",
  role: "anyone",
  where: everywhere,
  prompted: true,
  examples: ["/议题 M3 公布", "/议题 M3 村代会 12月12日 36/31 同意28 反对2 弃权1"],
  args: z.object({
    numbers: optional(numbersArgument("号")),
    words: optional(textArgument("会议 公布 已上墙")),
    // whatever is said to a question under this name is its answer: 5/4 as well
    text: optional(textArgument("补的话")),
  }),
  forms: [
    openForm,
    listForm,
    proofForm,
    calendarForm,
    suggestedForm,
    callForm,
    correctForm,
    templatesForm,
    settingsForm,
  ],
  async run({ numbers, words = "", text: more = "" }, context) {
    const said = numbers ?? [];
    const own = said.filter(({ letter }) => letter === null || letter === "M");
    if (words === "" && own.length === 0) return motionsList("", context);
    const word = motionWord(words);
    if (word === null) throw await notUnderstood(words, own, context);
    return say(word, own, more, context);
  },
});

const known =
  "例：M3 村代会 12月12日 36/31 同意28、M3 征求 截止：…、M3 公布、M3 已上墙、M3 结果 …、M3 重议 原因、M3 停 原因。";

/** What may be said instead: of a motion what comes next, of none how one is begun. */
async function notUnderstood(words: string, own: readonly SaidNumber[], context: Context): Promise<UserError> {
  const said = `没听懂“${clip(words)}”。`;
  if (own.length === 0)
    return new UserError(
      `${said}要开新的发：/议题 新建 ${clip(words)}；说开了的写上号，例：M3 公布。有哪些：/议题 列表`,
    );
  const { number, next, place, row } = await meantMotion(own, { kind: "card" }, context);
  if (!next || row.state !== "going" || !mayRead(context.actor, place)) return new UserError(`${said}${known}`);
  return new UserError(`${said}${number} 下一步：${stepWord(next)}，发：${stepHow(next, number)}。看走到哪：${number}`);
}
