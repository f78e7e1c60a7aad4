import type { Context } from "../../src/bot/context.ts";
import { newOrder } from "../../src/bot/order.ts";
import { holds, isCadre } from "../../src/bot/permission.ts";
import type { Reply } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut, putQuestion } from "../../src/bot/turn/question.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { maySpeakOfCampaign, ordersOfCampaign, readCampaignSaid } from "../../src/chinese/campaign-said.ts";
import { fold } from "../../src/chinese/fold.ts";
import { campaign } from "./campaign.ts";
import { checklist } from "./checklist.ts";
import { tick } from "./tick.ts";
import { readTick } from "./tick-words.ts";
import { around } from "./titled.ts";

/** 结束 集中教育, 没办过 清理财务 东卧牛, 石门清理财务搞完了: what a cadre says of a campaign that runs, and of its items. */
export const hearCampaign: Ear = {
  name: "campaign",
  keeps: "words",
  hears: (scene, { message, words, said }) =>
    said.kind === "opinion" &&
    said.label === null &&
    (message.chat.kind === "direct" || scene.group?.kind === "cadre") &&
    isCadre(scene) &&
    maySpeakOfCampaign(words),
  meanwhile: ({ words }) => ordersOfCampaign(words),
  async answer({ words }, context) {
    const running = await around(context);
    const items = await context.tables.checklists.items(
      running.filter(({ template }) => template === "checklist").map(({ id }) => id),
    );
    const item = named(items, words);
    const whole = named(running, words);
    if (item) return ofItem(item.title, item.campaign_id, words, context);
    return whole ? ofCampaign(whole.title, words, context) : null;
  },
};

/** The one with the longest title that stands in the words. */
const named = <One extends { readonly title: string }>(all: readonly One[], words: string): One | undefined => {
  const said = fold(words).text;
  return all
    .filter(({ title }) => title.length > 1 && said.includes(fold(title).text))
    .sort((one, other) => other.title.length - one.title.length)[0];
};

async function ofCampaign(title: string, words: string, context: Context): Promise<readonly Reply[] | null> {
  const said = readCampaignSaid(words, title, false);
  switch (said?.what) {
    case "ask":
      return said.rest === "" ? carryOut(newOrder(campaign.name, title), context) : null;
    case "change":
      return carryOut(newOrder(campaign.name, `更正 ${title} 到${said.until}`), context);
    case "end": {
      const order = newOrder(campaign.name, `结束 ${title}`);
      if (said.isSure || !holds(context.actor, "secretary")) return carryOut(order, context);
      const choices = [
        { label: "结束", order },
        { label: "不结束", order: null },
      ];
      return putQuestion({ kind: "choice", choices }, `把专项“${title}”结束掉吗？①结束 ②不结束`, context);
    }
    default:
      return null;
  }
}

async function ofItem(
  item: string,
  campaignId: string,
  words: string,
  context: Context,
): Promise<readonly Reply[] | null> {
  const said = readCampaignSaid(words, item, true);
  if (said === null || !("rest" in said)) return null;
  const line = `${item} ${said.rest}`.trim();
  if (!isTick(said.rest, context)) return null;
  if (said.what === "ask") {
    const [of] = (await around(context)).filter(({ id }) => id === campaignId);
    return of ? carryOut(newOrder(checklist.name, of.title), context) : null;
  }
  if (said.what === "not done") return carryOut(newOrder(tick.name, `撤掉 ${line}`), context);
  const choices = [
    { label: "记", order: newOrder(tick.name, line) },
    { label: "不记", order: null },
  ];
  return putQuestion({ kind: "choice", choices }, `记一条“办过 ${line}”吗？①记 ②不记`, context);
}

/** Whether nothing but villages, a day and numbers is left; what is told beside them is for others to hear. */
function isTick(rest: string, context: Context): boolean {
  try {
    readTick(rest, context);
    return true;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // no village was said: the command asks for it
    return rest === "";
  }
}
