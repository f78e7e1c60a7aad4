import type { Ledger } from "../../src/bot/ledger.ts";
import { talkSection } from "./digest.ts";
import { talk } from "./talk.ts";

export const talkLedger: Ledger = { title: "谈心", commands: [talk], section: talkSection };
