import type { Context } from "../../src/bot/context.ts";
import { type Reply, recorded } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { maskSensitive } from "../../src/chinese/privacy/sensitive.ts";
import {
  dayNumber,
  dayOf,
  formatClock,
  formatDay,
  readTime,
  startOfDay,
  weekdayName,
  withoutTime,
} from "../../src/chinese/time/index.ts";
import { type Body, bodies, bodyWord } from "../../src/ledger/bodies.ts";
import { type Standing, villageOf } from "./standing.ts";
import { keyOf, takeStep } from "./step.ts";

const morning = (8 * 60 + 30) * 60_000;

/** When and where a meeting that lies ahead is, before anything is written. @throws UserError */
export function readNotice(
  standing: Standing,
  body: Body,
  words: string,
  context: Context,
): () => Promise<readonly Reply[]> {
  const { message, calendar, now } = context;
  const time = readTime(words, { sentAt: message.sentAt, use: "reminder", calendar });
  if (time.kind !== "moment" || time.at <= now)
    throw new UserError(`几点开？写全，例：${standing.number} ${bodyWord(body)} 12月12日9:00 村部`);
  const spot = maskSensitive(withoutTime(words, time.span, time.also).replace(/[\s，,]+/gu, ""));
  return () => notice(standing, { body, at: time.at, spot }, context);
}

/** The village hears of it, and whoever called it is reminded on the day. */
async function notice(
  standing: Standing,
  { body, at, spot }: { readonly body: Body; readonly at: number; readonly spot: string },
  context: Context,
): Promise<readonly Reply[]> {
  const { number, title, place, terms, row } = standing;
  const { message, now, tables } = context;
  const day = dayNumber(at);
  const ahead = day - dayNumber(now);
  const when = `${formatDay(at, now)}（${weekdayName(day)}）${formatClock(at)}`;
  // one message may call a meeting over several
  const cause = `${keyOf(context)}:${row.id}`;
  const groups = await tables.groups.at(villageOf(place, context).id, "village");
  for (const { key } of groups)
    await tell(
      {
        ...{ to: { chat: key }, why: "others", subject: row.id, expires: at },
        text: `【通知】${when}${spot ? ` ${spot}` : ""}开${bodyWord(body)}，议题：${title}（${number}）`,
        cause: `${cause}#notice:${key}`,
      },
      context,
    );
  await tell(
    {
      ...{ to: { account: message.sender.account }, why: "own", private: true, subject: row.id },
      text: `${number} 今天开${bodyWord(body)}，完了发：${bodyWord(body)} 应到/实到 同意… 反对…`,
      ...{ cause: `${cause}#reminded`, expires: at + 24 * 60 * 60_000 },
      waits: { until: Math.max(now, startOfDay(dayOf(at)) + morning), joins: `${keyOf(context)}#reminded` },
    },
    context,
  );
  const needed = body === "representatives" ? terms.noticeDays : bodies[body].notice;
  const late = needed !== null && ahead < needed ? `提前${ahead}天通知，规定${needed}天。` : "";
  await takeStep(standing, { word: "通知", change: {}, note: `${bodyWord(body)}${when}。${late}` }, context);
  const told = groups.length === 0 ? "村里没有绑定的村民群，没通知出去，请贴出来。" : "村民群通知了，当天提醒您记。";
  return [
    recorded(`${number} ${bodyWord(body)} ${when}。${told}${late}`, `${number} 通知了${bodyWord(body)}。`, row.id),
  ];
}
