import type { Ledger } from "../../src/bot/ledger.ts";
import { acting } from "../../src/bot/record/words.ts";
import { opinionSection } from "./digest.ts";
import { hearOpinion } from "./hear.ts";
import { opinion } from "./opinion.ts";

export const opinionLedger: Ledger = {
  title: "意见",
  commands: [opinion, ...acting("答复", "采纳", "不用答复", "不满意")],
  ears: [hearOpinion],
  section: opinionSection,
};
