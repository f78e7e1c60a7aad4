import { defineKind } from "./kind.ts";
import { standing } from "./lifecycle.ts";

/** 谈心: a heart-to-heart talk with a person. */
export const talk = defineKind({
  name: "talk",
  letter: "T",
  word: "谈心",
  lifecycle: standing,
  counts: { verb: "谈", downTo: "village" },
});
