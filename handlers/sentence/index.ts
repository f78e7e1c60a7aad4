import type { Ledger } from "../../src/bot/ledger.ts";
import { hearSentence } from "./hear.ts";
import { resumeDraft } from "./resume.ts";

export const sentenceLedger: Ledger = { title: "说话", commands: [resumeDraft], ears: [hearSentence] };
