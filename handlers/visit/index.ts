import type { Ledger } from "../../src/bot/ledger.ts";
import { visitSection } from "./digest.ts";
import { fourKinds } from "./four.ts";
import { visitCard, visitsPage } from "./page.ts";
import { visit } from "./visit.ts";

export const visitLedger: Ledger = {
  title: "走访",
  commands: [visit, fourKinds],
  section: visitSection,
  cards: [visitCard],
  pages: [visitsPage],
};
