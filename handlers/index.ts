import type { Command } from "../src/bot/command/command.ts";
import { wordsThatAct } from "../src/bot/record/words.ts";
import { coverage } from "./coverage/coverage.ts";
import { digest } from "./digest/digest.ts";
import { bind } from "./group/bind.ts";
import { group } from "./group/group.ts";
import { helpAbout } from "./help/help.ts";
import { opinion } from "./opinion/opinion.ts";
import { plain } from "./plain.ts";
import { remind } from "./reminder/remind.ts";
import { claim, confirmCode, issueCode } from "./roster/code.ts";
import { endPost } from "./roster/end-post.ts";
import { mine, skipQuestion, subscribe, unsubscribe } from "./self/self.ts";
import { undo } from "./self/undo.ts";
import { talk } from "./talk/talk.ts";
import { visit } from "./visit/visit.ts";

const words = wordsThatAct();
const acting = (...names: string[]) => words.filter(({ name }) => names.includes(name));

/** Every command there is, in the order in which help offers them. */
export const commands: readonly Command[] = [
  talk,
  visit,
  opinion,
  ...acting("答复", "采纳"),
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
  ...acting("办好了", "明天再说", "推迟"),
  skipQuestion,
  ...acting("取消"),
  helpAbout(() => commands),
];

export { plain };
