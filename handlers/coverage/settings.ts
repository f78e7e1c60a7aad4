import { defineTermsForm } from "../../src/bot/command/terms-form.ts";
import { campaignTermsOf, campaignTermsWords, readCampaignTerms } from "../../src/ledger/campaign-terms.ts";

/** `/专项 设置 跟踪 400` */
export const settingsForm = defineTermsForm({
  kind: "campaign",
  role: "admin",
  notAllowed: "设专项的天数要管理员。",
  summary: "设专项的天数：跟踪多久、驻点提前多久说（管理员）",
  examples: ["/专项 设置", "/专项 设置 驻点提醒 60"],
  of: "专项",
  hints: ["/专项 设置 跟踪 400", "/专项 设置 驻点提醒 60"],
  at: async (placeId, { tables }) => campaignTermsOf(await tables.records.setFor("campaign", placeId)),
  words: campaignTermsWords,
  read: readCampaignTerms,
});
