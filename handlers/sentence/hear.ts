import { type Context, ownPlaceId } from "../../src/bot/context.ts";
import { listChoices, newOrder } from "../../src/bot/order.ts";
import { holds } from "../../src/bot/permission.ts";
import type { Reply } from "../../src/bot/reply.ts";
import { here, privately } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut, putQuestion } from "../../src/bot/turn/question.ts";
import { spokenIn } from "../../src/bot/turn/spoken.ts";
import { findPlace } from "../../src/chinese/names/index.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { readTime } from "../../src/chinese/time/index.ts";

/** What a cadre says without a sign, one-to-one or to the bot in a work group; in a village's group to be reminded only. */
export const hearSentence: Ear = {
  name: "sentence",
  keeps: "words",
  hears: ({ group }, { message, said }) =>
    said.kind === "opinion" && said.label === null && (message.chat.kind === "direct" || group?.kind != null),
  async answer({ words }, context) {
    if (!holds(context.actor, "cadre")) return null;
    const spoken = await spokenIn(words, context);
    const isAmongVillagers = context.message.chat.kind === "group" && context.group?.kind === "village";
    if (isAmongVillagers && !("order" in spoken && spoken.order.command === "提醒")) return null;
    if ("order" in spoken) return carryOut(spoken.order, context);
    if (spoken.is === "opinion") return null;
    if (namesPlace(words, context)) return carryOut(newOrder("查", words.trim()), context);
    if (spoken.is === "nothing" || idle.test(words)) return [here("好。")];
    const number = spoken.is === "number" ? /^\s*[a-z]\s?\d+/iu.exec(words)?.[0].trim() : undefined;
    if (number !== undefined)
      return [
        privately(`没听懂“${clip(words)}”，没记。${number.toUpperCase()} 能做什么，回“${number.toUpperCase()}”看。`),
      ];
    if (spoken.is === "report" && isPlan(words, context))
      return askWhat(words, "还没到的事，设个提醒吗？", context, ["提醒", ...offered]);
    const isAsked = spoken.is === "question" || spoken.is === "number";
    return askWhat(words, isAsked ? "这句像是在问，我答不上来。要记的话：" : "记成意见吗？", context);
  },
};

/** 东卧牛, and nothing of it. */
function namesPlace(words: string, context: Context): boolean {
  const said = words.trim();
  return (
    /^\p{Script=Han}{2,6}$/u.test(said) && findPlace(said, ownPlaceId(context), context.places.index).kind === "one"
  );
}

/** 今天没啥事 */
const idle =
  /^(?:我|本|全)?(?:们)?(?:村|镇|社区)?(?:[今昨][天日]?|目前)?(?:都|一切)?(?:没(?:有)?(?:啥|什么)?(?:大)?事儿?|无事|平安无事|平安|正常|无异常)[了的吧啊。.!！\s]*$|^(?:报(?:个)?平安|零报告|值班正常|无事报告)[。.!！\s]*$|^(?:我|这边|村里)?(?:今[天日]|这[两几]天|现在|目前)?(?:也|都|暂时)?没(?:有)?(?:啥|什么|别的)?(?:大)?(?:事儿?|情况)[了的吧啊。.!！\s]*$/u;

/** The likeliest first; the last keeps nothing. */
const offered = ["意见", "走访", "谈心"];
/** Where a plan begins with its time. */
const mostBefore = 5;

/** 今天路灯坏了两个 tells of a day that is not over: nothing is to come where no hour is said. */
const ofToday = /^\p{Script=Han}{0,3}今[天日儿](?!.{0,8}[点时:：\d])/u;

/** 明天去李家湾谈土地的事: it begins with a time to come. */
function isPlan(words: string, { message: { sentAt }, calendar }: Context): boolean {
  if (ofToday.test(words)) return false;
  const time = readTime(words, { sentAt, use: "deadline", calendar });
  return time.kind === "moment" && time.at > sentAt && time.span.start <= mostBefore && !/[了过]/.test(words);
}

function askWhat(
  words: string,
  why: string,
  context: Context,
  names: readonly string[] = offered,
): Promise<readonly Reply[]> {
  const choices = [
    ...names.map((name) => ({ label: name, order: newOrder(name, words) })),
    { label: "只是说说", order: null },
  ];
  const question = `${why}${listChoices(choices.map(({ label }) => label))}`;
  return putQuestion({ kind: "choice", choices, question }, question, context);
}
