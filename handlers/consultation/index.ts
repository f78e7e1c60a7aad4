import type { Ledger } from "../../src/bot/ledger.ts";
import { consultationSection } from "./digest.ts";
import { ring } from "./end.ts";
import { hearQuote, hearStance } from "./hear.ts";
import { consult } from "./open.ts";

/** Heard before anything else but danger: in a group that is asked, what people say is their answer. */
export const consultationLedger: Ledger = {
  title: "征求",
  commands: [consult],
  ears: [hearQuote, hearStance],
  section: consultationSection,
  ring,
};
