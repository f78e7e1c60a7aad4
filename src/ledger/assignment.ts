import { askerMoves } from "./assignment-asker.ts";
import { strikes } from "./assignment-clock.ts";
import { decidingMoves } from "./assignment-decide.ts";
import { ownerMoves, type State } from "./assignment-owner.ts";
import { reportingMoves } from "./assignment-report.ts";
import { verifyingMoves } from "./assignment-verify.ts";
import { defineKind } from "./kind.ts";

/** 交办: one matter, one owner, one deadline, until whoever raised it confirms. */
export const assignment = defineKind<"assignment", State>({
  name: "assignment",
  letter: "J",
  word: "交办",
  apart: true,
  own: "assignments",
  deadline: { word: "前", owner: "责任人" },
  lifecycle: {
    starts: "offered",
    states: {
      held: { word: "会后发", isUntold: true },
      offered: { word: "待签收", waits: true },
      working: { word: "在办", waits: true },
      returned: { word: "退回", waits: true },
      checking: { word: "待核实", waits: true },
      closed: { word: "办结" },
      void: { word: "作废" },
    },
    notYours: (number) => `没有您能动的 ${number}。发“/交办 列表”看看。`,
    ownSteps: ["held"],
    moves: [...ownerMoves, ...reportingMoves, ...decidingMoves, ...verifyingMoves, ...askerMoves],
    strikes,
  },
});
