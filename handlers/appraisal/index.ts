import type { Ledger } from "../../src/bot/ledger.ts";
import { appraise } from "./command.ts";
import { appraisalSection } from "./digest.ts";
import { hearBallot } from "./hear.ts";
import { hearAppraisal, hearAppraisalObjection, hearApproval } from "./hear-published.ts";
import { appraises } from "./meeting.ts";
import { ring } from "./ring.ts";

export const appraisalLedger: Ledger = {
  title: "评议",
  commands: [appraise],
  ears: [hearBallot],
  section: appraisalSection,
  ring,
  appraises,
};

/** Heard before motions, of whose publications the same words are said. */
export const publishedAppraisalLedger: Ledger = {
  title: "评议的公布",
  commands: [],
  ears: [hearAppraisal, hearApproval, hearAppraisalObjection],
};
