import { defineKind } from "./kind.ts";
import { standing } from "./lifecycle.ts";

/** 谈心: a heart-to-heart talk with a person. */
export const talk = defineKind({
  name: "talk",
  letter: "T",
  word: "谈心",
  lifecycle: standing,
  photos: true,
  counts: { verb: "谈", downTo: "village" },
});

/** What a talk is about, in the order in which one prepares for it; other topics are free. */
export const talkAreas: readonly string[] = ["村级班子", "干部作风", "民生事业", "廉政建设"];
