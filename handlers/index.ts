import type { Command } from "../src/bot/command/command.ts";
import type { Section } from "../src/bot/digest/section.ts";
import { wordsThatAct } from "../src/bot/record/words.ts";
import { coverage } from "./coverage/coverage.ts";
import { digestOf } from "./digest/digest.ts";
import { bind } from "./group/bind.ts";
import { groupSection } from "./group/digest.ts";
import { group } from "./group/group.ts";
import { helpAbout } from "./help/help.ts";
import { opinionSection } from "./opinion/digest.ts";
import { opinion } from "./opinion/opinion.ts";
import { plain } from "./plain.ts";
import { reminderSection } from "./reminder/digest.ts";
import { remind } from "./reminder/remind.ts";
import { claim, confirmCode, issueCode } from "./roster/code.ts";
import { endPost } from "./roster/end-post.ts";
import { correct } from "./self/amend.ts";
import { mine, skipQuestion, subscribe, unsubscribe } from "./self/self.ts";
import { undo } from "./self/undo.ts";
import { talkSection } from "./talk/digest.ts";
import { talk } from "./talk/talk.ts";
import { visitSection } from "./visit/digest.ts";
import { visit } from "./visit/visit.ts";

const words = wordsThatAct();
const acting = (...names: string[]) => words.filter(({ name }) => names.includes(name));

/** What the ledgers tell in a digest; the order counts among lines of one rank. */
export const sections: readonly Section[] = [talkSection, visitSection, opinionSection, reminderSection, groupSection];

/** Every command there is, in the order in which help offers them. */
export const commands: readonly Command[] = [
  talk,
  visit,
  opinion,
  ...acting("答复", "采纳"),
  remind,
  digestOf(sections),
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
  correct,
  subscribe,
  ...acting("办好了", "明天再说", "推迟"),
  skipQuestion,
  ...acting("取消"),
  helpAbout(() => commands),
];

export { plain };
