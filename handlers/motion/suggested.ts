import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { may, widestPost } from "../../src/bot/permission.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { privately } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { decidesAt, type Template } from "../../src/ledger/motion-templates.ts";
import { shareWords } from "../../src/ledger/suggestions.ts";

const example = "/议题 建议 东卧牛 今年";

/** `/议题 建议`: how many suggestions became decisions, at a place in a span of days. */
export const suggestedForm = defineForm({
  word: "建议",
  summary: "一年里多少条建议变成了决议",
  examples: ["/议题 建议", example],
  role: "cadre",
  where: ["direct", "cadre"],
  args: z.object({ filters: optional(textArgument("地点 时间")) }),
  async run({ filters = "" }, context) {
    const { actor, places, now } = context;
    const { place, days, words } = readFilters(filters, context);
    if (words.length > 0) throw new UserError(`没听懂“${words.join(" ")}”。例：${example}`);
    const at = place ?? (actor.isAdmin ? places.root() : places.get(widestPost(actor, "cadre")?.placeId ?? ""));
    if (!at) throw new UserError(`没有地点。例：${example}`);
    if (!may(actor, "keep record", at)) throw new UserError(`${at.name}不归您管。`);
    const today = dayOf(now);
    const within = days ?? { from: `${today.slice(0, 4)}-01-01`, to: today, said: "今年" };
    return privately(`${at.name} ${within.said}：${await line(at.path, within, context)}`);
  },
});

async function line(
  path: string,
  { from, to }: { readonly from: string; readonly to: string },
  { tables }: Context,
): Promise<string> {
  const suggested = await tables.suggestions.count(path, from, to);
  const decided = new Set<string>();
  for await (const { id, template, position } of tables.suggestions.passedBetween(path, from, to))
    if (position === decidesAt(JSON.parse(template) as Template)) decided.add(id);
  const ids = [...decided];
  const origins = await tables.suggestions.of(ids);
  const linked = new Set(origins.map(({ record_id }) => record_id));
  const taken = new Set(origins.map(({ other_id }) => other_id));
  return shareWords({ suggested, decided: linked.size, taken: taken.size, others: ids.length - linked.size });
}
