import { newOrder } from "../../src/bot/order.ts";
import { privately } from "../../src/bot/reply.ts";
import type { Ear, Heard } from "../../src/bot/turn/ear.ts";
import { carryOut } from "../../src/bot/turn/question.ts";
import { meetingWord, standsAlone, type Word } from "../../src/ledger/meeting-words.ts";
import type { Scene } from "../../src/store/tables/scene.ts";
import { notInGroup } from "./comment.ts";
import { mayMean } from "./word.ts";

const signed = /^\s*[/／、＼\\!！]/u;

/** What is said to the bot; in a group also what means nothing but this where it stands alone. */
function wordIn({ group }: Scene, { message, words, said }: Heard): Word | null {
  const word = meetingWord(words);
  if (word === null || message.chat.kind === "direct") return word;
  if (group?.placeId == null) return null;
  const isAddressed = message.mentioned || said.kind === "opinion" || signed.test(words);
  return isAddressed || standsAlone(word) || word.kind === "ask" || word.kind === "comment" ? word : null;
}

/** What is said to the bot beside whatever it asked: a meeting does not wait until that is settled. */
const besides = ({ words }: Heard): boolean => {
  const kind = meetingWord(words)?.kind;
  return kind !== undefined && kind !== "problem" && kind !== "host";
};

/** The words of a meeting, from those who have a part in one. */
export const hearWord: Ear = {
  name: "a word in a meeting",
  keeps: "words",
  meanwhile: besides,
  // 更正 问3 …
  takes: ["更正"],
  takesMore: true,
  hears(scene, heard) {
    const word = wordIn(scene, heard);
    return word !== null && word.kind !== "comment";
  },
  async answer({ words }, context) {
    const word = meetingWord(words);
    if (word === null || !(await mayMean(word, context))) return null;
    // 更正 alone is about the meeting itself
    return carryOut(newOrder("述职", words.replace(/^\s*更正\s*问/u, "答")), context);
  },
};

/** What a leader says of somebody: its words stand nowhere but sealed beside the meeting. */
export const hearComment: Ear = {
  name: "what a leader says of a speaker",
  keeps: "answer",
  meanwhile: besides,
  hears: (scene, heard) => wordIn(scene, heard)?.kind === "comment",
  async answer({ message, words }, context) {
    const word = meetingWord(words);
    if (word === null || !(await mayMean(word, context))) return null;
    if (message.chat.kind === "group") return [privately(notInGroup, notInGroup)];
    return carryOut(newOrder("述职", words), context);
  },
};
