import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { childBars, daysSince, framed, isAboveTowns, reachedBlocks } from "../../src/bot/digest/picture.ts";
import { idOf } from "../../src/bot/place-path.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { coverageInFull } from "../../src/bot/record/coverage.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { shortName } from "../../src/ledger/coverage.ts";
import { kindOf } from "../../src/ledger/kinds.ts";
import type { Block } from "../../src/pictures/picture.ts";
import type { Campaign } from "../../src/store/tables/campaigns.ts";
import { counted, readAsked } from "./asked.ts";
import { aboutOf, figures, progressReply, scopeOfCampaign } from "./progress.ts";
import { scopeOf } from "./scope.ts";
import { titled } from "./titled.ts";

const [mostNames, mostSquares, mostBars] = [10, 1200, 60];

export const picture = defineForm({
  word: "图",
  summary: "走到哪些地方画成一张图，专项也能画",
  examples: ["/覆盖 图", "/覆盖 图 走访"],
  args: z.object({ what: optional(textArgument("走访 谈心 地点或专项")) }),
  run: ({ what = "" }, context) => pictureOf(what, context),
});

/** `走访图`, `冬季走访 图`: what is to be drawn, where the word stands behind it. 安图 is a county. */
export const drawnIn = (said: string): string | undefined =>
  /^(.+?)(?:\s+|(?<=谈心|走访))的?图$/u.exec(said.trim())?.[1];

export async function pictureOf(what: string, context: Context): Promise<Reply> {
  const isKind = what === "" || counted.some(({ word }) => word === what.trim());
  const campaign = isKind ? undefined : await titled(what, context);
  return campaign ? ofCampaign(campaign, context) : ofKinds(what, context);
}

async function ofKinds(what: string, context: Context): Promise<Reply> {
  const { kind, place, whom } = readAsked(what, context);
  if (whom !== undefined) throw new UserError(`没有“${whom}”这个专项或地方。看有哪些专项：/专项 列表`);
  const scope = scopeOf(place, context);
  const [lines, blocks]: [string[], Block[]] = [[], []];
  for (const one of kind ? [kind] : counted) {
    lines.push(await coverageInFull(one.name, { ...scope, mostNames }, context));
    blocks.push(...(await reachedBlocks(one, scope, context, kind !== undefined)));
  }
  const title = placeAt(scope.path, context)?.name ?? "";
  const about = scope.who === "" ? {} : { about: "只算您自己记的" };
  return { ...privately(lines.join("\n")), picture: { ...framed(title, blocks, context.now), ...about } };
}

async function ofCampaign(campaign: Campaign, context: Context): Promise<Reply> {
  const said = await progressReply(campaign, undefined, context);
  const blocks = await blocksOf(campaign, context);
  const about = `${placeAt(campaign.path, context)?.name ?? ""} ${aboutOf(campaign, context).text}`;
  return { ...said, picture: { ...framed(campaign.title, blocks, context.now), about } };
}

/** Of people on a list only how many: no name of anybody stands on a picture. */
async function blocksOf(campaign: Campaign, context: Context): Promise<Block[]> {
  const { tables, now } = context;
  const { id, level, minimum, kind } = campaign;
  const scope = scopeOfCampaign(campaign, context);
  const title = `走到${await figures(campaign, scope, context)}`;
  const place = placeAt(scope.path, context);
  const below = { campaign: id, who: scope.who, level: level ?? "village" };
  if (level === "village" && minimum === 1 && place && !isAboveTowns(place)) {
    const found = await tables.coverage.days({ ...below, path: scope.path }, [level], mostSquares);
    const of = found.map(({ name, last_day }) => ({ name: shortName(name), days: daysSince(last_day, now) }));
    return [{ is: "squares", title, verb: kindOf(kind).counts?.verb ?? "走", of }];
  }
  const bars = level === null || !place ? [] : await childBars(below, place.id, context, minimum);
  if (bars.length > 0 && bars.length <= mostBars) return [{ is: "bars", title, of: bars }];
  const { all, reached } = await tables.campaigns.progress(campaign, scope, "");
  return [{ is: "bars", title, of: [{ word: kindOf(kind).word, done: reached, all }] }];
}

const placeAt = (path: string, { places }: Context) => places.get(idOf(path));
