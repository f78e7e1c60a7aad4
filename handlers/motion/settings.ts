import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { placeToSet, setTerms } from "../../src/bot/terms.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { motionTermsWords, readMotionTerms } from "../../src/ledger/motion-terms.ts";
import { termsAt } from "./standing.ts";
import { knownTemplates } from "./templates.ts";

/** `/议题 设置 公示 20`: for the place of an admin, or the village of a secretary, and all below. */
export const settingsForm = defineForm({
  word: "设置",
  summary: "设议题的规矩：模板、公示几天、异议几天（书记和管理员）",
  examples: ["/议题 设置", "/议题 设置 公示 20", "/议题 设置 模板 4+2、村规民约"],
  role: "secretary",
  where: ["direct"],
  args: z.object({ words: optional(textArgument("项目")) }),
  async run({ words }, context) {
    const place = placeToSet("secretary", "设议题的规矩要书记或管理员。", context);
    const before = await termsAt(place.id, context);
    if (words === undefined)
      return privately(`${place.name}的议题：\n${motionTermsWords(before)}\n改：/议题 设置 公示 20`);
    const read = readMotionTerms(
      words,
      (await knownTemplates(context)).map(({ name }) => name),
    );
    if (read === null)
      throw new UserError(`没听懂“${words.slice(0, 30)}”。例：/议题 设置 公示 20、/议题 设置 成年人 320`);
    if (read.kind === "refused") throw new UserError(`${read.article}，没改。`);
    await setTerms("motion", place.id, read.set, context);
    return privately(
      `好，${place.name}和下面从现在起：\n${motionTermsWords({ ...before, ...read.set })}\n正在走的议题按原来的模板走完。`,
    );
  },
});
