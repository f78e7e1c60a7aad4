import { notYetWords } from "../../src/bot/command/instead.ts";
import type { Context } from "../../src/bot/context.ts";
import { newOrder, type Order } from "../../src/bot/order.ts";
import { holds } from "../../src/bot/permission.ts";
import { numbersIn, rungLast, written } from "../../src/bot/record/find.ts";
import { amendWord } from "../../src/bot/record/kept.ts";
import { here } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut } from "../../src/bot/turn/question.ts";
import { fold } from "../../src/chinese/fold.ts";
import { type Acting, actingWord } from "../../src/chinese/reader/act-words.ts";
import { askingOf } from "../../src/chinese/reader/asks.ts";
import { readChange, saysOnlyWrong } from "../../src/chinese/reader/change.ts";
import { readTime } from "../../src/chinese/time/index.ts";
import { kindOf, kinds, numberOf } from "../../src/ledger/kinds.ts";
import { addition, justMade, wrong } from "./amend.ts";
import { complaintAbout, lastAnswered } from "./complain.ts";
import { known } from "./spoken.ts";

const longest = 200;
const heardHere = new Set(["撤销", "恢复", "办好了", amendWord, addition, "不满意", "延期", "删我的"]);
const letters = kinds.map(({ letter }) => letter);

/** …这个也记上: says of what stands before it that it belongs to the record. */
const alsoWrite = /[\s，,]*(?:这个|这条|这句|这)?也(?:给我)?(?:记|写|加)(?:上|进去|下来|着)[了吧啊。!！\s]*$/u;

/** Not content, and of nothing. */
const saysNoMore = /^(?:我|俺)?(?:很|还是|对这个?(?:答复|结果|处理)?)?不满意[了啊!。~\s]*$/;

/** R2 改到明天十点: the number first, as is said of what is put off. */
const numberBefore = /^\s*[a-z]\d{1,6}[\s:,]*(?=(?:改到|推迟|延期|延到|往后推|明天再说))/;

const actOf = (words: string): Acting | null => {
  const whole = fold(words).text.toLowerCase();
  const before = numberBefore.exec(whole)?.[0].length ?? 0;
  const text = whole.slice(before);
  const act = words.length > longest ? null : actingWord(text);
  if (!act || !heardHere.has(act.name)) return null;
  return act.name === amendWord && askingOf(text) === "question" ? null : { ...act, length: act.length + before };
};

/** Words that act on what is there, as people say them: 弄好了, 删掉刚才那条, 写错了 是西卧牛. */
export const hearActs: Ear = {
  name: "acts",
  keeps: "words",
  hears: ({ group }, { message, words, said }) =>
    said.kind === "opinion" &&
    said.label === null &&
    (message.chat.kind === "direct" || group?.placeId != null) &&
    actOf(words) !== null,
  async answer({ words }, context) {
    const act = actOf(words);
    if (!act) return null;
    if (act.name === "删我的" && context.commands.every(({ name }) => name !== act.name))
      return [here(notYetWords(act.name))];
    if (act.name === amendWord && saysOnlyWrong(words) && !(await justMade(context)))
      return [here("十分钟内没有您刚记的。改早的带上号，如：更正 T3 日期是昨天；撤掉它回“撤销 T3”。")];
    const solved = act.name === "办好了" ? await solvedFor(words, context) : null;
    if (solved) return [here(`好，${solved} 就当办好了，不另记。又不好了回“不满意 ${solved}”。`)];
    const order = await orderOf(act, words, context);
    if (!order && act.name === "不满意" && saysNoMore.test(fold(words).text))
      return [here("您说过的还没有答复过的，这句没记。到哪一步了发“查我的”看；有别的事直接说。")];
    return order && carryOut(order, context);
  },
};

/** 换好了，亮了: a villager says so of what was answered. */
async function solvedFor(words: string, context: Context): Promise<string | null> {
  const { actor, message } = context;
  const isOwn = !holds(actor, "cadre") && message.chat.kind === "direct" && numbersIn(words, letters).length === 0;
  const row =
    isOwn && (await rungLast(["reminder"], context)).length === 0 ? await lastAnswered("", context) : undefined;
  return row ? numberOf(row) : null;
}

/** Null: it says something else after all. */
async function orderOf({ name, length }: Acting, words: string, context: Context): Promise<Order | null> {
  const numbers = numbersIn(words, letters)
    .map((said) => written(said))
    .join(" ");
  if (name === "不满意") return complaintAbout(words, context);
  if (name === "延期") return postponed(words.slice(length), numbers, context);
  if (name !== amendWord && name !== addition) return newOrder(name, numbers);
  const row = await justMade(context);
  if (!row) return null;
  if (name === addition) return newOrder(amendWord, words.slice(length).trim().replace(alsoWrite, ""), {}, addition);
  if (saysOnlyWrong(words)) return newOrder(amendWord, "", {}, wrong);
  const change = readChange(words, false);
  if (row.next_at !== null && change?.kind === "to") return postponed(change.to, numberOf(row), context);
  // 应该是上游排的: only what is a place or a day of the record corrects it
  const isVague = change?.kind === "to" && !/错|不对/.test(words.slice(0, 8)) && !known(change.to, row, context);
  return change === null || isVague ? null : newOrder(amendWord, words, {}, wrong);
}

/** 这个改到下周五, right after something was handed over: its deadline. */
async function dueAnew(said: string, context: Context): Promise<Order | null> {
  const { message, calendar } = context;
  const made = message.quote === null ? await justMade(context) : undefined;
  if (made?.due_at == null || !kindOf(made.kind).lifecycle.strikes) return null;
  const time = readTime(said, { sentAt: message.sentAt, use: "deadline", calendar });
  return time.kind === "moment" ? newOrder(amendWord, numberOf(made), { 期限: said.trim() }) : null;
}

/** 推迟到明天九点, 改到下午五点: a moment and nothing else; without a number of what rang last, else of what was just set. */
async function postponed(said: string, number: string, context: Context): Promise<Order | null> {
  const { sentAt } = context.message;
  const due = number === "" ? await dueAnew(said, context) : null;
  if (due) return due;
  const when = said.replace(/^[\s,，]*[A-Za-zＡ-Ｚａ-ｚ]\d{1,6}/u, "");
  const time = readTime(when, { sentAt, use: "reminder", calendar: context.calendar });
  const span = time.kind === "none" ? null : time.span;
  const beside = span && `${when.slice(0, span.start)}${when.slice(span.end)}`.replace(/[\s\p{P}的吧了再]|提醒/gu, "");
  if ((time.kind !== "moment" && time.kind !== "recurrence") || beside !== "") return null;
  if (number !== "") return newOrder("推迟", `${number} ${when.trim()}`);
  // what was pointed at is meant
  if (context.message.quote !== null) return newOrder("推迟", when.trim());
  const rung = await rungLast(["reminder"], context);
  const row = rung.length > 0 ? null : await justMade(context);
  return newOrder("推迟", `${row?.next_at == null ? "" : `${numberOf(row)} `}${when.trim()}`);
}
