import { z } from "zod";
import { defineCommand, defineForm, everywhere } from "../../src/bot/command/command.ts";
import { newOrder } from "../../src/bot/order.ts";
import { optional, placeArgument, textArgument } from "../../src/bot/reading/declare.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { listed } from "../../src/bot/record/list.ts";
import { carryOut } from "../../src/bot/turn/question.ts";
import { readUrgent } from "../../src/chinese/urgent/urgent.ts";
import { onBehalf } from "./behalf.ts";
import { keepOpinion } from "./keep.ts";
import { opinionsList } from "./list.ts";

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
    onBehalf,
    defineForm({
      word: "列表",
      summary: "看意见，没答复的在前",
      examples: ["/意见 列表", "/意见 列表 东卧牛 超时", "/意见 列表 外出 已答复 第2页"],
      role: "cadre",
      where: ["direct", "cadre"],
      args: z.object({ filters: optional(textArgument("条件")) }),
      async run({ filters = "" }, context) {
        const read = readFilters(filters, context);
        return listed(await opinionsList(read, context), read.page, context);
      },
    }),
  ],
  run: ({ text, place }, context) =>
    readUrgent(text)?.sure ? carryOut(newOrder("急事", text), context) : keepOpinion(text, place, context),
});
