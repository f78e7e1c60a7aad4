import { z } from "zod";
import { defineCommand, defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { composeDigest, type Reader } from "../../src/bot/digest/compose.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { optional, timeArgument, wordArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf, mondayOf, startOfDay } from "../../src/chinese/time/index.ts";
import { defaultMinute } from "../../src/ledger/digest.ts";

const spans = ["今日", "今天", "本周", "这周"];
const dayLength = 24 * 60 * 60_000;
const minute = 60_000;

export const digest = defineCommand({
  name: "简报",
  aliases: ["今日", "本周", "digest"],
  saysMore: ["今日", "本周"],
  summary: "看简报",
  role: "secretary",
  where: ["direct", "cadre"],
  examples: ["/简报", "/本周"],
  args: z.object({ span: optional(wordArgument("今日或本周")) }),
  forms: [
    defineForm({
      word: "设置",
      summary: "定每天几点收简报",
      examples: ["/简报 设置 7:50"],
      args: z.object({ time: timeArgument("几点", "reminder", { question: "每天几点发？例：7:50" }) }),
      async run({ time }, context) {
        const reader = readerOf(context);
        const { tables, now } = context;
        const at = minuteOfDay(time.at);
        const today = dayOf(now);
        // a minute still to come today sends today's then, also where one went already or there is no news
        const isToday = startOfDay(now) + at * minute > now;
        await tables.digests.begin(reader.personId, at, today);
        await tables.digests.set(reader.personId, {
          minute: at,
          enabled: 1,
          also_on: isToday ? today : "",
          begins_on: today,
        });
        if (isToday) await tables.digests.forget(reader.personId, today, "daily");
        const text = `好，简报定在工作日${clock(at)}${isToday ? "，今天这个点就发一份" : ""}。不想收发“/简报 关”。`;
        return privately(text, `简报定在${clock(at)}。`);
      },
    }),
    defineForm({
      word: "关",
      summary: "不收每天的简报",
      examples: ["/简报 关"],
      args: z.object({}),
      async run(_, context) {
        const reader = readerOf(context);
        await context.tables.digests.begin(reader.personId, defaultMinute(reader.personId), dayOf(context.now));
        await context.tables.digests.set(reader.personId, { enabled: 0 });
        return privately("好，每天的简报不发了。要看随时发“/简报”，要恢复发“/简报 设置 7:50”。", "每天的简报关了。");
      },
    }),
  ],
  async run({ span }, context) {
    const reader = readerOf(context);
    const { tables, now } = context;
    const last = await tables.digests.last(reader.personId, "daily");
    if (span !== undefined && !spans.includes(span))
      throw new UserError(`简报只有今日和本周的，没有“${span}”的。例：/本周`);
    const isWeek = context.as === "本周" || span === "本周" || span === "这周";
    const since = isWeek ? startOfDay(mondayOf(now)) : Math.min(last?.composed_at ?? now - dayLength, startOfDay(now));
    const { text } = await composeDigest(reader, since, tables, now);
    return privately(text);
  },
});

/** @throws UserError when the speaker reads for no place */
function readerOf({ actor, places }: Context): Reader {
  const post = widestPost(actor, "secretary");
  const place = post ? { path: post.placePath, name: post.placeName } : actor.isAdmin ? places.root() : undefined;
  if (!actor.person || !place) throw new UserError("您还没登记姓名，收不了简报。请管理员“/发码”，您再“/认领”。");
  return { personId: actor.person.id, place };
}

const minuteOfDay = (at: number): number => Math.floor((at - startOfDay(at)) / minute);
const clock = (at: number): string => `${Math.floor(at / 60)}:${String(at % 60).padStart(2, "0")}`;
