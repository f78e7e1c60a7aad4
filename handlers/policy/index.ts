import type { Ledger } from "../../src/bot/ledger.ts";
import { policy } from "./policy.ts";

export const policyLedger: Ledger = { title: "谁管什么", commands: [policy] };
