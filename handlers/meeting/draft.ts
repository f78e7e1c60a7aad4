import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { newOrder } from "../../src/bot/order.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { listed } from "../../src/bot/record/list.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut } from "../../src/bot/turn/question.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { dayOf, formatDay } from "../../src/chinese/time/index.ts";
import type { Post } from "../../src/store/tables/scene.ts";
import { aspectsOf } from "./aspects.ts";

/** Whose own report it may be: who leads a place, or is 第一书记 there. */
const ownPost = ({ actor }: Context): Post | undefined =>
  actor.posts.find(({ role, title }) => role === "secretary" || title.includes("第一书记"));

export const draftForm = defineForm({
  word: "草稿",
  summary: "述职草稿，数字来自记录",
  examples: ["/述职 草稿", "/述职 草稿 上半年"],
  role: "cadre",
  where: ["direct"],
  args: z.object({ period: optional(textArgument("哪段时间")) }),
  async run({ period = "" }, context) {
    const post = ownPost(context);
    if (!post) throw new NotAllowed("述职草稿是给书记和第一书记的，只说本人本地方的事。");
    const { now } = context;
    const today = dayOf(now);
    const half = halfIn(period, today);
    const { days = half?.days, page, words } = readFilters(half?.rest ?? period, context);
    if (words.length > 0) throw new UserError(`没听懂“${words.join(" ")}”。例：/述职 草稿 上半年`);
    const from = days?.from ?? `${today.slice(0, 4)}-01-01`;
    const to = days && days.to < today ? days.to : today;
    const place = context.places.get(post.placeId);
    if (!place || from > to) throw new UserError("那段时间还没到。例：/述职 草稿 上半年");
    const aspects = await aspectsOf(place, { from, to }, context);
    const lines = aspects.map(({ name, lines: own }) => [`${name}：`, ...own].join("\n"));
    return listed(
      {
        title: `【草稿，请您改】${place.name} ${formatDay(from, now)}–${formatDay(to, now)}，数字来自记录`,
        empty: "没有记录。",
        find: async ({ limit, offset }) => lines.slice(offset, offset + limit),
        line: (line) => line,
      },
      page,
      context,
    );
  },
});

type Half = { readonly days: { readonly from: string; readonly to: string }; readonly rest: string };

/** `上半年`, `2026年下半年`: what offices report on; undefined where neither is said. */
function halfIn(text: string, today: string): Half | undefined {
  const [said, ofYear, half] = /(?:(\d{4})年)?\s*(上|下)半年/u.exec(text.normalize("NFKC")) ?? [];
  if (said === undefined) return undefined;
  const year = ofYear ?? today.slice(0, 4);
  const [first, last] = half === "上" ? ["01-01", "06-30"] : ["07-01", "12-31"];
  return { days: { from: `${year}-${first}`, to: `${year}-${last}` }, rest: text.normalize("NFKC").replace(said, " ") };
}

/** `草稿` from somebody who reports. */
export const hearDraft: Ear = {
  name: "the draft of a report",
  keeps: "words",
  hears: (_, { message, words }) => message.chat.kind === "direct" && /^(?:要?看?)?(?:述职)?草稿[。\s]*$/u.test(words),
  answer: async (_, context) => (ownPost(context) ? carryOut(newOrder("述职", "草稿"), context) : null),
};
