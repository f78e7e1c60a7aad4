import type { Ledger } from "../../src/bot/ledger.ts";
import { meetingSection } from "./digest.ts";
import { hearDraft } from "./draft.ts";
import { hearComment, hearWord } from "./hear.ts";
import { review } from "./review.ts";
import { ring } from "./ring.ts";

/** Heard before what else may be asked or told, since what is asked in a meeting sounds so too: the words of those who hold a meeting, and of those who ask in it. */
export const meetingLedger: Ledger = {
  title: "述职",
  commands: [review],
  ears: [hearComment, hearWord, hearDraft],
  section: meetingSection,
  ring,
};
