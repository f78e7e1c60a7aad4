import type { Ledger } from "../../src/bot/ledger.ts";
import { assemblyCommand } from "./assembly.ts";
import { motionSection } from "./digest.ts";
import { hearAgreement, hearBeginning, hearCall, hearNumber, hearObjection, hearUnclear, hearWord } from "./hear.ts";
import { motionCommand } from "./motion.ts";
import { publicCommand } from "./public.ts";
import { ring } from "./ring.ts";

/** Heard before opinions: what somebody has against a publication is answered with it. */
export const motionLedger: Ledger = {
  title: "议题",
  commands: [motionCommand, assemblyCommand, publicCommand],
  ears: [hearNumber, hearWord, hearCall, hearAgreement, hearObjection, hearBeginning, hearUnclear],
  section: motionSection,
  ring,
};
