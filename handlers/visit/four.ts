import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { may, widestPost } from "../../src/bot/permission.ts";
import { idOf } from "../../src/bot/place-path.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { privately } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf } from "../../src/chinese/time/index.ts";

/** 四下基层, by the word of the command that records each. */
const four: readonly (readonly [string, string])[] = [
  ["接访", "信访接待"],
  ["现场", "现场办公"],
  ["调研", "调查研究"],
  ["宣讲", "政策宣传"],
];

/** How often each of the four was done: one's own, and of those who lead all below. */
export const fourKinds = defineCommand({
  name: "四下",
  looksUp: true,
  aliases: ["rounds"],
  summary: "看接访、现场、调研、宣讲各几次",
  role: "cadre",
  where: ["direct", "cadre"],
  examples: ["/四下", "/四下 东卧牛 今年"],
  args: z.object({ filters: optional(textArgument("地点 时间")) }),
  async run({ filters = "" }, context) {
    const { place, days, words } = readFilters(filters, context);
    if (words.length > 0) throw new UserError(`没听懂“${words.join(" ")}”。例：/四下 东卧牛 今年`);
    const month = dayOf(context.now).slice(0, 7);
    const within = days ?? { from: `${month}-01`, to: dayOf(context.now), said: "本月" };
    const of = whose(place?.path, context);
    const rows = await context.tables.recent.labelled("visit", of, within);
    const counts = new Map<string, number>();
    for (const row of rows) {
      const { kind } = context.tables.records.openFields(row);
      const word = four.find(([one]) => one === kind)?.[0] ?? "走访";
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    const parts = four.map(([word, name]) => `${name}${counts.get(word) ?? 0}`);
    const where = "authorId" in of ? "您" : (place?.name ?? context.places.get(of.id)?.name ?? "");
    return privately(`四下 ${where} ${within.said}：${parts.join(" ")}；其他走访${counts.get("走访") ?? 0}`);
  },
});

type Whose = { readonly authorId: string } | { readonly id: string; readonly path: string };

/** @throws UserError above a town, where too much would have to be opened to be counted */
function whose(said: string | undefined, { actor, places }: Context): Whose {
  const led = widestPost(actor, "secretary")?.placePath;
  const path = said ?? (actor.isAdmin ? places.root()?.path : led);
  if (path === undefined || !may(actor, "read record", { path })) return { authorId: actor.person?.id ?? "" };
  if (places.towns(path).length > 1) throw new UserError("一次看一个镇。例：/四下 新会镇 本月");
  return { id: idOf(path), path };
}
