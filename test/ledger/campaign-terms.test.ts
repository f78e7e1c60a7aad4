import { expect, test } from "@jest/globals";
import { campaignTermsOf, readCampaignTerms } from "../../src/ledger/campaign-terms.ts";

test.each([
  ["跟踪 400", { set: { followUpDays: 400 } }],
  ["跟踪：４００天", { set: { followUpDays: 400 } }],
  ["驻点提醒 60天", { set: { stationWarnDays: 60 } }],
  ["驻点 提前30天", { set: { stationWarnDays: 30 } }],
  ["随便", null],
])("%s is set", (words, read) => expect(readCampaignTerms(words)).toEqual(read));

test.each([
  ["跟踪 100", "达标后至少跟踪一年（365天）"],
  ["驻点提醒 300", "驻点到期提前1到180天说"],
  ["每天报进展", "指尖上的形式主义"],
  ["按月排名", "国办函〔2026〕12号"],
])("%s is refused", (words, why) => {
  const read = readCampaignTerms(words);
  expect(read && "refused" in read ? read.refused : "").toContain(why);
});

test("what is not set is as usual", () =>
  expect(campaignTermsOf(JSON.stringify({ stationWarnDays: 60 }))).toEqual({ followUpDays: 365, stationWarnDays: 60 }));
