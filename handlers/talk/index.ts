import type { Ledger } from "../../src/bot/ledger.ts";
import { talkSection } from "./digest.ts";
import { talkCard, talksPage } from "./page.ts";
import { prepare } from "./prepare.ts";
import { sameTalk } from "./same.ts";
import { talk } from "./talk.ts";

export const talkLedger: Ledger = {
  title: "谈心",
  commands: [talk, prepare, sameTalk],
  section: talkSection,
  cards: [talkCard],
  pages: [talksPage],
};
