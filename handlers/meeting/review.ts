import { z } from "zod";
import { defineCommand, everywhere } from "../../src/bot/command/command.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { meetingWord } from "../../src/ledger/meeting-words.ts";
import { ballotForm } from "./ballots.ts";
import { cancelForm, changeForm } from "./change.ts";
import { draftForm } from "./draft.ts";
import { feedbackForm } from "./feedback.ts";
import { followForm } from "./follow.ts";
import { listForm, meetingsList } from "./list.ts";
import { minutesForm } from "./minutes.ts";
import { onePageForm } from "./one-page.ts";
import { openForm } from "./open.ts";
import { replaceForm } from "./replace.ts";
import { settingsForm } from "./settings.ts";
import { delegatesForm, groupForm, lotsForm } from "./setup.ts";
import { numberAndText, speakersForm } from "./speakers.ts";
import { say } from "./word.ts";

export const review = defineCommand({
  name: "述职",
  aliases: ["述职评议", "review"],
  summary: "述职评议会：名单、问答、承诺、反馈",
  role: "anyone",
  where: everywhere,
  prompted: true,
  examples: ["/述职 列表", "/述职 H3 下一位"],
  args: z.object({ numbers: optional(numbersArgument("号")), text: optional(textArgument("会上的话")) }),
  forms: [
    ...[openForm, speakersForm, replaceForm, delegatesForm, groupForm, lotsForm, ballotForm, followForm],
    ...[changeForm, cancelForm, feedbackForm, minutesForm, onePageForm, draftForm, listForm, settingsForm],
  ],
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    if (said.text === "") return meetingsList(undefined, context);
    const word = meetingWord(said.text);
    if (word === null)
      throw new UserError(
        `没听懂“${clip(said.text)}”。开会：/述职 新建 会名 1月16日9点。会上：开始、下一位、发问 姓名 内容、问 3、答 3 …、散会。`,
      );
    return say(word, said.numbers, context);
  },
});
