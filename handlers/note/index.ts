import type { Ledger } from "../../src/bot/ledger.ts";
import { journal, people, policy } from "./note.ts";

export const noteLedger: Ledger = { title: "手记", commands: [people, policy, journal] };
