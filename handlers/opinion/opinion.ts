import { z } from "zod";
import { defineCommand, defineForm, everywhere } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import type { Order } from "../../src/bot/order.ts";
import { may, widestPost } from "../../src/bot/permission.ts";
import { type PlaceValue, placeArgument, textArgument } from "../../src/bot/reading/declare.ts";
import { accusable } from "../../src/bot/record/accusable.ts";
import { alreadyKept, keepRecord } from "../../src/bot/record/keep.ts";
import { subjectOf } from "../../src/bot/record/subject.ts";
import { here, privately, type Reply } from "../../src/bot/reply.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { dayOf, formatDay } from "../../src/chinese/time/index.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { opinionOf, receivedOpinion } from "../../src/ledger/opinion.ts";

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
      examples: ["/意见 列表"],
      role: "cadre",
      where: ["direct", "cadre"],
      args: z.object({}),
      run: async (_, context) => privately(await waiting(context)),
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

const shownOpinions = 10;

/** Numbers, days, places and words of what waits for an answer, never who said it. */
async function waiting({ actor, tables, places, now }: Context): Promise<string> {
  const path = widestPost(actor, "cadre")?.placePath ?? places.root()?.path ?? "/";
  const rows = await tables.waiting.list("opinion", path, shownOpinions + 1, actor.person?.id);
  if (rows.length === 0) return "没有等答复的意见。";
  const lines = rows.slice(0, shownOpinions).map((row) => {
    const where = placeName(row.place_id, places);
    const isShown = row.accused === "" || may(actor, "read accusation", subjectOf(row, places));
    const words = isShown ? clip(tables.records.openText(row)) : "（说的是人，由镇上私下核实）";
    return `${numberOf(row)} ${formatDay(row.day, now)} ${where} ${words}`;
  });
  const more = rows.length > shownOpinions ? [`还有更多，先答复最早的${shownOpinions}条。`] : [];
  return ["等答复的意见：", ...lines, ...more, "答复：/答复 O31 路灯下周三来修"].join("\n");
}

const placeName = (id: string | null, places: Context["places"]): string =>
  id === null ? "" : (places.above(id, "village")?.name ?? places.get(id)?.name ?? "");
