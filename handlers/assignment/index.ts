import type { Ledger } from "../../src/bot/ledger.ts";
import { acting } from "../../src/bot/record/words.ts";
import { assign } from "./assign.ts";
import { decisionSection, lateSection } from "./digest.ts";
import { handOver } from "./hand-over.ts";
import { hearHanding } from "./handing.ts";
import { hearContent } from "./hear.ts";
import { hearNudge } from "./nudge.ts";
import { assignmentsPage, lateCard } from "./page.ts";
import { hearList } from "./paste/hear.ts";
import { ratesSection } from "./rates.ts";
import { release } from "./release.ts";
import { tellOfClocks } from "./ring.ts";
import { hearNumberLast, hearReceived, hearRow, hearWhich } from "./said.ts";

/** A list that waits listens before what else a cadre may say. */
export const assignmentListLedger: Ledger = {
  title: "交办清单",
  commands: [],
  ears: [hearList],
};

/** Heard before questions: what says by a row, a number or a list's name that a matter is meant. */
export const saidOfAssignmentsLedger: Ledger = {
  title: "交办的话",
  commands: [],
  ears: [hearHanding, hearReceived, hearRow, hearNumberLast, hearNudge, hearWhich],
};

export const assignmentLedger: Ledger = {
  title: "交办",
  commands: [
    assign,
    ...acting("签收", "退回", "延期", "办不了", "转办", "协办", "进展"),
    ...acting("改派", "指定", "同意", "不同意", "核实", "不通过", "催", "重办", "结案"),
  ],
  section: [lateSection, decisionSection, ratesSection],
  ring: tellOfClocks,
  cards: [lateCard],
  pages: [assignmentsPage],
  handsOver: { handOver, release },
};

/** Heard before what is said becomes an opinion: whoever was asked whether it was done says so in a word. */
export const contentLedger: Ledger = {
  title: "回话",
  commands: acting("满意", "基本满意", "不用回"),
  ears: [hearContent],
};
