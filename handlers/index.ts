import type { Command } from "../src/bot/command/command.ts";
import { commandsOf, type Ledger } from "../src/bot/ledger.ts";
import { aidLedger } from "./aid/index.ts";
import { appraisalLedger, publishedAppraisalLedger } from "./appraisal/index.ts";
import { askLedger } from "./ask/index.ts";
import { assignmentLedger, assignmentListLedger, contentLedger, saidOfAssignmentsLedger } from "./assignment/index.ts";
import { consultationLedger, consultationPagesLedger, unnamedLedger } from "./consultation/index.ts";
import { coverageLedger, saidOfCampaignsLedger } from "./coverage/index.ts";
import { deedLedger } from "./deed/index.ts";
import { digestLedger } from "./digest/index.ts";
import { directoryLedger } from "./directory/index.ts";
import { dutyLedger } from "./duty/index.ts";
import { enrolmentLedger } from "./enrolment/index.ts";
import { groupLedger } from "./group/index.ts";
import { helpLedger } from "./help/index.ts";
import { meetingLedger } from "./meeting/index.ts";
import { motionLedger } from "./motion/index.ts";
import { noteLedger } from "./note/index.ts";
import { answerLedger, opinionLedger } from "./opinion/index.ts";
import { pageLedger } from "./page/index.ts";
import { pairingLedger } from "./pairing/index.ts";
import { photoLedger } from "./photo/index.ts";
import { policyLedger } from "./policy/index.ts";
import { quietLedger } from "./quiet/index.ts";
import { reminderLedger } from "./reminder/index.ts";
import { rosterLedger } from "./roster/index.ts";
import { selfLedger } from "./self/index.ts";
import { sentenceLedger } from "./sentence/index.ts";
import { spokenTagLedger, tagLedger } from "./tag/index.ts";
import { talkLedger } from "./talk/index.ts";
import { urgentLedger } from "./urgent/index.ts";
import { visitLedger } from "./visit/index.ts";

/** Every ledger there is, in the order in which help offers their commands and their ears listen. */
export const ledgers: readonly Ledger[] = [
  unnamedLedger,
  urgentLedger,
  consultationLedger,
  meetingLedger,
  publishedAppraisalLedger,
  motionLedger,
  selfLedger,
  helpLedger,
  saidOfAssignmentsLedger,
  saidOfCampaignsLedger,
  askLedger,
  photoLedger,
  talkLedger,
  visitLedger,
  spokenTagLedger,
  contentLedger,
  answerLedger,
  assignmentListLedger,
  sentenceLedger,
  opinionLedger,
  consultationPagesLedger,
  assignmentLedger,
  reminderLedger,
  appraisalLedger,
  noteLedger,
  digestLedger,
  coverageLedger,
  pageLedger,
  deedLedger,
  tagLedger,
  enrolmentLedger,
  aidLedger,
  pairingLedger,
  directoryLedger,
  policyLedger,
  rosterLedger,
  groupLedger,
  dutyLedger,
  quietLedger,
];

export const commands: readonly Command[] = commandsOf(ledgers);
