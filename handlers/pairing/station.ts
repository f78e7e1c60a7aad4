import { z } from "zod";
import { defineCommand, defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { optional, personArgument, placeArgument, textArgument, textField } from "../../src/bot/reading/declare.ts";
import { here, privately, type Reply } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf, formatDay, readTime } from "../../src/chinese/time/index.ts";
import { campaignTermsOf } from "../../src/ledger/campaign-terms.ts";
import { daysBetween } from "../../src/ledger/coverage.ts";
import type { KindName } from "../../src/ledger/kinds.ts";
import { endsUnrisen, gradesOf } from "../../src/ledger/stay.ts";
import { isReached, isRisen, villageGrades } from "../../src/ledger/village-grade.ts";
import type { Station } from "../../src/store/tables/stations.ts";

const visit: KindName = "visit";
const mostLines = 20;
const mostNamed = 5;
const numerals = "一二三四五";

/** A stay of a leader in a village, a community or a unit, which ends on a day and is to reach a grade. */
export const stationForm = defineForm({
  word: "驻点",
  summary: "定谁到哪个村驻点、驻多久、要到哪一格",
  role: "secretary",
  where: ["direct"],
  examples: ["/包联 驻点 周明 石门 两年 目标：好"],
  args: z.object({
    person: personArgument("人", { question: "谁去驻点？" }),
    place: placeArgument("村", { question: "到哪个村？" }),
    span: textArgument("多久", { question: "驻多久？如：两年，或：到2028年12月31日" }),
    goal: textField("目标"),
  }),
  async run({ person, place, span, goal = "" }, context) {
    const { tables, message, now } = context;
    demand(context.actor, "see all coverage", place, "驻点");
    if (person.id === null) throw new UserError(`名册上没有${person.name}。`);
    const until = untilDay(span, context);
    const before = await tables.stations.station(
      { cadreId: person.id, placeId: place.id, until, goal: goal.trim() },
      now,
    );
    const told = `${person.name}到${place.name}驻点，到${formatDay(until, now)}${goal && `，目标：${goal.trim()}`}`;
    await tell(
      {
        ...{ to: { person: person.id }, why: "others", private: true, cause: `${message.key}#station` },
        text: `${told}。去了照常记走访、现场。看：/驻点`,
      },
      context,
    );
    return here(
      `${before ? "改成" : "定了"}：${told}。换人：/交接。定错了：/包联 撤下 ${person.name} ${place.name} 定错了`,
    );
  },
});

/** `两年`, `到2028年12月31日`. @throws UserError */
function untilDay(span: string, { message, calendar, now }: Context): string {
  const said = /^\s*([1-5一二两三四五])年\s*$/u.exec(span)?.[1];
  if (said !== undefined) {
    const years = said === "两" ? 2 : numerals.includes(said) ? numerals.indexOf(said) + 1 : Number(said);
    const today = dayOf(now);
    return `${Number(today.slice(0, 4)) + years}${today.slice(4) === "-02-29" ? "-02-28" : today.slice(4)}`;
  }
  const time = readTime(span.replace(/^\s*到/u, ""), { sentAt: message.sentAt, use: "deadline", calendar });
  if (time.kind === "day") return time.day;
  if (time.kind === "moment") return dayOf(time.at);
  throw new UserError(`没听懂“${span}”。例：/包联 驻点 周明 石门 两年 目标：好`);
}

export const station = defineCommand({
  name: "驻点",
  looksUp: true,
  aliases: ["station"],
  summary: "看谁在哪里驻点、还有多久",
  role: "cadre",
  where: ["direct"],
  examples: ["/驻点", "/驻点 石门"],
  args: z.object({ place: optional(placeArgument("村", { fallback: "none" })) }),
  async run({ place }, context): Promise<Reply> {
    const { actor, places, tables, now } = context;
    const led = actor.isAdmin ? places.root()?.path : widestPost(actor, "secretary")?.placePath;
    const own = await ownBelow(place?.path ?? "/", led, context);
    if (own.length === 0) return here("没有您管的驻点。书记可以定：/包联 驻点 周明 石门 两年 目标：好");
    const grades = await tables.grades.at(
      own.map(({ placeId }) => placeId),
      villageGrades,
    );
    const today = dayOf(now);
    const { stationWarnDays } = campaignTermsOf(
      await tables.records.setFor("campaign", place?.id ?? actor.posts[0]?.placeId ?? places.root()?.id ?? ""),
    );
    const graded = own.map((one) => {
      const { start, now: present } = gradesOf(one, grades);
      return { ...one, start, present, isDue: endsUnrisen(one, grades, today, stationWarnDays) };
    });
    const lines = [];
    for (const one of graded.slice(0, mostLines)) lines.push(await lineOf(one, context));
    const more = graded.length > mostLines ? [`等${graded.length}个，看一个：/驻点 村名`] : [];
    return privately([headOf(graded, today, stationWarnDays), ...lines, ...more].join("\n"));
  },
});

/** Those at a path and below that somebody leads or does, those that end first in front. */
async function ownBelow(path: string, led: string | undefined, { actor, tables }: Context): Promise<Station[]> {
  const at = led === undefined || path.startsWith(led) ? path : led;
  const below = led !== undefined && at.startsWith(path) ? await tables.stations.below(at) : [];
  const mine = actor.person ? await tables.stations.of(actor.person.id) : [];
  const isElsewhere = (one: Station): boolean => led === undefined || !one.path.startsWith(at);
  const others = mine.filter((one) => one.path.startsWith(path) && isElsewhere(one));
  const last = ({ until }: Station): string => until ?? "9999";
  return [...below, ...others].sort((one, other) => (last(one) < last(other) ? -1 : Number(last(one) > last(other))));
}

type Graded = Station & {
  readonly start: string | null;
  readonly present: string | null;
  /** ends soon, or has, and has brought nothing up */
  readonly isDue: boolean;
};

/** `驻点38个：已晋档21，已到目标9；90天内到期还没晋档：石门村（周大伟，还有61天）` */
function headOf(all: readonly Graded[], today: string, warnDays: number): string {
  const risen = all.filter(({ start, present }) => isRisen(start, present)).length;
  const reached = all.filter(({ goal, present }) => isReached(goal, present)).length;
  const soon = all.filter(({ isDue }) => isDue);
  const named = soon.slice(0, mostNamed).map(({ place, cadre, until }) => {
    const left = daysBetween(today, until ?? today);
    return `${place}（${cadre}，${left < 0 ? `过了${-left}天` : `还有${left}天`}）`;
  });
  const isKnown = all.some(({ present }) => present !== null);
  return [
    `驻点${all.length}个${isKnown ? `：已晋档${risen}，已到目标${reached}` : ""}`,
    ...(soon.length > 0
      ? [`${warnDays}天内到期还没晋档：${named.join("、")}${soon.length > named.length ? `等${soon.length}个` : ""}`]
      : []),
  ].join("；");
}

/** `石门村 周明，到2028年11月21日（还有731天），目标：好，走访3次` */
async function lineOf(
  { cadreId, cadre, placeId, place, until, goal, start, present }: Graded,
  { tables, now }: Context,
): Promise<string> {
  const [cell] = await tables.coverage.at(visit, [placeId], cadreId);
  const today = dayOf(now);
  const left = until === null ? 0 : daysBetween(today, until);
  const end = until === null ? "" : `，到${formatDay(until, now)}（${left < 0 ? `过了${-left}天` : `还有${left}天`}）`;
  return `${place} ${cadre}${end}${goal && `，目标：${goal}`}，走访${cell?.count ?? 0}次${gradeWords(start, present)}`;
}

/** `，格次：一般→较好（晋档）` */
function gradeWords(start: string | null, present: string | null): string {
  if (start === null || present === null) return "";
  return `，格次：${start === present ? present : `${start}→${present}`}${isRisen(start, present) ? "（晋档）" : ""}`;
}
