import { defineKind } from "./kind.ts";

/** 评议: objects, panels and a scale. What its ballots say is opened once, all together, when it closes. */
export const appraisal = defineKind({
  name: "appraisal",
  letter: "A",
  word: "评议",
  apart: true,
  amendedUnder: "评议",
  deadline: { word: "截止" },
  standsOnceStepped: (number) => `${number} 开始过了，撤不了。不办了发：/评议 作废 ${number} 原因，监票也要说一遍`,
  lifecycle: {
    starts: "draft",
    states: {
      draft: { word: "筹备", waits: true },
      open: { word: "投票", waits: true },
      counting: { word: "计票", waits: true },
      deciding: { word: "待定", waits: true },
      ready: { word: "可公布" },
      published: { word: "已公布" },
      void: { word: "作废" },
    },
    notYours: (number) => `没有您能动的 ${number}。发“/评议 列表”看看。`,
    moves: [],
    ownSteps: ["open", "counting", "deciding", "ready", "published", "void"],
  },
});

/** Its ballots are counted: an open round says nothing. */
export const counted = ["deciding", "ready", "published"] as const;

const minute = 60_000;
/** A ballot sent before the deadline may come a little after it. */
export const countedAfter = minute;
/** Those who hold a ballot that is filled and not cast hear so. */
export const lastCall = 10 * minute;
/** The organiser hears of panels that would have no result. */
export const fewWarning = 60 * minute;
/** Those of a roster who have not voted hear once more. */
export const reminded = 24 * 60 * minute;
/** A typed figure means the ballot for so long after it was shown. */
export const shownLasts = 30 * minute;
/** The least number of scored lines that give a result. */
export const leastCell = 5;
/** How often a phone may cast for people without one. */
export const slipsPerPhone = 3;
export const wrongSlipsAnHour = 5;
export const mostExtended = 7 * 24 * 60 * minute;
export const objectsAPage = 10;
