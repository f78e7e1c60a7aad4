import type { Ledger } from "../../src/bot/ledger.ts";
import { errand } from "./errand.ts";
import { phone, who } from "./look-up.ts";
import { stillRight } from "./still-right.ts";

export const directoryLedger: Ledger = { title: "谁管什么", commands: [who, phone, errand, stillRight] };
