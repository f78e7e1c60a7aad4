import { newOrder } from "../../src/bot/order.ts";
import { holds } from "../../src/bot/permission.ts";
import { here } from "../../src/bot/reply.ts";
import type { Ear, Heard } from "../../src/bot/turn/ear.ts";
import { carryOut } from "../../src/bot/turn/question.ts";
import { isHappening, readUrgent } from "../../src/chinese/urgent/urgent.ts";
import { adviceOn } from "./advice.ts";

/** What was said to the bot, or begins with 求助: without the label. */
function saidTo({ message, words, said }: Heard): string | null {
  if (said.kind === "opinion") return said.rest;
  if (message.chat.kind === "group" && !/^求助/.test(words)) return null;
  return words.replace(/^求助[\s:：,，]*/, "");
}

/** A cadre tells of a talk or a visit: what was said there is no cry. */
const reported =
  /谈心|谈了|谈到|聊|走访|入户|反映|(?:去|到|在)[^,，。]{1,12}(?:看|查|转|走|巡)[了过看]|看了看|转了|坐了坐|巡查|检查了|查看|他说|她说|说他|说她|承诺|答应|了解到|昨天|前天/;

/** 着火了: heard before everything else, also before a question that waits; what is not sure goes its way, with a word. */
export const hearCry: Ear = {
  name: "cry",
  keeps: "words",
  first: true,
  hears({ group }, heard) {
    const said = heard.message.chat.kind === "direct" || group?.placeId != null ? saidTo(heard) : null;
    return said !== null && readUrgent(said) !== null;
  },
  async answer(heard, context) {
    const words = saidTo(heard) ?? "";
    const urgent = readUrgent(words);
    const isCadre = holds(context.actor, "cadre");
    if (urgent?.sure && !(isCadre && reported.test(words) && !isHappening(words)))
      return carryOut(newOrder("急事", words), context);
    if (urgent === null || isCadre || heard.message.chat.kind === "group") return null;
    const label = heard.said.kind === "opinion" ? (heard.said.label ?? undefined) : undefined;
    const kept = await carryOut(newOrder("意见", words, {}, label), context);
    return [...kept, here(`要是正在发生：${adviceOn(urgent, false)}再回“急事”，我马上叫人。`)];
  },
};
