import { defineTermsForm } from "../../src/bot/command/terms-form.ts";
import { appraisalTermsOf, appraisalTermsWords, readAppraisalTerms } from "../../src/ledger/appraisal-terms.ts";
import type { Tables } from "../../src/store/tables.ts";
import { knownTemplates } from "./templates.ts";

export const termsAt = async (placeId: string | null, { tables }: { readonly tables: Tables }) =>
  appraisalTermsOf(placeId === null ? null : await tables.records.setFor("appraisal", placeId));

/** `/评议 设置 公示 20` */
export const settingsForm = defineTermsForm({
  kind: "appraisal",
  role: "secretary",
  notAllowed: "设评议的规矩要书记或管理员。",
  summary: "设评议的规矩：最少几票、谁能办、公示几天、几分几星（书记和管理员）",
  examples: ["/评议 设置", "/评议 设置 星级 90、80、70、60、50", "/评议 设置 目标 50"],
  of: "评议",
  hints: ["/评议 设置 公示 20", "/评议 设置 星级 90、80、70、60、50"],
  at: termsAt,
  words: appraisalTermsWords,
  async read(words, context) {
    const known = (await knownTemplates(context)).map(({ name }) => name);
    const read = readAppraisalTerms(words, known);
    return read?.kind === "refused" ? { refused: `${read.article}。没改。` } : read;
  },
  afterwards: "已经建好的评议按建的时候的规矩走完。",
});
