import type { Ledger } from "../../src/bot/ledger.ts";
import { acting } from "../../src/bot/record/words.ts";
import { reminderSection } from "./digest.ts";
import { reminderCard } from "./page.ts";
import { remind } from "./remind.ts";
import { remindOwner } from "./ring.ts";

export const reminderLedger: Ledger = {
  title: "提醒",
  commands: [remind, ...acting("办好了", "明天再说", "推迟", "取消")],
  section: reminderSection,
  ring: remindOwner,
  cards: [reminderCard],
};
