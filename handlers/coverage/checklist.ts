import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { idOf } from "../../src/bot/place-path.ts";
import { optional, textArgument, wordArgument } from "../../src/bot/reading/declare.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { checklistOf } from "../../src/bot/record/checklist.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { formatDay } from "../../src/chinese/time/index.ts";
import { countWords, dayDone, itemState, type Tick } from "../../src/ledger/checklist.ts";
import { nameSome } from "../../src/ledger/coverage.ts";
import type { Campaign } from "../../src/store/tables/campaigns.ts";
import { around, titled } from "./titled.ts";

/** So many names are said; of a county's the towns say the rest. */
const mostNames = 30;
const mostInLine = 4;

/** `清理财务 17/21村，没办：东卧牛、李家湾等4村` for each item; above a town each town with its own. */
export async function checklistReply(campaign: Campaign, path: string, context: Context): Promise<Reply> {
  const { tables, places, now } = context;
  const { items, ticks } = await checklistOf(campaign, path, tables);
  const villages = await tables.checklists.villages(path);
  const at = places.get(idOf(path));
  const head = `${campaign.title} ${at?.name ?? ""}（${formatDay(campaign.from_day, now)}到${formatDay(campaign.to_day, now)}）`;
  const towns = places
    .towns(path)
    .filter((id) => villages.some((one) => one.path.startsWith(places.get(id)?.path ?? "-")));
  const lines = items.map(({ position, title }) => {
    const { all, done, missing, sums } = itemState(position, path, villages, ticks);
    const left = missing.length === 0 || done === 0 || towns.length > 1 ? "" : `，没办：${named(missing, mostNames)}`;
    return `${title} ${done}/${all}村${left}${sums.length > 0 ? `；${countWords(sums)}` : ""}`;
  });
  const below = towns.length < 2 ? [] : towns.map((id) => townLine(places.get(id), items, villages, ticks));
  return privately([head, ...lines, ...below].join("\n"));
}

/** A hand of names whole, of more the first. */
const named = (names: readonly string[], most: number): string =>
  nameSome(names.length > most ? names.slice(0, mostInLine) : names, names.length, "村");

type Villages = readonly { readonly name: string; readonly path: string }[];

function townLine(
  town: { readonly name: string; readonly path: string } | undefined,
  items: readonly { readonly position: number }[],
  villages: Villages,
  ticks: readonly Tick[],
): string {
  const own = villages.filter(({ path }) => town && path.startsWith(town.path));
  const done = items.reduce((sum, { position }) => sum + itemState(position, town?.path ?? "", own, ticks).done, 0);
  return `${town?.name ?? ""} ${done}/${items.length * own.length}项`;
}

/** `集中教育 68/84项，没办最多：石门` */
export async function checklistLine(campaign: Campaign, path: string, tables: Context["tables"]): Promise<string> {
  const { items, ticks } = await checklistOf(campaign, path, tables);
  const villages = await tables.checklists.villages(path);
  const of = items.map(({ position }) => ({ position, own: ticks.filter(({ item }) => item === position) }));
  const left = villages.map((one) => ({
    name: one.name,
    left: of.filter(({ position, own }) => dayDone(position, one.path, own) === null).length,
  }));
  const open = left.reduce((sum, one) => sum + one.left, 0);
  const [most, ...others] = left.toSorted((one, other) => other.left - one.left);
  // where all have as much before them nobody is named
  const isBehind = most !== undefined && most.left > (others.at(-1)?.left ?? most.left);
  const all = items.length * villages.length;
  return `${campaign.title} ${all - open}/${all}项${isBehind ? `，没办最多：${nameSome([most.name], 1, "村")}` : ""}`;
}

export const checklist = defineCommand({
  name: "清单",
  needsSign: true,
  looksUp: true,
  aliases: ["checklist"],
  summary: "看专项里的几件事哪些村还没办",
  role: "cadre",
  where: ["direct", "cadre"],
  examples: ["/清单 集中教育", "/清单 集中教育 东卧牛"],
  args: z.object({ title: optional(wordArgument("专项")), where: optional(textArgument("地点")) }),
  async run({ title, where = "" }, context) {
    const { actor, places } = context;
    const running = (await around(context)).filter(({ template }) => template === "checklist");
    const found = title === undefined ? running[0] : await titled(title, context);
    const titles = [...new Set(running.map((one) => one.title))];
    if (found?.template !== "checklist" || (title === undefined && titles.length > 1))
      throw new UserError(
        titles.length > 0 ? `有这几个：${titles.join("、")}。例：/清单 ${titles[0] ?? ""}` : noChecklist,
      );
    const { place, words } = readFilters(where, context);
    if (words.length > 0) throw new UserError(`没听懂“${words.join(" ")}”。例：/清单 ${found.title} 东卧牛`);
    const own = actor.isAdmin ? places.root()?.path : widestPost(actor, "cadre")?.placePath;
    const path = place?.path ?? (own?.startsWith(found.path) ? own : found.path);
    if (!path.startsWith(found.path)) throw new UserError(`“${found.title}”不在${place?.name ?? "那里"}做。`);
    const village = places.above(idOf(path), "village");
    return checklistReply(found, village?.path ?? path, context);
  },
});

export const noChecklist = "现在没有清单。书记可以发：/专项 新建 集中教育 清单：清理财务、廉政教育 到12月31日";
