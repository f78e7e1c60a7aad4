import type { Command } from "../src/bot/command.ts";
import { answer } from "./answer.ts";
import { bind } from "./bind.ts";
import { claim, confirmCode, issueCode } from "./code.ts";
import { coverage } from "./coverage.ts";
import { digest } from "./digest.ts";
import { group } from "./group.ts";
import { helpAbout } from "./help.ts";
import { opinion } from "./opinion.ts";
import { plain } from "./plain.ts";
import { remind } from "./remind.ts";
import { done, later, tomorrow } from "./reminded.ts";
import { cancelQuestion, mine, skipQuestion, subscribe, unsubscribe } from "./self.ts";
import { talk } from "./talk.ts";
import { undo } from "./undo.ts";
import { visit } from "./visit.ts";

/** Every command there is, in the order in which help offers them. */
export const commands: readonly Command[] = [
  talk,
  visit,
  opinion,
  answer,
  remind,
  digest,
  coverage,
  mine,
  unsubscribe,
  issueCode,
  claim,
  confirmCode,
  bind,
  group,
  undo,
  subscribe,
  done,
  tomorrow,
  later,
  skipQuestion,
  cancelQuestion,
  helpAbout(() => commands),
];

export { plain };
