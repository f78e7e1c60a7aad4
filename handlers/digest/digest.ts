import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { composeDigest } from "../../src/bot/digest/compose.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { dayOf, formatDay, mondayOf, readTime, startOfDay, withoutTime } from "../../src/chinese/time/index.ts";
import { delivered } from "./delivered.ts";
import { demandReader } from "./reader.ts";
import { setMinute, switchOff } from "./settings.ts";

const dayLength = 24 * 60 * 60_000;
const daysOffered = 3;

export const digest = defineCommand({
  name: "简报",
  aliases: ["今日", "本周", "digest"],
  saysMore: ["今日", "本周"],
  summary: "看简报",
  role: "secretary",
  where: ["direct", "cadre"],
  examples: ["/简报", "/本周", "/简报 昨天"],
  args: z.object({ span: optional(textArgument("今日或本周或哪天")) }),
  forms: [setMinute, switchOff, delivered],
  async run({ span }, context) {
    const reader = demandReader(context);
    const { sections, tables, now, calendar } = context;
    const since = sinceOf(span ?? context.order?.calledAs ?? "今日", context);
    if ("day" in since) return privately(await composedOn(since.day, reader.personId, context));
    const last = await tables.digests.last(reader.personId, "daily");
    const from = since.week
      ? startOfDay(mondayOf(now))
      : Math.min(last?.composed_at ?? now - dayLength, startOfDay(now));
    const { text } = await composeDigest(sections, reader, from, tables, { now, calendar });
    return privately(text);
  },
});

/** Today's and this week's are composed now, those of other days are read again. @throws UserError */
function sinceOf(said: string, { message, calendar, now }: Context): { week: boolean } | { day: string } {
  if (/^(?:今日|今天)$/u.test(said)) return { week: false };
  if (/^[本这]周$/u.test(said)) return { week: true };
  const time = readTime(said, { sentAt: message.sentAt, use: "record", calendar });
  const isDay = time.kind === "day" && withoutTime(said, time.span).trim() === "";
  if (isDay && time.day <= dayOf(now)) return time.day === dayOf(now) ? { week: false } : { day: time.day };
  // a day to come, one of last year, a whole month: understood, and there is none
  const why = isDay || time.kind === "ask" ? `没有“${clip(said)}”的简报。` : `没听懂“${clip(said)}”。`;
  throw new UserError(`${why}能看今日的、本周的，或近一个月里发过的一天的。例：/简报 昨天`);
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
