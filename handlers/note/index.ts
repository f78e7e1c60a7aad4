import type { Ledger } from "../../src/bot/ledger.ts";
import { journal } from "./note.ts";

export const noteLedger: Ledger = { title: "手记", commands: [journal] };
