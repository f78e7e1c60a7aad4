import { defineTermsForm } from "../../src/bot/command/terms-form.ts";
import type { Context } from "../../src/bot/context.ts";
import { readTerms, type Terms, termsOf, termsWords } from "../../src/ledger/assignment-terms.ts";

/** What holds at a place: of those set on the way up to the county the nearest says. */
export const termsAt = async (placeId: string, { tables }: Pick<Context, "tables">): Promise<Terms> =>
  termsOf(await tables.records.setFor("assignment", placeId));

/** `/交办 设置 期限 15` */
export const settingsForm = defineTermsForm({
  kind: "assignment",
  role: "admin",
  notAllowed: "设交办的天数要管理员。",
  summary: "设交办的天数（管理员）",
  examples: ["/交办 设置", "/交办 设置 期限 15", "/交办 设置 提醒 3、1"],
  of: "交办",
  hints: ["/交办 设置 期限 15", "/交办 设置 提醒 3、1"],
  at: termsAt,
  words: termsWords,
  read: readTerms,
});
