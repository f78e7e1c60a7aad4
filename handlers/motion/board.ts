import type { Context } from "../../src/bot/context.ts";
import { boardDay } from "../../src/bot/record/publication.ts";
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

/** It hangs on the board of the village: from that day on the periods run. @throws UserError */
export async function onBoard(standing: Standing, words: string, context: Context): Promise<readonly Reply[]> {
  const { number, row, terms } = standing;
  demandRecorder(standing, context);
  const { tables, calendar, now } = context;
  const publication = hanging(standing).find(({ board_from }) => board_from === null);
  if (!publication) {
    const hung = hanging(standing).at(-1);
    throw new UserError(
      hung
        ? `${number} 已经上墙了（${formatDay(hung.board_from ?? "", now)}起）。`
        : `${number} 还没公布，先发：${number} 公布`,
    );
  }
  const day = boardDay(
    words,
    { ...publication, publishDays: terms.publishDays, example: "M3 已上墙 12月13日" },
    context,
  );
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
