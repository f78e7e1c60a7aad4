import { z } from "zod";
import { defineCommand, defineForm, everywhere } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import type { Order } from "../../src/bot/order.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { optional, type PlaceValue, placeArgument, textArgument } from "../../src/bot/reading/declare.ts";
import { type Filters, readFilters } from "../../src/bot/reading/filters.ts";
import { accusable } from "../../src/bot/record/accusable.ts";
import { alreadyKept, keepRecord } from "../../src/bot/record/keep.ts";
import { lineOf } from "../../src/bot/record/line.ts";
import { type List, listed } from "../../src/bot/record/list.ts";
import { onlooker } from "../../src/bot/record/subject.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { opinionOf, receivedOpinion } from "../../src/ledger/opinion.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

export const opinion = defineCommand({
  name: "意见",
  aliases: ["opinion"],
  summary: "说事、提意见",
  role: "anyone",
  where: everywhere,
  villagers: "说事——直接跟我说，或在群里发：意见：三社路灯不亮",
  examples: ["/意见 三社路灯不亮", "意见：三社路灯不亮"],
  args: z.object({
    text: textArgument("想说的事", { question: "想说什么事？" }),
    place: placeArgument("村", { question: "您是哪个村的？", fallback: "own" }),
  }),
  forms: [
    defineForm({
      word: "列表",
      summary: "看还没答复的意见",
      examples: ["/意见 列表", "/意见 列表 东卧牛"],
      role: "cadre",
      where: ["direct", "cadre"],
      args: z.object({ filters: optional(textArgument("哪里")) }),
      async run({ filters = "" }, context) {
        const read = readFilters(filters, context);
        return listed(await waiting(read, context), read.page, context);
      },
    }),
  ],
  run: ({ text, place }, context) => keepOpinion(text, place, context),
});

/** Writes an opinion down and says its number. */
async function keepOpinion(said: string, place: PlaceValue, context: Context): Promise<Reply> {
  const already = await alreadyKept(context);
  if (already) return already;
  const { message, order } = context;
  const text = [said, ...besidePlace(place, order, context)].join("\n");
  const opinion = opinionOf(order?.calledAs, text, await accusable(text, order?.calledAs, place.id, context));
  const at = message.sentAt;
  const { id, number } = await keepRecord(
    { kind: "opinion", place, withPersonId: null, withName: "", day: dayOf(at), at, asks: true, ...opinion },
    context,
  );
  if (message.chat.kind === "direct")
    return { ...here(receivedOpinion(number, opinion, `${villageName(place, context)}的干部会看到`)), subject: id };
  if (opinion.sensitive) return here("已收到，私下核实");
  return { text: `收到 ${number}`, to: "joined", number: Number(number.slice(1)) };
}

/** What was said when the village was asked for, and names none. */
function besidePlace(place: PlaceValue, order: Order | null, { places }: Context): readonly string[] {
  const last = order?.said.place;
  const isUnanswered = last && place.id === places.root()?.id;
  return [...(order?.beside ?? []), ...(isUnanswered ? [last] : [])];
}

const villageName = (place: PlaceValue, { places }: Context): string =>
  places.above(place.id, "village")?.name ?? place.name;

/** Numbers, days, places and words of what waits for an answer, the longest first; never who said it. */
async function waiting({ place, days, words }: Filters, context: Context): Promise<List<RecordRow>> {
  const { actor, tables, places } = context;
  if (days || words.length > 0)
    throw new UserError(`没听懂“${[days?.said, ...words].filter(Boolean).join(" ")}”，没列。例：/意见 列表 东卧牛`);
  const own = widestPost(actor, "cadre")?.placePath ?? places.root()?.path ?? "/";
  if (place) demand(actor, "read opinion", place, "意见");
  const at = place?.name ?? "";
  const path = place?.path ?? own;
  const eyes = onlooker(actor, places);
  const { total } = await tables.waiting.count("opinion", path, eyes);
  return {
    title: `${at}等答复的意见`,
    empty: `${at}没有等答复的意见。`,
    total,
    find: (cut) => tables.waiting.list("opinion", path, cut, eyes),
    line: (row) => lineOf(row, context),
    foot: "答复：/答复 O31 路灯下周三来修",
  };
}
