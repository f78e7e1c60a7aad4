import type { Ledger } from "../../src/bot/ledger.ts";
import { hush } from "./hush.ts";
import { endLeave, takeLeave } from "./leave.ts";

export const quietLedger: Ledger = { title: "请假和安静", commands: [takeLeave, endLeave, hush] };
