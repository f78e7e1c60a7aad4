import type { Ledger } from "../../src/bot/ledger.ts";
import { campaign } from "./campaign.ts";
import { checklist } from "./checklist.ts";
import { coverage } from "./coverage.ts";
import { campaignSection } from "./digest.ts";
import { tick } from "./tick.ts";
import { weeklySection } from "./weekly.ts";

export const coverageLedger: Ledger = {
  title: "覆盖",
  commands: [coverage, campaign, checklist, tick],
  section: [campaignSection, weeklySection],
};
