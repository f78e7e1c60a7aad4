import type { Context } from "../../src/bot/context.ts";
import { may, widestPost } from "../../src/bot/permission.ts";
import { listed } from "../../src/bot/record/list.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { dayOf, formatDay, mondayOf } from "../../src/chinese/time/index.ts";
import { daysBetween, levelOrder } from "../../src/ledger/coverage.ts";
import { kindOf } from "../../src/ledger/kinds.ts";
import type { Campaign, Left } from "../../src/store/tables/campaigns.ts";
import { checklistLine, checklistReply } from "./checklist.ts";

type Scope = { readonly path: string; readonly who: string };

/** 村, 社, 湾 or 人 */
export const unitOf = ({ level }: Pick<Campaign, "level">): string =>
  level === null ? "人" : (levelOrder.find(([one]) => one === level)?.[1] ?? "处");

/** What a campaign is called by what it gathers. */
export const templateWords = ({ template }: Pick<Campaign, "template">): string =>
  template === "checklist" ? "清单" : template === "tag" ? "标签" : "名册";

/** `走访各湾，12月1日到12月31日，每湾至少2次` */
export function aboutOf(
  campaign: Campaign,
  { now }: Pick<Context, "now">,
): { readonly text: string; readonly until: string } {
  const { kind, from_day, to_day, minimum, level, template } = campaign;
  const until = formatDay(to_day, now);
  if (template === "register") return { text: templateWords(campaign), until: "撤销为止" };
  if (template !== "reached")
    return { text: `${templateWords(campaign)}，${formatDay(from_day, now)}到${until}`, until };
  const whom = level === null ? "名单上的人" : `各${unitOf(campaign)}`;
  const often = minimum > 1 ? `，每${unitOf(campaign)}至少${minimum}次` : "";
  return { text: `${kindOf(kind).word}${whom}，${formatDay(from_day, now)}到${until}${often}`, until };
}

/** Whose records count for this reader: everybody's at what they lead, else the own. */
export function scopeOfCampaign({ path, level }: Campaign, { actor }: Context): Scope {
  if (may(actor, "see all coverage", { path })) return { path, who: "" };
  const led = widestPost(actor, "secretary")?.placePath;
  if (led?.startsWith(path) && level !== null) return { path: led, who: "" };
  return { path, who: actor.person?.id ?? "-" };
}

export async function figures(
  campaign: Campaign,
  scope: Scope,
  { tables, now }: Pick<Context, "tables" | "now">,
): Promise<string> {
  const { all, reached, fresh } = await tables.campaigns.progress(campaign, scope, mondayOf(now));
  // of several times the first says nothing of the week in which it was enough
  const change = fresh > 0 && campaign.minimum === 1 ? `（本周+${fresh}）` : "";
  return `${scope.who === "" ? "" : "您"}${reached}/${all}${unitOf(campaign)}${change}`;
}

/** `冬季走访 17/220湾（到12月31日）` */
export async function briefProgress(campaign: Campaign, context: Context): Promise<string> {
  if (campaign.template === "checklist")
    return `${await checklistLine(campaign, scopeOfCampaign(campaign, context).path, context.tables)}（到${aboutOf(campaign, context).until}）`;
  if (campaign.template !== "reached") return `${campaign.title}（${aboutOf(campaign, context).text}）`;
  return `${campaign.title} ${await figures(campaign, scopeOfCampaign(campaign, context), context)}（到${aboutOf(campaign, context).until}）`;
}

/** The same for a digest, of what somebody leads. */
export const digestLine = async (
  campaign: Campaign,
  path: string,
  reading: Pick<Context, "tables" | "now">,
): Promise<string> =>
  `${campaign.title} ${await figures(campaign, { path: path.startsWith(campaign.path) ? path : campaign.path, who: "" }, reading)}（到${aboutOf(campaign, reading).until}）`;

/** How far a campaign is, and who is missing, the longest first. */
export async function progressReply(campaign: Campaign, page: number | undefined, context: Context): Promise<Reply> {
  if (campaign.template === "checklist")
    return checklistReply(campaign, scopeOfCampaign(campaign, context).path, context);
  if (campaign.template === "tag") return privately(`${aboutOf(campaign, context).text}。看有多少：/六清`);
  if (campaign.template === "register") return privately(`${campaign.title}是名册。看在册的：/整顿 列表`);
  const { tables, places, now } = context;
  const scope = scopeOfCampaign(campaign, context);
  const today = dayOf(now);
  const towns = places.towns(scope.path).length > 1;
  const line = ({ id, name, count, last_day }: Left): string => {
    const town = towns && campaign.level !== null ? (places.above(id, "town")?.name ?? "") : "";
    const where = campaign.level === null ? name : `${town}${places.localName(id)}`;
    return last_day === null ? where : `${where} ${count}次，${daysBetween(last_day, today)}天前`;
  };
  const head = `${campaign.title}（${aboutOf(campaign, context).text}）：${await figures(campaign, scope, context)}`;
  return listed(
    {
      title: "还差",
      above: head,
      empty: "都到了。",
      find: (cut) => tables.campaigns.left(campaign, scope, cut),
      line,
    },
    page,
    context,
  );
}
