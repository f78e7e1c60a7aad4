import type { Ledger } from "../../src/bot/ledger.ts";
import { consultationNotice } from "./board.ts";
import { consultationSection } from "./digest.ts";
import { ring } from "./end.ts";
import { hearQuote, hearStance } from "./hear.ts";
import { consult } from "./open.ts";
import { consultationCard } from "./page.ts";
import { consultationPage, consultationsPage } from "./pages.ts";
import { hearByNumber, hearUnnamed } from "./private.ts";
import { hearWish } from "./wish.ts";

/** Heard before anything else but danger: in a group that is asked, what people say is their answer. */
export const consultationLedger: Ledger = {
  title: "征求",
  commands: [consult],
  ears: [hearByNumber, hearQuote, hearStance, hearWish],
  section: consultationSection,
  cards: [consultationCard],
  ring,
  notice: consultationNotice,
};

/** Heard before everything: of what is said without a name no other ear may keep anything. */
export const unnamedLedger: Ledger = { title: "匿名征求", commands: [], ears: [hearUnnamed] };

/** Shown beside the opinions, after them. */
export const consultationPagesLedger: Ledger = {
  title: "征求的页面",
  commands: [],
  pages: [consultationsPage, consultationPage],
};
