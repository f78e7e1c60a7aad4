import type { Command } from "../../src/bot/command/command.ts";
import { helpFor, helpOn, withOwn } from "../../src/bot/command/help.ts";
import { notYetWords } from "../../src/bot/command/instead.ts";
import type { Context } from "../../src/bot/context.ts";
import { holds } from "../../src/bot/permission.ts";
import { contractCommands } from "../../src/chinese/commands/contract-commands.ts";
import { fold } from "../../src/chinese/fold.ts";
import { ownOf, villageOf } from "./own.ts";
import { whomToCall } from "./whom-to-call.ts";

type Topic = { readonly asked: RegExp; readonly answer: (context: Context) => string | Promise<string> };

const topics: readonly Topic[] = [
  {
    asked:
      /^你(?:到底)?(?:是|叫)(?:谁|啥|什么|哪位|哪个)|^你(?:是不是|是)(?:个)?(?:机器人|真人|人|ai|电脑|程序)|^你是?(?:干|做)(?:啥|什么)的/i,
    answer: () => "我是机器人，不是真人，由镇上和村里管。帮大家把话传给干部、记事、到时提醒。要找真人回“人工”。",
  },
  {
    asked:
      /(?:我|俺).{0,4}(?:说|发|讲|反映)的.{0,6}(?:谁|别人|村里|领导|他们).{0,4}(?:看|知道)|(?:知道|看出来?|晓得).{0,3}是(?:我|俺)(?:说|讲|反映|告|提)?的|保密吗|会不会(?:泄|说出去|传出去)|谁能?看(?:到|见)?我|^(?:我|俺)(?:说|发|讲|写|反映|告)(?:的|了)?(?:话|事|这些|东西|啥)?,?.{0,6}(?:[看听收]得?[到见]|知道|晓得)(?:不|没|没有)?(?:得)?$|^(?:我|俺)(?:说|发|讲|写|反映)(?:的|了)?(?:话|事|这些|东西|啥)?,?(?:给)?(?:干部|领导|村里|镇里|别人|大家|大伙|主任|书记|你们|旁人|人家|谁).{0,3}(?:看|听|收|知道|晓得).{0,3}[到见]?(?:不|没|没有)?$/,
    answer: (context) =>
      `您私聊我说的，${villageOf(context) || "您村"}和镇上管事的干部看得到，不发到群里。告谁的状只给镇上书记看，本人看不到。原话留30天。`,
  },
  {
    asked: /^(?:我?要?)?(?:转|找|叫|换)?(?:人工|真人|活人|客服)(?:客服|服务)?$/,
    answer: async (context) =>
      `我这里没有人工，${await whomToCall(context)}直接说事，村里和镇上的干部会看到。急事打110、119、120。`,
  },
  {
    asked:
      /^(?:这|你)?(?:个|东西)?(?:怎么|咋|如何)(?:样)?(?:用|使|玩|操作)(?:你|的)?$|^(?:我)?不会用|使用说明|说明书|教(?:教)?我用|^你(?:会|能)(?:干|做)?(?:啥|什么|点啥)/,
    answer: async (context) => helpFor(context.actor, context.commands, await ownOf(context)),
  },
  {
    asked: /(?:怎么|咋|如何)(?:改|更正|撤|撤销|删|修改)(?!革|善|水|路|房)|(?:记|写|说)错了?(?:怎么|咋)/,
    answer: () =>
      "刚记的：回“撤销”就不算了，回“写错了 日期是昨天”“不是路灯，是水管”就改。早先的带上号：更正 T3 …；看号发“我刚记的”。",
  },
];

const how =
  /^(?:请问)?(?:我)?(?:要|想)?(?:怎么|咋|如何|怎样)(?:才能|样)?(?:去)?(?:记|写|录|发|设|用|看|查|做|填|提|加|弄)?(?:一?[下个条])?(?<what>.{1,8})$|^(?<name>.{1,6})(?:怎么|咋|如何)(?:记|写|录|发|设|用|看|填|弄)$/;

/** What is asked of the bot itself, in two or three lines; null: something else. */
export async function topicOf(said: string, context: Context): Promise<string | null> {
  const words = fold(said.slice(0, 60))
    .text.replace(/[\s?。.!吗呢啊呀吧]+$/u, "")
    .trim();
  const topic = topics.find(({ asked }) => asked.test(words));
  if (topic) return topic.answer(context);
  const { what, name = what } = how.exec(words)?.groups ?? {};
  return name === undefined ? null : commandTopic(name, context);
}

/** A command that is meant by any of its words: `帮助 意见`, 怎么设提醒. */
export async function commandTopic(word: string, context: Context): Promise<string | null> {
  const { actor, commands } = context;
  const mine = commands.filter(({ role }) => role === "anyone" || holds(actor, role));
  const named = (command: Command) => [command.name, ...command.aliases];
  const found =
    mine.find((command) => named(command).includes(word)) ??
    mine.find((command) => named(command).some((one) => one.length > 1 && word.includes(one))) ??
    (word.length > 1 ? mine.find(({ summary }) => summary.includes(word)) : undefined);
  if (found) return withOwn(helpOn(found), await ownOf(context));
  const unbuilt = contractCommands.find(({ name }) => name === word && commands.every((one) => one.name !== name));
  return unbuilt ? notYetWords(unbuilt.name) : null;
}
