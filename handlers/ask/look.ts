import { z } from "zod";
import { defineCommand, everywhere } from "../../src/bot/command/command.ts";
import { type Context, ownPlaceId } from "../../src/bot/context.ts";
import { newOrder } from "../../src/bot/order.ts";
import { holds } from "../../src/bot/permission.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { carryOut } from "../../src/bot/turn/question.ts";
import { readAsked } from "./asked.ts";
import { card } from "./card.ts";
import { gaps, unclaimed } from "./gaps.ts";
import { myMatter } from "./matters.ts";
import { ofPlace } from "./place.ts";
import { theirMatter } from "./their-matter.ts";
import { ofUrgent } from "./urgent.ts";

export const look = defineCommand({
  name: "查",
  looksUp: true,
  aliases: ["查看", "查询", "look"],
  summary: "查一条、一个村，或还没办的",
  role: "anyone",
  where: everywhere,
  examples: ["查 T14", "查 东卧牛 最近", "查 未答复的", "查 未谈的"],
  args: z.object({ what: optional(textArgument("什么")) }),
  async run({ what = "我的" }, context) {
    // 查 东卧牛: nothing else is said of it
    const answered = (await answerTo(what, context, true)) ?? (await ofPlace(what, context));
    return answered ?? privately(`没听懂要查什么：“${what.slice(0, 30)}”。${canBeAsked(context)}`);
  },
});

export const canBeAsked = ({ actor }: Pick<Context, "actor">): string =>
  holds(actor, "cadre") ? "能查：T14（号）、东卧牛 最近、未答复的、未谈的、查我的" : "您说过的事发“查我的”看。";

const ownPlaceName = (context: Context): string => context.places.get(ownPlaceId(context) ?? "")?.name ?? "";

/** Null: nothing that can be looked up. @throws Ask */
export async function answerTo(
  words: string,
  context: Context,
  isOrdered = false,
): Promise<Reply | readonly Reply[] | null> {
  const asked = readAsked(words, isOrdered);
  const isCadre = holds(context.actor, "cadre");
  switch (asked?.about) {
    case undefined:
      return (isCadre ? await theirMatter(words, context) : null) ?? myMatter(words, context);
    case "number":
      return card(asked, context);
    case "today":
      return isCadre ? carryOut(newOrder("提醒", "列表"), context) : null;
    case "duty":
      return isCadre ? carryOut(newOrder("值班", asked.rest || ownPlaceName(context)), context) : null;
    case "my visits":
      return isCadre ? carryOut(newOrder("走访", `列表 ${asked.rest}`.trim()), context) : null;
    case "page":
      return carryOut(newOrder("更多", asked.words), context);
    case "mine":
      return carryOut(newOrder("查我的", ""), context);
    case "my last":
      return carryOut(newOrder("我刚记的", ""), context);
    case "unanswered":
      return isCadre ? carryOut(newOrder("意见", `列表 ${asked.rest}`), context) : null;
    case "not talked":
      return isCadre ? gaps("talk", asked.rest, context) : null;
    case "not visited":
      return isCadre ? gaps("visit", asked.rest, context) : null;
    case "overdue":
      return isCadre ? carryOut(newOrder("交办", "列表 超期"), context) : null;
    case "unclaimed":
      return isCadre ? unclaimed(context) : null;
    case "who":
      return carryOut(newOrder("谁管", asked.what), context);
    case "phone":
      return carryOut(newOrder("电话", asked.what), context);
    case "urgent":
      return isCadre ? ofUrgent(context) : null;
    case "handed":
      return isCadre ? carryOut(newOrder("交办", "列表"), context) : null;
    case "named place":
      return isCadre ? ofPlace(asked.words, context) : null;
    case "place":
      return (await ofPlace(asked.words, context)) ?? myMatter(words, context);
  }
}
