import type { Context } from "../../src/bot/context.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { fold } from "../../src/chinese/fold.ts";
import { formatDay } from "../../src/chinese/time/index.ts";
import type { CampaignTemplate } from "../../src/store/campaign-schema.ts";
import { noteAct } from "./campaign-change.ts";
import { readPlaceAndDays } from "./campaign-words.ts";
import { templateWords } from "./progress.ts";

/** A register may ask that a survey comes to so much. */
const exitScore = /\s*满意度\s*[:：]?\s*(?:不低于|至少|到)?\s*(\d{1,3})\s*分?/u;
const mostItems = 20;
const longestItem = 12;
const words: Readonly<Record<string, CampaignTemplate>> = { 标签: "tag", 名册: "register" };

/** A campaign that reaches nobody: items to cover, labels to gather, or a register. */
export type Other = {
  readonly template: Exclude<CampaignTemplate, "reached">;
  readonly items: readonly string[];
  /** what is left: days and a place */
  readonly rest: string;
};

/** `清理财务、廉政教育 到12月31日` under 清单, else 标签 or 名册 among the words; undefined: places or people to be reached. */
export function otherTemplate(what: string, list: string | undefined): Other | undefined {
  if (list !== undefined) return listOf(list, what);
  const said = what.split(/[\s,，、;；]+/u).filter(Boolean);
  const word = said.find((one) => words[one] !== undefined);
  const template = word === undefined ? undefined : words[word];
  if (word === undefined || template === undefined || template === "reached") return undefined;
  return { template, items: [], rest: said.filter((one) => one !== word).join(" ") };
}

/** The days stand behind the last item. @throws UserError */
function listOf(list: string, what: string): Other {
  const [, head = "", tail = ""] = /^(.*?)((?:\s(?:从?\S*?[到至]\s*\S+))?)$/u.exec(fold(list).text.trim()) ?? [];
  const items = head.split(/[\s,，、;；]+/u).filter(Boolean);
  const long = items.find((item) => [...item].length > longestItem);
  if (long !== undefined) throw new UserError(`“${long}”太长，一项最多${longestItem}个字，没建。`);
  if (items.length === 0 || items.length > mostItems) throw new UserError(`清单要有1到${mostItems}项，没建。`);
  const twice = items.find((item, at) => items.indexOf(item) < at);
  if (twice !== undefined) throw new UserError(`“${twice}”写了两遍，没建。`);
  return { template: "checklist", items, rest: `${what} ${tail}` };
}

const lookedAt = { checklist: "清单", tag: "六清", register: "整顿" } as const;

/** Opens it at a place. @throws UserError where one of the title runs there already */
export async function beginOther(
  title: string,
  { template, items, rest }: Other,
  open: (said: string) => Promise<{ readonly id: string; readonly name: string }>,
  context: Context,
): Promise<Reply> {
  const { tables, message, now } = context;
  const [said = "", score] = template === "register" ? (exitScore.exec(rest) ?? []) : [];
  const wanted = score === undefined ? 1 : Number(score);
  if (wanted > 100) throw new UserError(`满意度最多100分，“${said.trim()}”不行，没建。`);
  const { from, to, place } = readPlaceAndDays(rest.replace(said, " "), template === "register", context);
  const at = await open(place?.id ?? "");
  const id = await tables.campaigns.open({
    ...{
      cause: `${causesOf(message.key)}campaign`,
      place_id: at.id,
      title,
      template,
      items,
      kind: "tick",
      level: null,
    },
    ...{ minimum: wanted, from_day: from, to_day: to, account: message.sender.account, created_at: now, people: [] },
  });
  if (id === null) throw new UserError(`“${title}”刚建好了。看有哪些：/专项 列表`);
  await noteAct("campaign opened", id, context);
  const what =
    template === "checklist"
      ? `${items.length}项（${items.join("、")}），每村都要办`
      : `${templateWords({ template })}${wanted > 1 ? `，达标要满意度${wanted}分` : ""}`;
  const until = template === "register" ? "" : `，${formatDay(from, now)}到${formatDay(to, now)}`;
  const how =
    template === "checklist"
      ? `办了记：/办过 ${items[0] ?? ""} 村名；看进度：/清单 ${title}`
      : template === "tag"
        ? `看有多少：/${lookedAt.tag}`
        : `列入：/${lookedAt.register} 列入 村名`;
  return here(`专项“${title}”开始了：${at.name}，${what}${until}。${how}。建错了回“撤销”。`);
}
