import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { stateOf } from "../../src/bot/record/line.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { readTime, startOfDay } from "../../src/chinese/time/index.ts";
import { mostExtended } from "../../src/ledger/appraisal.ts";
import { nextLook } from "../../src/ledger/appraisal-clock.ts";
import { type Appraisal, demandSure, meantAppraisal, noted, numberAndText } from "./scope.ts";
import { closingWords, entitledIn, proof, turnoutWords } from "./wording.ts";

const withText = z.object({ numbers: optional(numbersArgument("号")), text: optional(textArgument("话")) });
const eighteen = 18 * 60 * 60_000;

export const stateForm = defineForm({
  word: "状态",
  summary: "看投了几票：只有数，没有名字",
  examples: ["/评议 状态 A2"],
  role: "cadre",
  where: ["direct", "cadre"],
  args: withText,
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    const states = ["draft", "open", "counting", "deciding", "ready", "published", "void"];
    const one = await meantAppraisal(
      said.numbers,
      { parts: ["organiser", "scrutineer"], states, example: "/评议 状态 A2" },
      context,
    );
    if (one.row.state === "draft") return privately(proof(one, context, await entitledIn(one, context)));
    const turnout = await context.tables.ballots.turnout(one.row.id);
    const until =
      one.row.state === "open"
        ? `，${closingWords(Number(one.row.due_at), context.now)}截止`
        : `（${stateOf(one.row)}）`;
    return privately(`${one.number} ${turnoutWords(one, turnout)}${until}。`);
  },
});

export const extendForm = defineForm({
  word: "延期",
  summary: "延一次，最多7天",
  examples: ["/评议 延期 A2 到12月24日18:00"],
  role: "cadre",
  where: ["direct", "cadre"],
  args: withText,
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    const one = await meantAppraisal(
      said.numbers,
      { states: ["open"], example: "/评议 延期 A2 到12月24日18:00" },
      context,
    );
    const { tables, now, message, calendar } = context;
    if (one.info.extended) throw new UserError(`${one.number} 延过一次了，不能再延。`);
    const due = Number(one.row.due_at);
    if (now >= due) throw new UserError(`${one.number} 已经截止，不能延了。`);
    const time = readTime(said.text.replace(/^\s*到/u, ""), { sentAt: message.sentAt, use: "deadline", calendar });
    const at = time.kind === "moment" ? time.at : time.kind === "day" ? startOfDay(time.day) + eighteen : 0;
    if (at <= due || at > due + mostExtended)
      throw new UserError(
        `延到几时？要在${closingWords(due, now)}以后、7天以内。例：/评议 延期 ${one.number} 到12月24日18:00`,
      );
    if (!(await tables.records.change(one.row, { due_at: at })))
      throw new UserError(`${one.number} 刚被别人动过，请再看一下。`);
    await tables.appraisals.set(one.row.id, { extended: 1, next_at: nextLook(at, now) });
    await noted(one, "延期", context);
    return { ...privately(`${one.number} 延到${closingWords(at, now)}截止，只能延这一次。`), subject: one.row.id };
  },
});

export const stopForm = defineForm({
  word: "停止",
  summary: "现在就截止计票",
  examples: ["/评议 停止 A2"],
  role: "cadre",
  where: ["direct"],
  args: withText,
  async run({ numbers, text }, context): Promise<Reply> {
    const said = numberAndText(numbers, text);
    const one = await meantAppraisal(said.numbers, { states: ["open"], example: "/评议 停止 A2" }, context);
    const line = await stopVoting(one, "停止", context);
    return { ...privately(`${one.number} 停止投票：${line}。马上计票，结果私聊告诉您。`), subject: one.row.id };
  },
});

/** What came in, panel by panel. @throws Ask once while ballots are filled and not cast */
export async function stopVoting(one: Appraisal, word: string, context: Context): Promise<string> {
  const { row, number } = one;
  const { tables, now } = context;
  await demandCast(one, await tables.ballots.uncast(row.id), word, context);
  const turnout = await tables.ballots.turnout(row.id);
  if (!(await tables.records.change(row, { state: "counting" })))
    throw new UserError(`${number} 刚被别人动过，请再看一下。`);
  await tables.appraisals.set(row.id, { next_at: now });
  await noted(one, "停止投票", context);
  return turnoutWords(one, turnout);
}

/** Asks once while ballots are filled and not cast, and tells those who hold them. @throws Ask */
export async function demandCast(one: Appraisal, waiting: readonly string[], word: string, context: Context) {
  const { row, number } = one;
  const { tables, message, order } = context;
  if (waiting.length === 0 || order?.chosen.sure !== undefined) return;
  for (const account of waiting) {
    const chat = (await tables.accounts.get(account))?.direct_chat;
    const cause = `${causesOf(message.key)}last:${account}`;
    const text = `${number} 马上停了，回“投”才算。`;
    const news = { text, cause, subject: row.id, why: "own", private: true } as const;
    if (chat != null) await tell({ to: { chat }, ...news }, context);
  }
  demandSure(one, `${number} 还有填好没投的票，已经告诉他们回“投”。等一会儿，再回“${word}”就停。`, word, context);
}
