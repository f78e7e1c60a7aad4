import { z } from "zod";
import { type PlaceValue, placeArgument, textArgument } from "../src/bot/arguments.ts";
import { defineCommand, everywhere } from "../src/bot/command.ts";
import type { Context } from "../src/bot/context.ts";
import { alreadyKept, keepRecord } from "../src/bot/record.ts";
import { here, type Reply } from "../src/bot/reply.ts";
import { dayOf } from "../src/chinese/time/index.ts";

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
  run: ({ text, place }, context) => keepOpinion({ label: context.as ?? "意见", text, place }, context),
});

type Said = { readonly label: string; readonly text: string; readonly place: PlaceValue };

/** Writes an opinion down and says its number. */
async function keepOpinion({ label, text, place }: Said, context: Context): Promise<Reply> {
  const already = await alreadyKept(context);
  if (already) return already;
  const { number } = await keepRecord(
    {
      kind: "opinion",
      place,
      withPersonId: null,
      withName: "",
      day: dayOf(context.message.sentAt),
      at: context.message.sentAt,
      category: label,
      text,
    },
    context,
  );
  const inGroup = context.message.chat.kind === "group";
  const reply: Reply = inGroup
    ? { ...here(`收到 ${number}`), acknowledges: Number(number.slice(1)) }
    : here(`收到 ${number}，${villageName(place, context)}的干部会看到。说错了回“撤销”。`);
  return reply;
}

const villageName = (place: PlaceValue, { places }: Context): string =>
  places.above(place.id, "village")?.name ?? place.name;
