import type { Ledger } from "../../src/bot/ledger.ts";
import { hearCry } from "./cry.ts";
import { mistaken } from "./mistaken.ts";
import { hearMore } from "./more.ts";
import { urgentCard } from "./page.ts";
import { hearReceipt, receipt } from "./receipt.ts";
import { report } from "./report.ts";
import { callAgain } from "./ring.ts";

export const urgentLedger: Ledger = {
  title: "急事",
  commands: [report, receipt, mistaken],
  ears: [hearReceipt, hearMore, hearCry],
  ring: callAgain,
  cards: [urgentCard],
};
