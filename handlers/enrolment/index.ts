import type { Ledger } from "../../src/bot/ledger.ts";
import { enrolment } from "./enrolment.ts";

export const enrolmentLedger: Ledger = { title: "整顿", commands: [enrolment] };
