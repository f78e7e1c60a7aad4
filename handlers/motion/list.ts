import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { numberWithTown } from "../../src/bot/record/line.ts";
import { listed } from "../../src/bot/record/list.ts";
import type { Reply } from "../../src/bot/reply.ts";
import { isStuck } from "../../src/ledger/motion-terms.ts";
import type { MotionAt } from "../../src/store/tables/motions.ts";
import { intoWords, pointWord } from "./card.ts";
import { standingOf, termsAt } from "./standing.ts";

const all = ["going", "published", "rejected", "stopped", "merged", "done"] as const;
const going = ["going"] as const;
const dayLength = 24 * 60 * 60_000;

export const listForm = defineForm({
  word: "列表",
  summary: "看议题走到哪一步",
  examples: ["/议题 列表", "/议题 列表 卡住", "/议题 列表 公示中"],
  role: "cadre",
  where: ["direct", "cadre"],
  args: z.object({ filters: optional(textArgument("条件")) }),
  run: ({ filters = "" }, context) => motionsList(filters, context),
});

export function motionsList(said: string, context: Context): Promise<Reply> {
  const path = widestPost(context.actor, "cadre")?.placePath ?? context.places.root()?.path ?? "/";
  const { page } = readFilters(said, context);
  const isOfStuck = said.includes("卡住");
  const states = said.includes("公示") ? (["published"] as const) : isOfStuck ? going : all;
  const find = async (cut: { readonly limit: number; readonly offset: number }) => {
    if (!isOfStuck) return context.tables.motions.below(path, states, cut);
    const stuck: MotionAt[] = [];
    for await (const row of context.tables.motions.eachBelow(path, states))
      if (isStuck(row, (await termsAt(row.place_id, context)).stuckDays, context.now)) stuck.push(row);
    return stuck.slice(cut.offset, cut.offset + cut.limit);
  };
  return listed(
    {
      ...{
        title: isOfStuck ? "卡住的议题" : "议题",
        empty: isOfStuck ? "没有卡住的。" : "还没有议题。村干部发：/议题 新建 题目",
      },
      find,
      line: (row) => lineOf(row, context),
    },
    page,
    context,
  );
}

/** `M3 东卧牛村 修水渠走东线（等党员大会审议，3天）` */
async function lineOf(row: MotionAt, context: Context): Promise<string> {
  const standing = await standingOf(row, context.tables);
  const days = Math.floor((context.now - row.stepped_at) / dayLength);
  const waits = row.state === "going" && days > 0 ? `，${days}天` : "";
  return `${numberWithTown(row, context)} ${row.place_name} ${standing.title}（${pointWord(standing)}${await intoWords(row, context)}${waits}）`;
}
