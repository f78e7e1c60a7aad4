import type { Ledger } from "../../src/bot/ledger.ts";
import { campaign } from "./campaign.ts";
import { coverage } from "./coverage.ts";
import { campaignSection } from "./digest.ts";

export const coverageLedger: Ledger = { title: "覆盖", commands: [coverage, campaign], section: campaignSection };
