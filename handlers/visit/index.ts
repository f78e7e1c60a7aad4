import type { Ledger } from "../../src/bot/ledger.ts";
import { visitSection } from "./digest.ts";
import { fourKinds } from "./four.ts";
import { visit } from "./visit.ts";

export const visitLedger: Ledger = { title: "走访", commands: [visit, fourKinds], section: visitSection };
