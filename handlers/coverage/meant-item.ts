import type { Context } from "../../src/bot/context.ts";
import { Ask, listChoices } from "../../src/bot/order.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { fold } from "../../src/chinese/fold.ts";
import type { Campaign } from "../../src/store/tables/campaigns.ts";
import { noChecklist } from "./checklist.ts";
import { around } from "./titled.ts";

export type Meant = {
  readonly campaign: Campaign;
  readonly position: number;
  readonly title: string;
  readonly rest: string;
};

/** The item that a line begins with. @throws UserError, or Ask where two campaigns have it */
export async function meantIn(line: string, context: Context): Promise<Meant> {
  const { tables, order } = context;
  const running = (await around(context)).filter(({ template }) => template === "checklist");
  if (running.length === 0) throw new UserError(noChecklist);
  const items = await tables.checklists.items(running.map(({ id }) => id));
  const folded = fold(line).text;
  const fitting = items
    .filter(({ title }) => folded.startsWith(fold(title).text))
    .sort((a, b) => b.title.length - a.title.length);
  const [best] = fitting;
  if (!best) {
    const titles = [...new Set(items.map(({ title }) => title))];
    throw new UserError(`清单里没有“${line.split(/\s/u, 1)[0] ?? ""}”，没记。有：${titles.join("、")}`);
  }
  const same = fitting.filter(({ title }) => title === best.title);
  const meant = same.find((one) => one.campaign_id === order?.chosen.campaign) ?? best;
  if (same.length > 1 && order && order.chosen.campaign === undefined) {
    const choices = same.map((one) => ({
      label: running.find(({ id }) => id === one.campaign_id)?.title ?? "",
      order: { ...order, asked: order.asked + 1, chosen: { ...order.chosen, campaign: one.campaign_id } },
    }));
    const question = `“${best.title}”是哪个专项的？${listChoices(choices.map(({ label }) => label))}`;
    throw new Ask(question, { kind: "choice", choices }, `“${best.title}”有两个专项都要，请私聊我记。`);
  }
  const campaign = running.find(({ id }) => id === meant.campaign_id);
  if (!campaign) throw new Error("an item without its campaign");
  return { campaign, position: meant.position, title: meant.title, rest: line.slice(meant.title.length) };
}
