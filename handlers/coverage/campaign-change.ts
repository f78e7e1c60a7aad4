import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { optional, textArgument, textField, wordArgument } from "../../src/bot/reading/declare.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { UserError } from "../../src/bot/user-error.ts";
import type { CampaignAct, CampaignUndone, Said } from "../../src/store/tables/campaigns.ts";
import { readCampaignChange } from "./campaign-words.ts";
import { aboutOf } from "./progress.ts";
import { around, titled } from "./titled.ts";

const campaignUndone: CampaignUndone = "campaign act undone";
const aDay = 24 * 60 * 60_000;

/** Other days, another number of times or another title; what was recorded meanwhile counts by what is said now. */
export const amendForm = defineForm({
  word: "更正",
  summary: "改专项的起止、次数和题目",
  role: "secretary",
  examples: ["/专项 更正 冬季走访 到1月15日", "/专项 更正 冬季走访 题目：春节走访"],
  args: z.object({
    title: wordArgument("题目", { question: "哪个专项？" }),
    what: optional(textArgument("改成什么", { question: "改成什么？如：到1月15日，或：至少3次", asked: true })),
    name: textField("题目"),
  }),
  run: amend,
});

/** Of opening, ending and amending whatever the sender did last. */
export const undoForm = defineForm({
  word: "撤销",
  summary: "一天内撤回专项的新建、结束和更正",
  role: "secretary",
  examples: ["/专项 撤销"],
  args: z.object({}),
  run: (_, context) => takeBack(context),
});

type Changed = { readonly title: string; readonly what?: string | undefined; readonly name?: string | undefined };

async function amend({ title, what = "", name }: Changed, context: Context): Promise<Reply> {
  const { actor, places, tables } = context;
  const found = await titled(title, context);
  if (!found) throw new UserError(`没有“${title}”这个专项。看有哪些：/专项 列表`);
  demand(actor, "see all coverage", { path: found.path, name: places.get(found.place_id)?.name ?? "" }, "专项");
  const { from_day, to_day, minimum } = found;
  const said: Said = { ...readCampaignChange(what, found, context), title: name?.trim() || found.title };
  const before: Said = { title: found.title, from_day, to_day, minimum };
  if (said.title !== found.title) await demandFree(said.title, found.place_id, found.path, context);
  if (JSON.stringify(said) === JSON.stringify({ ...said, ...before })) throw new UserError("和原来一样，没改。");
  await tables.campaigns.change(found, said);
  await recount(found.id, tables);
  await noteAct("campaign amended", found.id, context, JSON.stringify(before));
  const now = { ...found, ...said };
  const text = `专项“${now.title}”改成：${aboutOf(now, context).text}。错了回“撤销”。`;
  return privately(text, `专项“${now.title}”改了。`);
}

/** @throws UserError where another one of the title runs there */
async function demandFree(title: string, placeId: string, path: string, context: Context): Promise<void> {
  const before = (await context.tables.campaigns.around(path)).find(
    (one) => one.place_id === placeId && one.title === title,
  );
  if (before) throw new UserError(`已有“${title}”（到${aboutOf(before, context).until}）。`);
}

/** The cells of one campaign are made anew. */
async function recount(id: string, tables: Context["tables"]): Promise<void> {
  const one = await tables.campaigns.get(id);
  await tables.coverage.drop(id);
  if (one && one.level !== null)
    await tables.coverage.begin({ campaign: id, path: one.path, from_day: one.from_day, to_day: one.to_day }, one.kind);
}

async function takeBack(context: Context): Promise<Reply> {
  const { actor, message, places, tables, now } = context;
  const act = await tables.campaigns.lastAct(message.sender.account, now - aDay);
  const found = act && (await tables.campaigns.get(act.campaign));
  if (!act || !found) throw new UserError("一天内没有可撤的专项。");
  demand(actor, "see all coverage", { path: found.path, name: places.get(found.place_id)?.name ?? "" }, "专项");
  if (act.what !== "campaign opened" && (found.ended_at === null) !== (act.what === "campaign amended"))
    throw new UserError(`“${found.title}”后来又变过，撤不回了。`);
  const text = await undone(act, found, context);
  await noteAct(campaignUndone, act.id, context);
  return privately(text, "撤销了。");
}

type Found = NonNullable<Awaited<ReturnType<Context["tables"]["campaigns"]["get"]>>>;

async function undone({ what, before }: CampaignAct, found: Found, context: Context): Promise<string> {
  const { tables } = context;
  const { id, title } = found;
  if (what === "campaign opened") {
    await tables.coverage.drop(id);
    await tables.campaigns.remove(id);
    return `撤销了专项“${title}”。记过的谈心、走访都还在。`;
  }
  const again = before?.title ?? title;
  const others = (await around(context)).filter((one) => one.id !== id);
  if (others.some((one) => one.place_id === found.place_id && one.title === again))
    throw new UserError(`现在另有一个“${again}”，撤不回了。`);
  if (what === "campaign ended") await tables.campaigns.reopen(id);
  else if (before) await tables.campaigns.change(found, before);
  await recount(id, tables);
  return what === "campaign ended"
    ? `专项“${title}”接着做，结束以后记的也算进来了。`
    : `专项“${again}”还是：${aboutOf({ ...found, ...before }, context).text}。`;
}

/** Written down, so that it can be taken back and seen who did it. */
export const noteAct = (action: string, subject: string, { message, actor, tables, now }: Context, detail?: string) =>
  tables.audit.add({
    ...{ at: now, account: message.sender.account, personId: actor.person?.id ?? null, action, subject },
    ...(detail === undefined ? {} : { detail }),
  });
