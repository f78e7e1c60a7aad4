import type { Ledger } from "../../src/bot/ledger.ts";
import { aid } from "./aid.ts";

export const aidLedger: Ledger = { title: "助学", commands: [aid] };
