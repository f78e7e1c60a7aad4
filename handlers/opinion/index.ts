import type { Ledger } from "../../src/bot/ledger.ts";
import { acting } from "../../src/bot/record/words.ts";
import { hearAnswer } from "./answer.ts";
import { opinionSection } from "./digest.ts";
import { hearMore, hearOpinion } from "./hear.ts";
import { merge } from "./merge.ts";
import { hearNamedOpinion } from "./named.ts";
import { opinion } from "./opinion.ts";
import { opinionCard, opinionsPage, unansweredCard } from "./page.ts";
import { passOn } from "./pass-on.ts";
import { hearPicture } from "./picture.ts";
import { answers } from "./templates.ts";

export const opinionLedger: Ledger = {
  title: "意见",
  commands: [opinion, ...acting("采纳", "不用答复", "不满意"), merge, passOn],
  ears: [hearOpinion, hearPicture, hearMore],
  section: opinionSection,
  cards: [unansweredCard, opinionCard],
  pages: [opinionsPage],
};

/** Heard before a cadre's sentence is: words under an opinion are no report of something else. */
export const answerLedger: Ledger = { title: "答复", commands: answers, ears: [hearAnswer, hearNamedOpinion] };
