import { z } from "zod";
import { defineCommand, defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { optional, textArgument, textField, wordArgument } from "../../src/bot/reading/declare.ts";
import { pageIn } from "../../src/bot/reading/filters.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { listed } from "../../src/bot/record/list.ts";
import { here, privately, type Reply } from "../../src/bot/reply.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { amendForm, noteAct, undoForm } from "./campaign-change.ts";
import { beginOther, otherTemplate } from "./campaign-template.ts";
import { example, readCampaign } from "./campaign-words.ts";
import { aboutOf, briefProgress, progressReply, unitOf } from "./progress.ts";
import { settingsForm } from "./settings.ts";
import { around, titled } from "./titled.ts";

const words = z.object({ title: wordArgument("题目", { question: "哪个专项？" }) });

export const campaign = defineCommand({
  name: "专项",
  aliases: ["campaign"],
  summary: "定一段时间要走到、谈到哪些地方和人",
  role: "cadre",
  where: ["direct", "cadre"],
  examples: ["/专项 冬季走访"],
  args: z.object({ title: optional(wordArgument("题目")), more: optional(textArgument("页")) }),
  forms: [
    defineForm({
      word: "新建",
      summary: "开一个专项",
      role: "secretary",
      examples: [
        "/专项 新建 冬季走访 走访 各湾 12月1日到12月31日 至少2次",
        "/专项 新建 点评谈心 谈心 到12月31日 对象：村书记",
        "/专项 新建 集中教育 清单：清理财务、廉政教育 到12月31日",
        "/专项 新建 六清 标签 到11月30日",
        "/专项 新建 后进村整顿 名册",
      ],
      args: words.extend({
        what: optional(
          textArgument("走访或谈心 村社湾 起止 次数", {
            question: "要到哪一级、哪天为止？如：各社 走访 到12月31日",
            asked: true,
          }),
        ),
        people: textField("对象"),
        list: textField("清单"),
      }),
      run: begin,
    }),
    defineForm({
      word: "列表",
      summary: "看在做的专项",
      examples: ["/专项 列表"],
      args: z.object({ more: optional(textArgument("页")) }),
      run: ({ more = "" }, context) => list(pageIn(more), context),
    }),
    defineForm({
      word: "结束",
      summary: "结束专项，数字停在那里",
      role: "secretary",
      examples: ["/专项 结束 冬季走访"],
      args: words,
      run: end,
    }),
    amendForm,
    undoForm,
    settingsForm,
  ],
  async run({ title, more = "" }, context) {
    if (title === undefined) return list(undefined, context);
    const found = await titled(title, context);
    if (!found) throw new UserError(`没有“${title}”这个专项。看有哪些：/专项 列表`);
    return progressReply(found, pageIn(more), context);
  },
});

type New = {
  readonly title: string;
  readonly what?: string | undefined;
  readonly people?: string | undefined;
  readonly list?: string | undefined;
};

async function begin({ title, what = "", people, list }: New, context: Context): Promise<Reply> {
  const { tables, message, now } = context;
  const other = people === undefined ? otherTemplate(what, list) : undefined;
  if (other) return beginOther(title, other, (said) => freePlace(title, said, context), context);
  const wanted = readCampaign(what, people !== undefined, context);
  const at = await freePlace(title, wanted.place?.id ?? "", context);
  const target = people === undefined ? [] : await peopleOf(people, at.path, context);
  const { kind, level, minimum, from, to } = wanted;
  const id = await tables.campaigns.open({
    ...{ cause: `${causesOf(message.key)}campaign`, place_id: at.id, title, kind, level, minimum },
    ...{ from_day: from, to_day: to, account: message.sender.account, created_at: now, people: target },
  });
  if (id === null) throw new UserError(`“${title}”刚建好了。看进度：/专项 ${title}`);
  if (level !== null) await tables.coverage.begin({ campaign: id, path: at.path, from_day: from, to_day: to }, kind);
  await noteAct("campaign opened", id, context);
  const [made] = (await tables.campaigns.around(at.path)).filter((one) => one.id === id);
  if (!made) throw new Error("the campaign was not made");
  const { all } = await tables.campaigns.progress(made, { path: at.path, who: "" }, from);
  return here(
    `专项“${title}”开始了：${at.name}，${aboutOf(made, context).text}，共${all}${unitOf(made)}。看进度：/专项 ${title}。建错了回“撤销”，改日子：/专项 更正 ${title} 到…`,
  );
}

/** Where it is opened: the place that was said, else the widest one somebody leads. @throws UserError where the title is taken */
async function freePlace(title: string, said: string, context: Context) {
  const { actor, places, tables } = context;
  const own = actor.isAdmin ? places.root()?.id : widestPost(actor, "secretary")?.placeId;
  const at = places.get(said || (own ?? ""));
  if (!at) throw new UserError("还没有导入地点。请管理员先导入。");
  demand(actor, "see all coverage", at, "专项");
  const before = (await tables.campaigns.around(at.path)).find((one) => one.place_id === at.id && one.title === title);
  if (before)
    throw new UserError(`已有“${title}”（到${aboutOf(before, context).until}）。换个题目，或先发：/专项 结束 ${title}`);
  return at;
}

/** 村书记, 流动党员, or names of the roster at a place and below. @throws UserError */
async function peopleOf(said: string, path: string, { tables }: Context): Promise<string[]> {
  if (/^(?:各|所有|全部)?村(?:支部)?(?:党支部)?书记$/u.test(said.trim())) {
    const secretaries = await tables.campaigns.villageSecretaries(path);
    if (secretaries.length === 0) throw new UserError("名册上没有村书记。");
    return secretaries;
  }
  if (/^(?:各|所有|全部)?流动党员$/u.test(said.trim())) {
    const members = await tables.membersAway.ids(path);
    if (members.length === 0) throw new UserError("名册上没有在外的党员。");
    return members;
  }
  const names = said.split(/[\s,，、和]+/u).filter(Boolean);
  const found = await tables.people.candidates({ names }, { path });
  const called = names.map((name) => ({
    name,
    ids: found.filter((person) => person.name === name).map(({ id }) => id),
  }));
  const unclear = called.filter(({ ids }) => ids.length !== 1);
  if (unclear.length > 0) {
    const none = unclear.filter(({ ids }) => ids.length === 0).map(({ name }) => name);
    const several = unclear.filter(({ ids }) => ids.length > 1).map(({ name }) => name);
    const why = [
      ...(none.length > 0 ? [`名册上没有${none.join("、")}`] : []),
      ...(several.length > 0 ? [`${several.join("、")}不止一位`] : []),
    ];
    throw new UserError(`${why.join("，")}，没建。对象写全名，或“村书记”。`);
  }
  return [...new Set(called.flatMap(({ ids }) => ids))];
}

async function list(page: number | undefined, context: Context): Promise<Reply> {
  const all = await around(context);
  return listed(
    {
      title: "在做的专项",
      empty: `现在没有专项。${example}`,
      find: async ({ limit, offset }) => all.slice(offset, offset + limit),
      line: (one) => briefProgress(one, context),
      foot: "看一个：/专项 题目",
    },
    page,
    context,
  );
}

async function end({ title }: { readonly title: string }, context: Context): Promise<Reply> {
  const { actor, tables, now } = context;
  const found = await titled(title, context);
  if (!found) throw new UserError(`没有“${title}”这个专项。看有哪些：/专项 列表`);
  demand(actor, "see all coverage", { path: found.path, name: context.places.get(found.place_id)?.name ?? "" }, "专项");
  const line = await briefProgress(found, context);
  if (await tables.campaigns.end(found.id, now)) await noteAct("campaign ended", found.id, context);
  return privately(`专项结束了，数字停在：${line}。错了回“撤销”。`, `专项“${title}”结束了。`);
}
