import type { Ledger } from "../../src/bot/ledger.ts";
import { hearActs } from "./acts.ts";
import { correct } from "./amend.ts";
import { hearNamedReminder } from "./named-reminder.ts";
import { hearQuotedWord } from "./quoted-word.ts";
import { restore } from "./restore.ts";
import { mine, myLast, skipQuestion, subscribe, unsubscribe } from "./self.ts";
import { undo } from "./undo.ts";
import { hearWhereabouts } from "./whereabouts.ts";

export const selfLedger: Ledger = {
  title: "自己的事",
  commands: [mine, myLast, unsubscribe, undo, restore, correct, subscribe, skipQuestion],
  ears: [hearQuotedWord, hearNamedReminder, hearActs, hearWhereabouts],
};
