import type { Context } from "../../src/bot/context.ts";
import { newOrder, type Order } from "../../src/bot/order.ts";
import { holds } from "../../src/bot/permission.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut } from "../../src/bot/turn/question.ts";
import { foldText } from "../../src/chinese/fold.ts";
import { askingOf } from "../../src/chinese/reader/asks.ts";
import { readAsked } from "./asked.ts";
import { answerTo, canBeAsked, look } from "./look.ts";

/** Longer ones tell something. */
const longest = 60;

/** A question to the bot, and a number alone. */
export const hearQuestion: Ear = {
  name: "question",
  keeps: "words",
  hears: ({ group }, { message, words, said }) =>
    said.kind === "opinion" &&
    said.label === null &&
    (message.chat.kind === "direct" || group?.placeId != null) &&
    words.length <= longest &&
    (listNamed(words) ||
      leave.test(plain(words)) ||
      readAsked(words) !== null ||
      askingOf(foldText(words)) === "question"),
  // 上周 may be the day that was asked for
  meanwhile: ({ words }) => listNamed(words) || ![undefined, "place"].includes(readAsked(words)?.about),
  async answer({ words }, context) {
    const list = listed(words, context);
    if (list) return carryOut(list, context);
    const order = newOrder(look.name, words);
    const replies = await attempt(words, order, context);
    if (replies) return replies;
    // what a villager asks of the village is for the village to answer
    if (!holds(context.actor, "cadre") || askingOf(foldText(words)) !== "question") return null;
    return [privately(`这个我答不上，没有记。${canBeAsked(context)}`)];
  },
};

const list = /^\s*(\p{Script=Han}{2,4})(?:列表|清单)(?:\s+(\S.{0,20}?))?[\s。？?]*$/u;
const digestTime = /^(?:把)?(?:我的)?简报(?:时间)?(?:改到|改成|定在|设在|设成|挪到)(?<at>[^,，。]{2,12}?)(?:吧|了)?$/u;
const digestSaid =
  /^(?:把)?(?<day>今[天日]|昨[天日]|前天|[本这上]周|\d{1,2}月\d{1,2}[日号])?的?简报(?:给[我俺])?(?:再)?(?:发|拿|调|给|看看|来)[^,，。]{0,6}$/u;

const digestNamed =
  /^(?:看看?|查看?|发|我要|要)?(?<day>今[天日]|昨[天日]|前天|[本这上]周|\d{1,2}月\d{1,2}[日号]?)的?(?:简报|周报)(?:再)?(?:[发来看]一?[遍次下份])?$/u;
const leave = /^(?:我)?(?:要|想|得)?请(?:个|一下)?假到(?<until>[^,，。]{2,10})$/u;
const mineOf =
  /^(?:看看?|查看?)?(?:(?:我|俺)(?:都有)?(?:有)?(?:哪些|什么|几个)?|所有|全部)的?(?<what>提醒|手记|走访|谈心)(?:有哪些|列表|呢)?$/u;

/** 走访列表, 意见列表 石门: the list of a command that has one; 今天的简报发我: the digest. */
function listed(words: string, { commands, actor }: Context): Order | null {
  const said = plain(words);
  const has = (name: string): boolean => commands.some((one) => one.name === name);
  const at = digestTime.exec(said)?.groups?.at;
  if (at !== undefined && has("简报")) return newOrder("简报", `设置 ${at}`);
  // what a villager says in these words is told to the village
  const works = holds(actor, "cadre");
  const mine = mineOf.exec(said)?.groups?.what;
  if (works && mine !== undefined && has(mine)) return newOrder(mine, "列表");
  const until = leave.exec(said)?.groups?.until;
  if (works && until !== undefined && has("请假")) return newOrder("请假", `到${until}`);
  const digest = digestSaid.exec(said) ?? digestNamed.exec(said);
  if (digest && has("简报")) return newOrder("简报", digest.groups?.day ?? "");
  const [, name = "", more = ""] = list.exec(words) ?? [];
  const command = commands.find((one) => one.name === name || one.aliases.includes(name));
  const hasList = command?.forms?.some(({ word }) => word === "列表");
  return command && hasList ? newOrder(command.name, `列表 ${more}`.trim()) : null;
}

const apart = [digestNamed, digestSaid, digestTime, mineOf];
function listNamed(words: string): boolean {
  const said = plain(words);
  return list.test(words) || apart.some((one) => one.test(said));
}

const plain = (words: string): string =>
  foldText(words)
    .trim()
    .replace(/[。.?!\s]+$/u, "");

/** As 查 would answer it; null when it is nothing to look up. */
async function attempt(words: string, order: Order, context: Context): Promise<readonly Reply[] | null> {
  try {
    const answered = await answerTo(words, { ...context, order });
    return answered && ("text" in answered ? [answered] : answered);
  } catch {
    // a question or a refusal: said as the command says it
    return carryOut(order, context);
  }
}
