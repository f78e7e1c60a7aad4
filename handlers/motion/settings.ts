import { defineTermsForm } from "../../src/bot/command/terms-form.ts";
import { motionTermsWords, readMotionTerms } from "../../src/ledger/motion-terms.ts";
import { termsAt } from "./standing.ts";
import { knownTemplates } from "./templates.ts";

/** `/议题 设置 公示 20` */
export const settingsForm = defineTermsForm({
  kind: "motion",
  role: "secretary",
  notAllowed: "设议题的规矩要书记或管理员。",
  summary: "设议题的规矩：模板、公示几天、异议几天（书记和管理员）",
  examples: ["/议题 设置", "/议题 设置 公示 20", "/议题 设置 模板 4+2、村规民约"],
  of: "议题",
  hints: ["/议题 设置 公示 20", "/议题 设置 成年人 320"],
  at: termsAt,
  words: motionTermsWords,
  async read(words, context) {
    const known = (await knownTemplates(context)).map(({ name }) => name);
    const read = readMotionTerms(words, known);
    return read?.kind === "refused" ? { refused: `${read.article}，没改。` } : read;
  },
  afterwards: "正在走的议题按原来的模板走完。",
});
