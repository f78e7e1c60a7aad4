import { privately } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { fold } from "../../src/chinese/fold.ts";
import { topicOf } from "./topics.ts";

const longest = 40;
const mayBe =
  /怎么|咋|如何|怎样|你是|你叫|你会|你能|人工|真人|客服|不会用|说明|教我|谁能?看|你是?[干做]|[道得来]是[我俺]|[看听收]得?[到见]不?|知道不?$|晓得|保密|会不会/;

/** 你是谁, 怎么记谈心, 我说的话谁能看到: asked of the bot itself, and nothing to write down. */
export const hearTopics: Ear = {
  name: "topics",
  keeps: "answer",
  hears: (_, { message, words, said }) =>
    said.kind === "opinion" &&
    said.label === null &&
    (message.chat.kind === "direct" || message.mentioned) &&
    words.length <= longest &&
    mayBe.test(fold(words).text),
  async answer({ words }, context) {
    const text = await topicOf(words, context);
    return text === null ? null : [privately(text, "发“/帮助”看我能做什么。")];
  },
};
