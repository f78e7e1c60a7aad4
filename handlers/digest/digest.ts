import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { composeDigest } from "../../src/bot/digest/compose.ts";
import type { Reader } from "../../src/bot/digest/reader.ts";
import { weekText } from "../../src/bot/digest/week.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { dayOf, formatDay, mondayOf, readTime, startOfDay, withoutTime } from "../../src/chinese/time/index.ts";
import { digestHead, digestText } from "../../src/ledger/digest.ts";
import { delivered } from "./delivered.ts";
import { picture, switchOfPicture } from "./picture.ts";
import { demandReader } from "./reader.ts";
import { said } from "./said.ts";
import { setMinute, switchOff } from "./settings.ts";
import { sinceToday } from "./since.ts";

const dayLength = 24 * 60 * 60_000;
const weekLength = 7 * dayLength;
const daysOffered = 3;

export const digest = defineCommand({
  name: "简报",
  aliases: ["今日", "本周", "digest"],
  saysMore: ["今日", "本周"],
  summary: "看简报",
  role: "secretary",
  where: ["direct", "cadre"],
  examples: ["/简报", "/本周", "/简报 昨天"],
  args: z.object({ span: optional(textArgument("哪天或哪周")) }),
  forms: [picture, setMinute, switchOfPicture, switchOff, delivered],
  async run({ span }, context) {
    const reader = demandReader(context);
    const { sections, tables, now, places, calendar } = context;
    const asked = spanOf(span ?? context.order?.calledAs ?? "今日", context);
    if (asked.is === "day") return privately(await composedOn(asked.day, reader.personId, context));
    if (asked.is === "last week") return privately(await lastWeek(reader, context));
    if (asked.is === "week") {
      const since = startOfDay(mondayOf(now));
      return said(await composeDigest(sections, reader, since, tables, { now, places, calendar, span: "week" }));
    }
    const from = await sinceToday(reader.personId, context);
    return said(await composeDigest(sections, reader, from, tables, { now, places, calendar }));
  },
});

type Asked = { readonly is: "today" | "week" | "last week" } | { readonly is: "day"; readonly day: string };

/** Today's and this week's are composed now, those of other days are read again. @throws UserError */
function spanOf(said: string, { message, calendar, now }: Context): Asked {
  if (/^(?:今日|今天)$/u.test(said)) return { is: "today" };
  if (/^(?:[本这]周(?:的)?|周报|[本这]星期)$/u.test(said)) return { is: "week" };
  if (/^上(?:个?星期|周)(?:的)?$/u.test(said)) return { is: "last week" };
  const time = readTime(said, { sentAt: message.sentAt, use: "record", calendar });
  const isDay = time.kind === "day" && withoutTime(said, time.span).trim() === "";
  if (isDay && time.day <= dayOf(now)) return time.day === dayOf(now) ? { is: "today" } : { is: "day", day: time.day };
  // a day to come, one of last year, a whole month: understood, and there is none
  const why = isDay || time.kind === "ask" ? `没有“${clip(said)}”的简报。` : `没听懂“${clip(said)}”。`;
  throw new UserError(`${why}能看今日的、本周的、上周的，或近一个月里发过的一天的。例：/简报 昨天`);
}

/** The report of last week as it was composed; where none was, what that week brought. */
async function lastWeek({ personId, places }: Reader, { tables, now }: Context): Promise<string> {
  const monday = startOfDay(mondayOf(now));
  const [from, to] = [monday - weekLength, monday - dayLength];
  const kept = await tables.digests.within(personId, "weekly", dayOf(from), dayOf(to));
  if (kept) return tables.digests.openText(kept);
  const lines: string[] = [];
  for (const { path, name, isAbove } of places) {
    const onlooker = { personId, accusationsBelow: isAbove ? [path] : [] };
    const fresh = await tables.waiting.freshSince(path, from, onlooker, monday);
    const before = await tables.waiting.freshSince(path, from - weekLength, onlooker, from);
    lines.push(`${places.length > 1 ? `${name} ` : ""}${weekText(fresh, before) ?? "一周没有新的"}`);
  }
  const head = digestHead(
    `${formatDay(from, now)}—${formatDay(to, now)}`,
    places.map(({ name }) => name),
  );
  return digestText(head, lines);
}

/** As it was composed that day. @throws UserError that says of which days there is one */
async function composedOn(day: string, personId: string, { tables, now }: Context): Promise<string> {
  const row = await tables.digests.of(personId, day, "daily");
  if (row && row.state !== "skipped") return tables.digests.openText(row);
  const days = await tables.digests.days(personId, "daily", daysOffered);
  const said = days.map((known) => formatDay(known, now));
  const offer = said.length > 0 ? `最近的是${said.join("、")}的。例：/简报 ${said[0]}` : "现在的情况发“/简报”看。";
  throw new UserError(`${formatDay(day, now)}没有简报。${offer}`);
}
