import type { Context } from "../../src/bot/context.ts";
import { newOrder } from "../../src/bot/order.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import type { Ear, Heard } from "../../src/bot/turn/ear.ts";
import { carryOut, putQuestion } from "../../src/bot/turn/question.ts";
import { meetingWord, standsAlone, type Word } from "../../src/ledger/meeting-words.ts";
import type { Scene } from "../../src/store/tables/scene.ts";
import { notInGroup } from "./comment.ts";
import { mayMean } from "./word.ts";

const signed = /^\s*[/／、＼\\!！]/u;

const isAddressed = ({ message, words, said }: Heard): boolean =>
  message.chat.kind === "direct" || message.mentioned || said.kind === "opinion" || signed.test(words);

/** What is said to the bot; in a group also what means nothing but this where it stands alone. */
function wordIn({ group }: Scene, heard: Heard): Word | null {
  const word = meetingWord(heard.words);
  if (word === null || heard.message.chat.kind === "direct") return word;
  if (group?.placeId == null) return null;
  return isAddressed(heard) || standsAlone(word) || word.kind === "ask" || word.kind === "comment" ? word : null;
}

/** What is said to the bot beside whatever it asked: a meeting does not wait until that is settled. */
const besides = ({ words }: Heard): boolean => {
  const kind = meetingWord(words)?.kind;
  return kind !== undefined && kind !== "problem" && kind !== "host";
};

const whoAsks = "发问的是会上的代表（承办的同志用“/述职 代表”定），或在会场的群里说。没有您能发问的会，没有记。";

/** A question for a meeting is no opinion unless whoever asked says so: then it is one without being typed again. */
async function notForYouToAsk(words: string, context: Context): Promise<readonly Reply[]> {
  if (context.message.chat.kind === "group") return [privately(whoAsks, "发问的是会上的代表，没有记。")];
  const asOpinion = { label: "意见", order: newOrder("意见", words) };
  return putQuestion({ kind: "choice", choices: [asOpinion] }, `${whoAsks}要当意见反映，回“意见”。`, context);
}

const notYoursToComment = privately(
  "点评的是会上定的领导，您没有能点评的会，没有记。要反映事情请说：意见：…",
  "您没有能点评的会，没有记。",
);

const isStaff = ({ actor }: Context): boolean => actor.posts.some(({ role }) => role !== "villager");

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
  async answer(heard, context) {
    const { words } = heard;
    const word = meetingWord(words);
    if (word === null) return null;
    if (!(await mayMean(word, context)))
      return word.kind === "ask" && isAddressed(heard) ? notForYouToAsk(word.words, context) : null;
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
  async answer(heard, context) {
    const { message, words } = heard;
    const word = meetingWord(words);
    if (word === null) return null;
    if (!(await mayMean(word, context))) return isStaff(context) && isAddressed(heard) ? [notYoursToComment] : null;
    if (message.chat.kind === "group") return [privately(notInGroup, notInGroup)];
    return carryOut(newOrder("述职", words), context);
  },
};
