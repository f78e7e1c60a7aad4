import type { Ledger } from "../../src/bot/ledger.ts";
import { more } from "./more.ts";

export const askLedger: Ledger = { title: "查", commands: [more] };
