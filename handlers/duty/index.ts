import type { Ledger } from "../../src/bot/ledger.ts";
import { duty } from "./duty.ts";

export const dutyLedger: Ledger = { title: "值班", commands: [duty] };
