import type { Ledger } from "../../src/bot/ledger.ts";
import { campaign } from "./campaign.ts";
import { checklist } from "./checklist.ts";
import { coverage } from "./coverage.ts";
import { campaignSection } from "./digest.ts";
import { hearCampaign } from "./hear.ts";
import { tick } from "./tick.ts";
import { weeklySection } from "./weekly.ts";

/** Heard before questions and sentences: what names a campaign or an item of it is no opinion. */
export const saidOfCampaignsLedger: Ledger = { title: "专项的话", commands: [], ears: [hearCampaign] };

export const coverageLedger: Ledger = {
  title: "覆盖",
  commands: [coverage, campaign, checklist, tick],
  section: [campaignSection, weeklySection],
};
