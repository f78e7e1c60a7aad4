import { z } from "zod";
import { defineCommand, defineForm, everywhere } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { optional, placeArgument, textArgument } from "../../src/bot/reading/declare.ts";
import { type Filters, readFilters } from "../../src/bot/reading/filters.ts";
import { authorOf } from "../../src/bot/record/author.ts";
import { lineOf } from "../../src/bot/record/line.ts";
import { type List, listed } from "../../src/bot/record/list.ts";
import { onlooker } from "../../src/bot/record/subject.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { UserError } from "../../src/bot/user-error.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { keepOpinion } from "./keep.ts";

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
      examples: ["/意见 列表", "/意见 列表 东卧牛 未答复"],
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

/** What is listed when nothing is said. */
const isDefault = /^(?:还没|没有?|未|等|等着)答复的?$|^本[村镇]$/u;

/** Numbers, days, places and words of what waits for an answer, the longest first; one-to-one with who said it. */
async function waiting({ place, days, words }: Filters, context: Context): Promise<List<RecordRow>> {
  const { actor, tables, places } = context;
  const other = words.filter((word) => !isDefault.test(word));
  if (days || other.length > 0)
    throw new UserError(`没听懂“${[days?.said, ...other].filter(Boolean).join(" ")}”，没列。例：/意见 列表 东卧牛`);
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
    line: async (row) => {
      const author = context.message.chat.kind === "direct" ? await authorOf(row, tables) : "";
      return lineOf(row, context, author);
    },
    foot: "答复：/答复 O31 路灯下周三来修",
  };
}
