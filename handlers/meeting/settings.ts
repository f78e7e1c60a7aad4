import { defineTermsForm } from "../../src/bot/command/terms-form.ts";
import { meetingTermsWords, readMeetingTerms } from "../../src/ledger/meeting-terms.ts";
import { termsAt } from "./sitting.ts";

/** `/述职 设置 每人 10` */
export const settingsForm = defineTermsForm({
  kind: "meeting",
  role: "admin",
  notAllowed: "设述职评议会要管理员。",
  summary: "设述职评议会的规矩（管理员）",
  examples: ["/述职 设置", "/述职 设置 每人 10", "/述职 设置 承办 组织委员、党建办"],
  of: "述职评议会",
  hints: ["/述职 设置 每人 10", "/述职 设置 整改 60"],
  at: termsAt,
  words: meetingTermsWords,
  read(words) {
    const set = readMeetingTerms(words);
    return set && { set };
  },
});
