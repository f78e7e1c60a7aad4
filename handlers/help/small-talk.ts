import { helpFor } from "../../src/bot/command/help.ts";
import { here, privately } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { smallTalkKind } from "../../src/chinese/commands/small-talk.ts";
import { fold } from "../../src/chinese/fold.ts";
import { type Idle, idleKind } from "../../src/chinese/reader/act-words.ts";
import { ownOf } from "./own.ts";

/** Addressed to the bot, with nothing to write down: a greeting, a sign alone, a command of another bot. */
export const hearSmallTalk: Ear = {
  name: "small talk",
  keeps: "answer",
  hears: (_, { message, said }) => said.kind === "none" && (message.chat.kind === "direct" || message.mentioned),
  async answer({ message, words }, context) {
    const { actor, commands } = context;
    const folded = fold(words).text;
    const kind = smallTalkKind(folded);
    const idle = kind === null ? idleKind(folded) : null;
    if (message.chat.kind === "group") {
      if (kind === "thanks" || (kind === "nod" && folded !== "")) return null;
      if (idle) return idle === "slip" ? [here(answers.slip)] : null;
      return [privately(helpFor(actor, commands, await ownOf(context)), "发“/帮助”看我能做什么。")];
    }
    if (folded === "[图片]") return null;
    if (/^\[(?:语音|视频|文件)\]$/.test(folded)) return [here("语音、视频我听不懂也看不懂，请用文字说。")];
    if (idle) return [here(answers[idle])];
    if (/^[?\s]+$/.test(folded)) return [here("您想问什么？直接说。发“帮助”看我能做什么。")];
    if (kind === "nod") return null;
    if (kind === "choice") return [here("现在没有等您选的，问过的十分钟内回才算。有事直接说，发“帮助”看我能做什么。")];
    if (kind === "thanks") return [here("不客气，有事直接跟我说。")];
    if (kind === "farewell") return [here("再见，有事随时说。")];
    if (kind === "greeting") return [here("您好。有事直接跟我说，发“帮助”看我能做什么。")];
    return [here("没有这个命令。发“帮助”看我能做什么，有事直接说也行。")];
  },
};

const answers: Readonly<Record<Idle, string>> = {
  thanks: "不客气，有事直接跟我说。",
  curse: "这句没记。有什么事没办好，直接说是什么事，我转给管的干部。",
  "never mind": "好，这句没记。",
  slip: "这句没记。刚才记下的不要了回“撤销”；要改就说，例：不是路灯，是水管。",
};
