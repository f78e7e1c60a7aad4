import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { holdsAt } from "../../src/bot/permission.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import type { SaidNumber } from "../../src/bot/record/find.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { boardDay, objectionsLine, proofOf } from "../../src/bot/record/publication.ts";
import { privately } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf, formatDateTime, formatDay, newYearNote } from "../../src/chinese/time/index.ts";
import { nextBell, periodsFrom } from "../../src/ledger/publication.ts";
import { type Appraisal, meantAppraisal, noted, numberAndText, publishedNumbered } from "./scope.ts";
import { termsAt } from "./settings.ts";

const withText = z.object({ numbers: optional(numbersArgument("号")), text: optional(textArgument("日期")) });

/** What is published where somebody works may be said to hang there by any of its cadres. */
async function onOwnBoard([said]: readonly SaidNumber[], context: Context): Promise<Appraisal | undefined> {
  const one = said && (await publishedNumbered(said.number, context));
  const path = context.places.get(one?.row.place_id ?? "")?.path;
  return one?.row.state === "published" && path !== undefined && holdsAt(context.actor, "cadre", path)
    ? one
    : undefined;
}

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
    const wanted = { states: ["ready", "published"], example };
    const one = (await onOwnBoard(said.numbers, context)) ?? (await meantAppraisal(said.numbers, wanted, context));
    const { number, row } = one;
    const { tables, calendar, now, message } = context;
    const { publishDays, objectionDays } = await termsAt(row.place_id, context);
    const hung = (await tables.publications.of(row.id)).findLast(({ state }) => state === "shown");
    if (!hung) throw new UserError(`${number} 还没公布，先发：/评议 公布 ${number}`);
    if (hung.board_from !== null) throw new UserError(`${number} 已经上墙了（${formatDay(hung.board_from, now)}起）。`);
    const day = boardDay(said.text, { ...hung, publishDays, example: "A2 已上墙 12月13日" }, context);
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
    parts.push(await objectionsLine(row.id, context));
    return privately([`${number} ${title} 公布证明`, ...parts].join("\n"));
  },
});
