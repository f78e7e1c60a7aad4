import type { Ledger } from "../../src/bot/ledger.ts";
import { digest } from "./digest.ts";

export const digestLedger: Ledger = { title: "简报", commands: [digest] };
