import type { Ledger } from "../../src/bot/ledger.ts";
import { phone, who } from "./look-up.ts";

export const directoryLedger: Ledger = { title: "谁管什么", commands: [who, phone] };
