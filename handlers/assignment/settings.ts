import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { placeToSet, setTerms } from "../../src/bot/terms.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { readTerms, type Terms, termsOf, termsWords } from "../../src/ledger/assignment-terms.ts";

/** `/交办 设置 期限 15`: for the place of an admin and all below. */
export const settingsForm = defineForm({
  word: "设置",
  summary: "设交办的天数（管理员）",
  examples: ["/交办 设置", "/交办 设置 期限 15", "/交办 设置 提醒 3、1"],
  role: "admin",
  where: ["direct"],
  args: z.object({ words: optional(textArgument("项目 天数")) }),
  async run({ words }, context) {
    const place = placeToSet("admin", "设交办的天数要管理员。", context);
    const before = await termsAt(place.id, context);
    if (words === undefined) return privately(`${place.name}的交办：\n${termsWords(before)}\n改：/交办 设置 期限 15`);
    const change = readTerms(words);
    if (change === null)
      throw new UserError(`没听懂“${words.slice(0, 30)}”。例：/交办 设置 期限 15、/交办 设置 提醒 3、1`);
    if ("refused" in change) throw new UserError(change.refused);
    await setTerms("assignment", place.id, change.set, context);
    return privately(`好，${place.name}和下面从现在起：\n${termsWords({ ...before, ...change.set })}`);
  },
});

/** What holds at a place: of those set on the way up to the county the nearest says. */
export const termsAt = async (placeId: string, { tables }: Pick<Context, "tables">): Promise<Terms> =>
  termsOf(await tables.records.setFor("assignment", placeId));
