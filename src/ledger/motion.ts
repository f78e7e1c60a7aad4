import { defineKind } from "./kind.ts";

/** 议题: a decision of a village, step by step; what is told of it is published, and can be proved. */
export const motion = defineKind({
  name: "motion",
  letter: "M",
  word: "议题",
  apart: true,
  handedOn: {
    comesFrom: (number) => `来自议题 ${number}。`,
    whenDone: (number, state) =>
      state === "going" || state === "published"
        ? `${number} 走到结果公布就发：${number} 结果 办成了什么，花了多少。`
        : "",
  },
  amendedUnder: "议题",
  standsOnceStepped: (number) => `${number} 后面记了步骤，不撤了。不办了发：${number} 停 原因`,
  lifecycle: {
    starts: "going",
    states: {
      going: { word: "议着", waits: true },
      published: { word: "公示中", waits: true },
      rejected: { word: "未通过" },
      stopped: { word: "停了" },
      merged: { word: "并入" },
      done: { word: "办结" },
    },
    notYours: (number) => `没有您能动的 ${number}。发“/议题 列表”看看。`,
    moves: [],
    ownSteps: ["published", "rejected", "stopped", "merged", "done", "going"],
  },
});
