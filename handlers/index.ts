import type { Command } from "../src/bot/command/command.ts";
import { coverage } from "./coverage/coverage.ts";
import { digest } from "./digest/digest.ts";
import { bind } from "./group/bind.ts";
import { group } from "./group/group.ts";
import { helpAbout } from "./help/help.ts";
import { answer } from "./opinion/answer.ts";
import { opinion } from "./opinion/opinion.ts";
import { plain } from "./plain.ts";
import { remind } from "./reminder/remind.ts";
import { done, later, tomorrow } from "./reminder/reminded.ts";
import { claim, confirmCode, issueCode } from "./roster/code.ts";
import { endPost } from "./roster/end-post.ts";
import { cancelQuestion, mine, skipQuestion, subscribe, unsubscribe } from "./self/self.ts";
import { undo } from "./self/undo.ts";
import { talk } from "./talk/talk.ts";
import { visit } from "./visit/visit.ts";

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
  endPost,
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
