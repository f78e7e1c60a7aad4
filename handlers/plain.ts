import type { Command } from "../src/bot/command/command.ts";
import { helpFor } from "../src/bot/command/help.ts";
import { listChoices, newOrder, type Order } from "../src/bot/order.ts";
import { holds } from "../src/bot/permission.ts";
import { here, privately } from "../src/bot/reply.ts";
import { wordsOf } from "../src/bot/turn/pending.ts";
import type { Plain } from "../src/bot/turn/plain.ts";
import { carryOut, putQuestion } from "../src/bot/turn/question.ts";
import { smallTalkKind } from "../src/chinese/commands/small-talk.ts";
import { fold } from "../src/chinese/fold.ts";

/** Messages that are no command: what people have to say. */
export const plain: Plain = {
  async opinion({ label, rest }, context) {
    const { message, actor, group, commands } = context;
    const ofReminder = message.chat.kind === "direct" ? aboutReminder(rest, commands) : null;
    if (ofReminder) return carryOut(ofReminder, context);
    if (message.chat.kind === "group" && group?.placeId == null) return null;
    if (label === null && message.chat.kind === "direct" && holds(actor, "cadre")) {
      const choices = ["谈心", "走访", "意见"]
        .filter((name) => commands.some((command) => command.name === name))
        .map((name) => ({ label: name, order: newOrder(name, rest) }));
      const question = `要记成谈心、走访还是意见？${listChoices(choices.map((choice) => choice.label))}`;
      return putQuestion({ kind: "choice", choices }, question, context);
    }
    return carryOut({ ...newOrder("意见", rest), ...(label === null ? {} : { as: label }) }, context);
  },

  async other(context) {
    const { message, actor, commands } = context;
    const inGroup = message.chat.kind === "group";
    const words = fold(wordsOf(message)).text;
    const kind = smallTalkKind(words);
    if (inGroup) {
      const wantsNothing = !message.mentioned || kind === "thanks" || (kind === "nod" && words !== "");
      return wantsNothing ? null : [privately(helpFor(actor, commands), "发“/帮助”看我能做什么。")];
    }
    if (/^\[(?:图片|语音|视频|文件)\]$/.test(words)) return [here("图片、语音我看不懂，请用文字说。")];
    if (kind === "nod") return null;
    if (kind === "thanks") return [here("不客气，有事直接跟我说。")];
    if (kind === "greeting") return [here("您好。有事直接跟我说，发“帮助”看我能做什么。")];
    return [here("没有这个命令。发“帮助”看我能做什么，有事直接说也行。")];
  },
};

/** `R5 办好了`: the number first. */
function aboutReminder(rest: string, commands: readonly Command[]): Order | null {
  const [, number = "", word = ""] = /^(R\d{1,9})[\s:,]*(\S+?)[。.!]*$/i.exec(fold(rest).text) ?? [];
  const command = commands.find(({ name, aliases }) => name === word || aliases.includes(word));
  if (!command || !["办好了", "明天再说", "推迟", "取消"].includes(command.name)) return null;
  return newOrder(command.name, number, {}, command.saysMore?.includes(word) ? word : undefined);
}
