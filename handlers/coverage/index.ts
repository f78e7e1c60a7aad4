import type { Ledger } from "../../src/bot/ledger.ts";
import { coverage } from "./coverage.ts";

export const coverageLedger: Ledger = { title: "覆盖", commands: [coverage] };
