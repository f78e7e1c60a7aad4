import { defineKind } from "./kind.ts";

/** 议题: a decision of a village, step by step; what is told of it is published, and can be proved. */
export const motion = defineKind({
  name: "motion",
  letter: "M",
  word: "议题",
  apart: true,
  handedOn: true,
  amendedUnder: "议题",
  lifecycle: {
    starts: "going",
    states: {
      going: { word: "议着", waits: true },
      published: { word: "公示中", waits: true },
      rejected: { word: "未通过" },
      stopped: { word: "停了" },
      done: { word: "办结" },
    },
    notYours: (number) => `没有您能动的 ${number}。发“/议题 列表”看看。`,
    moves: [],
    ownSteps: ["published", "rejected", "stopped", "done", "going"],
  },
});
