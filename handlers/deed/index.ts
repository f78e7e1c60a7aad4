import type { Ledger } from "../../src/bot/ledger.ts";
import { deed } from "./deed.ts";

export const deedLedger: Ledger = { title: "实事", commands: [deed] };
