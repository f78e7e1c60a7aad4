import type { Context } from "../../src/bot/context.ts";
import { dayIn } from "../../src/bot/reading/day-held.ts";
import { type Reply, recorded } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf, formatDateTime, formatDay, newYearNote } from "../../src/chinese/time/index.ts";
import { periodsFrom } from "../../src/ledger/publication.ts";
import type { PublicationRow } from "../../src/store/tables/publications.ts";
import { clockOf } from "./clock.ts";
import { demandRecorder } from "./rights.ts";
import { hanging, type Standing } from "./standing.ts";
import { causeOf, takeStep } from "./step.ts";

const shortest = /(\d{1,3})\s*天/u;

/** It hangs on the board of the village: from that day on the periods run. @throws UserError */
export async function onBoard(standing: Standing, words: string, context: Context): Promise<readonly Reply[]> {
  const { number, row, terms } = standing;
  demandRecorder(standing, context);
  const { tables, calendar, now } = context;
  const days = shortest.exec(words)?.[1];
  if (days !== undefined && Number(days) < terms.publishDays)
    throw new UserError(`公布至少${terms.publishDays}天（村民委员会组织法第三十五条），${days}天不够。`);
  const publication = hanging(standing).find(({ board_from }) => board_from === null);
  if (!publication) {
    const hung = hanging(standing).at(-1);
    throw new UserError(
      hung
        ? `${number} 已经上墙了（${formatDay(hung.board_from ?? "", now)}起）。`
        : `${number} 还没公布，先发：${number} 公布`,
    );
  }
  const day = boardDay(words, publication, context);
  const { objectionsUntil, until } = periodsFrom(
    day,
    { publishDays: terms.publishDays, objections: terms.objectionDays },
    calendar,
  );
  const hung: PublicationRow = { ...publication, board_from: day, objections_until: objectionsUntil, until };
  const publications = standing.publications.map((one) => (one.id === hung.id ? hung : one));
  const { id, board_from, objections_until } = publication;
  await takeStep(
    standing,
    {
      word: "已上墙",
      change: {
        next_at: clockOf({ ...standing, publications }, now, calendar),
        parts: { publications: [{ id, board_from: day, objections_until: objectionsUntil, until }] },
      },
      before: { next_at: row.next_at, parts: { publications: [{ id, board_from, objections_until, until: null }] } },
    },
    context,
  );
  const period = `${formatDateTime(objectionsUntil, now)}前可提异议，公示到${formatDateTime(until, now)}`;
  // the text says what holds where it hung up on the day it was written
  if (day !== dayOf(publication.created_at))
    for (const { chat } of await tables.publications.posts(publication.id))
      await tell(
        {
          ...{ to: { chat }, why: "others", subject: row.id, expires: objectionsUntil },
          text: `${number} ${publication.what}公布${formatDay(day, now)}上墙：${period}。`,
          cause: `${causeOf(context)}board:${chat}`,
        },
        context,
      );
  return [
    recorded(
      `${number} ${formatDay(day, now)}上墙，${period}${newYearNote(now, until, calendar)}。错了回“撤销”。`,
      `${number} ${formatDay(day, now)}上墙。`,
      row.id,
    ),
  ];
}

/** @throws UserError */
function boardDay(words: string, { approved_at }: PublicationRow, context: Context): string {
  const { now } = context;
  const today = dayOf(now);
  if (words.replace(shortest, "").trim() === "") return today;
  const day = dayIn(words, context);
  if (day === null) throw new UserError(`没听懂哪天上墙“${words.slice(0, 20)}”。例：M3 已上墙 12月13日`);
  if (day > today) throw new UserError(`${formatDay(day, now)}还没到，贴上再说。`);
  if (approved_at !== null && day < dayOf(approved_at))
    throw new UserError(`${formatDay(approved_at, now)}才同意公布，不能在那之前上墙。`);
  return day;
}
