import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { dayIn } from "../../src/bot/reading/day-held.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { proofOf } from "../../src/bot/record/publication.ts";
import { privately } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf, formatDateTime, formatDay, newYearNote } from "../../src/chinese/time/index.ts";
import { nextBell, periodsFrom } from "../../src/ledger/publication.ts";
import type { PublicationRow } from "../../src/store/tables/publications.ts";
import { meantAppraisal, noted, numberAndText } from "./scope.ts";
import { termsAt } from "./settings.ts";

const withText = z.object({ numbers: optional(numbersArgument("号")), text: optional(textArgument("日期")) });
const shortest = /(\d{1,3})\s*天/u;

/** It hangs on the board: from that day on the periods run. */
export const boardForm = defineForm({
  word: "已上墙",
  summary: "公布贴上公开栏了：从那天起算公示和异议",
  examples: ["/评议 已上墙 A2", "A2 已上墙 12月13日"],
  role: "cadre",
  where: ["direct"],
  args: withText,
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    const example = "/评议 已上墙 A2";
    const one = await meantAppraisal(said.numbers, { states: ["ready", "published"], example }, context);
    const { number, row } = one;
    const { tables, calendar, now, message } = context;
    const { publishDays, objectionDays } = await termsAt(row.place_id, context);
    const days = shortest.exec(said.text.normalize("NFKC"))?.[1];
    if (days !== undefined && Number(days) < publishDays)
      throw new UserError(`公布至少${publishDays}天（村民委员会组织法第三十五条），${days}天不够。`);
    const hung = (await tables.publications.of(row.id)).findLast(({ state }) => state === "shown");
    if (!hung) throw new UserError(`${number} 还没公布，先发：/评议 公布 ${number}`);
    if (hung.board_from !== null) throw new UserError(`${number} 已经上墙了（${formatDay(hung.board_from, now)}起）。`);
    const day = boardDay(said.text, hung, context);
    const { objectionsUntil, until } = periodsFrom(day, { publishDays, objections: objectionDays }, calendar);
    const from = { board_from: day, objections_until: objectionsUntil, until };
    if (!(await tables.publications.change(hung, from))) throw new UserError(`${number} 刚被别人动过，请再看一下。`);
    const bell = { approvedAt: Number(hung.approved_at), objectionsUntil, until, isThrough: false };
    await tables.records.change(row, { next_at: nextBell(bell, now, calendar) });
    await noted(one, "已上墙", context, day);
    const period = `${formatDateTime(objectionsUntil, now)}前可提异议，公示到${formatDateTime(until, now)}`;
    // the text says what holds where it hung up on the day it was written
    if (day !== dayOf(hung.created_at))
      for (const { chat } of await tables.publications.posts(hung.id))
        await tell(
          {
            ...{ to: { chat }, why: "others", subject: row.id, expires: objectionsUntil },
            text: `${number} 评议公布${formatDay(day, now)}上墙：${period}。`,
            cause: `${causesOf(message.key)}board:${chat}`,
          },
          context,
        );
    return {
      ...privately(`${number} ${formatDay(day, now)}上墙，${period}${newYearNote(now, until, calendar)}。`),
      subject: row.id,
    };
  },
});

/** @throws UserError */
function boardDay(words: string, { approved_at }: PublicationRow, context: Context): string {
  const { now } = context;
  const today = dayOf(now);
  if (words.replace(shortest, "").trim() === "") return today;
  const day = dayIn(words, context);
  if (day === null) throw new UserError(`没听懂哪天上墙“${words.slice(0, 20)}”。例：A2 已上墙 12月13日`);
  if (day > today) throw new UserError(`${formatDay(day, now)}还没到，贴上再说。`);
  if (approved_at !== null && day < dayOf(Number(approved_at)))
    throw new UserError(`${formatDay(Number(approved_at), now)}才同意公布，不能在那之前上墙。`);
  return day;
}

export const proofForm = defineForm({
  word: "证明",
  summary: "公布的证明：原文、谁同意、发到哪、上墙从哪天到哪天",
  examples: ["/评议 证明 A2"],
  role: "cadre",
  where: ["direct"],
  args: withText,
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    const wanted = {
      parts: ["organiser", "scrutineer"],
      states: ["ready", "published"],
      example: "/评议 证明 A2",
    } as const;
    const { number, title, row } = await meantAppraisal(said.numbers, wanted, context);
    const { publications } = context.tables;
    const letOut = (await publications.of(row.id)).filter(({ approved_at }) => approved_at !== null);
    if (letOut.length === 0) throw new UserError(`${number} 还没有公布过。`);
    const parts: string[] = [];
    for (const one of letOut) parts.push(await proofOf(one, context));
    const { all, open } = await publications.objections(row.id);
    const list = all.map((each) => `O${each.number} ${open.some(({ id }) => id === each.id) ? "没答复" : "答复了"}`);
    const last = all.length === 0 ? "没有收到异议。" : `异议${all.length}条：${list.join("，")}。`;
    return privately([`${number} ${title} 公布证明`, ...parts, last].join("\n"));
  },
});
