import type { Ledger } from "../../src/bot/ledger.ts";
import { appraise } from "./command.ts";
import { appraisalSection } from "./digest.ts";
import { hearBallot } from "./hear.ts";
import { appraises } from "./meeting.ts";

export const appraisalLedger: Ledger = {
  title: "评议",
  commands: [appraise],
  ears: [hearBallot],
  section: appraisalSection,
  appraises,
};
