import type { Ledger } from "../../src/bot/ledger.ts";
import { hearDigits } from "./digits.ts";
import { mePage } from "./me.ts";
import { leavePages, openDesk, openPages } from "./open.ts";
import { findPage, recordPage } from "./record.ts";

export const pageLedger: Ledger = {
  title: "页面",
  commands: [openPages, openDesk, leavePages],
  ears: [hearDigits],
  pages: [findPage, mePage, recordPage],
};
