import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { placeToSet, setTerms } from "../../src/bot/terms.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { meetingTermsWords, readMeetingTerms } from "../../src/ledger/meeting-terms.ts";
import { termsAt } from "./sitting.ts";

/** `/述职 设置 每人 10`: for the place of an admin and all below. */
export const settingsForm = defineForm({
  word: "设置",
  summary: "设述职评议会的规矩（管理员）",
  examples: ["/述职 设置", "/述职 设置 每人 10", "/述职 设置 承办 组织委员、党建办"],
  role: "admin",
  where: ["direct"],
  args: z.object({ words: optional(textArgument("项目")) }),
  async run({ words }, context) {
    const place = placeToSet("admin", "设述职评议会要管理员。", context);
    const before = await termsAt(place.id, context);
    if (words === undefined)
      return privately(`${place.name}的述职评议会：\n${meetingTermsWords(before)}\n改：/述职 设置 每人 10`);
    const set = readMeetingTerms(words);
    if (set === null) throw new UserError(`没听懂“${words.slice(0, 30)}”。例：/述职 设置 每人 10、/述职 设置 整改 60`);
    await setTerms("meeting", place.id, set, context);
    return privately(`好，${place.name}和下面从现在起：\n${meetingTermsWords({ ...before, ...set })}`);
  },
});
