import type { Ledger } from "../../src/bot/ledger.ts";
import { hearPhoto } from "./hear.ts";

export const photoLedger: Ledger = { title: "照片", commands: [], ears: [hearPhoto] };
