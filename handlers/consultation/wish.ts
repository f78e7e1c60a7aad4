import type { Context } from "../../src/bot/context.ts";
import { listChoices, newOrder } from "../../src/bot/order.ts";
import { isCadre } from "../../src/bot/permission.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { putQuestion } from "../../src/bot/turn/question.ts";
import { fold } from "../../src/chinese/fold.ts";
import { originalSlice } from "../../src/chinese/original-slice.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { formatDateTime, readTime, startOfDay } from "../../src/chinese/time/index.ts";
import { choosesBetween } from "./options.ts";

const dayLength = 24 * 60 * 60_000;
const sixOClock = 18 * 60 * 60_000;
const longest = 200;

/** 征求一下大家的意见，水渠走东线还是西线 */
const wish =
  /^(?:各位(?:乡亲|村民)?|大家好|乡亲们)?[\s,!]*(?:现在?|我|我们)?(?:想|要)?(?:向|跟|和)?(?:大家|大伙|各位|群众|村民们?)?(?:征求|征集)(?:一下|下)?(?:大家|大伙儿?|各位|村民们?|群众|乡亲们?)?的?(?:意见|看法)[\s,:。!]+(?=\S)/u;
const ends = /^(?=[^,。;]{2,20}$)[^,。;]*(?:截止|之?前|为止|以前|以内|[天日周月]内)[^,。;]{0,6}$/u;

/** A cadre says in a sentence that people are to be asked: read back to that one alone, since it goes to many. */
export const hearWish: Ear = {
  name: "wish to consult",
  keeps: "words",
  hears: (scene, { message, words }) =>
    words.length <= longest &&
    isCadre(scene) &&
    // in a group only where it can be asked about aside, or the bot is spoken to
    (message.chat.kind === "direct" ||
      (scene.group?.placeId != null && (message.privately !== null || message.mentioned))) &&
    wish.test(fold(words).text),
  async answer({ words }, context) {
    const { title, until } = read(words, context);
    const options = choosesBetween(title);
    if (options === "unclear")
      return [here(`要在群里征求，把选项写上，一行写完：/征求 ${clip(title)} 选项：甲/乙 截止：周五`)];
    const order = (at: number) =>
      newOrder("征求", title, {
        截止: formatDateTime(at, context.now),
        ...(options ? { 选项: options.join("/") } : {}),
      });
    return offer(title, options, until, order, context);
  },
};

/** Its question, and until when, where a clause says so. */
function read(words: string, { message, calendar }: Context): { title: string; until: number | null } {
  const folded = fold(words);
  const from = wish.exec(folded.text)?.[0].length ?? 0;
  const clauses = folded.text.slice(from).split(/(?<=[,。;])/u);
  const titles: string[] = [];
  let until: number | null = null;
  let at = from;
  for (const clause of clauses) {
    const bare = clause.replace(/^[,。;\s]+|(?:说|讲|回|提|答复|回复|告诉我|都行|有效)*[,。;\s]*$/gu, "");
    const time = ends.test(bare) ? readTime(bare, { sentAt: message.sentAt, use: "deadline", calendar }) : null;
    if (time?.kind === "moment" && until === null) until = time.at;
    else if (time?.kind === "day" && until === null) until = startOfDay(time.day) + sixOClock;
    else titles.push(originalSlice(words, folded, at, at + clause.length));
    at += clause.length;
  }
  return {
    title: titles
      .join("")
      .replace(/[\s，,。;；]+$/u, "")
      .trim(),
    until,
  };
}

function offer(
  title: string,
  options: readonly string[] | null,
  until: number | null,
  order: (at: number) => ReturnType<typeof newOrder>,
  context: Context,
): Promise<readonly Reply[]> {
  const { now } = context;
  const said = (at: number) => `${formatDateTime(at, now)}截止`;
  const today = startOfDay(now);
  const times = until === null ? [2, 7].map((days) => today + days * dayLength + sixOClock) : [until];
  const choices = [
    ...times.map((at) => ({ label: until === null ? said(at) : "发", order: order(at) })),
    { label: "不发", order: null },
  ];
  const what = `${title}${options ? `（选项：${options.join("/")}）` : ""}`;
  const when = until === null ? "到什么时候？" : `${said(until)}。发吗？`;
  return putQuestion(
    { kind: "choice", choices },
    `在群里征求：${what}，${when}${listChoices(choices.map(({ label }) => label))}`,
    context,
  );
}
