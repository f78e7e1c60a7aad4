import { householdMatter } from "../chinese/privacy/household.ts";
import { defineKind } from "./kind.ts";
import { standing } from "./lifecycle.ts";

/** 走访: a visit to a household or a unit. */
export const visit = defineKind({
  name: "visit",
  letter: "V",
  word: "走访",
  lifecycle: standing,
  photos: true,
  counts: { verb: "走", downTo: "hamlet" },
  isSensitive: (words, category) => category !== "" || householdMatter(words) !== null,
});
