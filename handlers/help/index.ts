import type { Ledger } from "../../src/bot/ledger.ts";
import { hearCannot } from "./cannot.ts";
import { hearTopics } from "./hear-topics.ts";
import { helpAbout } from "./help.ts";
import { hearSmallTalk } from "./small-talk.ts";

export const helpLedger: Ledger = {
  title: "帮助",
  commands: [helpAbout],
  ears: [hearTopics, hearCannot, hearSmallTalk],
};
