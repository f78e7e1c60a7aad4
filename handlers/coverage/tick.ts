import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { Ask } from "../../src/bot/order.ts";
import { textArgument } from "../../src/bot/reading/declare.ts";
import { checklistOf, countsField } from "../../src/bot/record/checklist.ts";
import { alreadyKept, keepRecord } from "../../src/bot/record/keep.ts";
import { type Reply, recorded } from "../../src/bot/reply.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { formatDay } from "../../src/chinese/time/index.ts";
import { countWords, dayDone, itemState, type Tick } from "../../src/ledger/checklist.ts";
import { type Meant, meantIn } from "./meant-item.ts";
import { readTick, type TickSaid } from "./tick-words.ts";
import { untickForm } from "./untick.ts";

const mostLines = 100;

/** An item of a checklist was done: of one village or several, or line by line as it is copied from a sheet. */
export const tick = defineCommand({
  name: "办过",
  needsSign: true,
  aliases: ["tick"],
  summary: "记清单里的一件事哪个村办过了",
  role: "cadre",
  where: ["direct", "cadre"],
  examples: ["/办过 清理财务 东卧牛 12月3日", "/办过 廉政教育 全镇 216人", "/办过 排查矛盾 东卧牛 排查3件、化解2件"],
  forms: [untickForm],
  args: z.object({ what: textArgument("哪一项 哪个村 哪天", { question: "哪一项、哪个村？如：清理财务 东卧牛" }) }),
  async run({ what }, context) {
    const lines = what
      .split(/\n/u)
      .map((line) => line.replace(/\t+/gu, " ").trim())
      .filter(Boolean);
    if (lines.length > mostLines) throw new UserError(`一次最多${mostLines}行，这里有${lines.length}行，没记。`);
    const already = await alreadyKept(context);
    if (already) return already;
    const read: { meant: Meant; said: TickSaid }[] = [];
    // all is understood before any of it is kept
    for (const line of lines) {
      const meant = await meantIn(line, context);
      const said = readTick(meant.rest, context);
      for (const place of said.places) demand(context.actor, "keep record", place, "清单");
      read.push({ meant, said });
    }
    for (const one of read) demandWithin(one.meant, one.said, context);
    await demandAnew(read, context);
    const replies: string[] = [];
    let first = "";
    for (const [at, one] of read.entries()) {
      const kept = await keep(one.meant, one.said, at, context);
      first ||= kept.id;
      replies.push(kept.text);
    }
    return said(replies, first);
  },
});

function said(replies: readonly string[], subject: string): Reply {
  const text =
    replies.length > 1 ? `记下了${replies.length}条：\n${replies.join("\n")}\n` : `记下了：${replies[0] ?? ""}。`;
  return recorded(`${text}错了回“撤销”。`, `记下了${replies.length}条。`, subject);
}

/** @throws Ask for a day outside of the campaign, UserError for a place outside */
function demandWithin({ campaign }: Meant, { day, places }: TickSaid, { now, order }: Context): void {
  const outside = places.find(({ path }) => !path.startsWith(campaign.path) && !campaign.path.startsWith(path));
  if (outside) throw new UserError(`“${campaign.title}”不在${outside.name}做，没记。`);
  if ((day >= campaign.from_day && day <= campaign.to_day) || order?.chosen.outside !== undefined || !order) return;
  const when =
    day > campaign.to_day ? `${formatDay(campaign.to_day, now)}结束了` : `${formatDay(campaign.from_day, now)}才开始`;
  const again = { ...order, asked: order.asked + 1, chosen: { ...order.chosen, outside: "yes" } };
  throw new Ask(
    `${campaign.title}${when}，${formatDay(day, now)}的也补记吗？补记回“。”，不记回“取消”。`,
    { kind: "choice", choices: [{ label: "。", order: again }] },
    `${campaign.title}${when}，要补记请私聊我。`,
  );
}

/** What stands for the village already is changed only when that is meant. @throws Ask, or UserError for the same once more */
async function demandAnew(read: readonly { meant: Meant; said: TickSaid }[], context: Context): Promise<void> {
  const { order, now } = context;
  const before: string[] = [];
  for (const { meant, said } of read) {
    const { ticks } = await checklistOf(meant.campaign, meant.campaign.path, context.tables);
    for (const place of said.places) {
      const day = dayDone(meant.position, place.path, ownTicks(place, ticks));
      if (day === null || (day === said.day && said.counts.length > 0)) continue;
      const where = said.places.length > 1 || read.length > 1 ? `${place.name} ${meant.title} ` : "";
      if (day === said.day && read.length === 1 && said.places.length === 1)
        throw new UserError(`${meant.title} ${place.name} ${formatDay(day, now)}已记。`);
      if (day !== said.day) before.push(`${where}${formatDay(day, now)}已记，改成${formatDay(said.day, now)}`);
    }
  }
  if (before.length === 0 || !order || order.chosen.anew !== undefined) return;
  const again = { ...order, asked: order.asked + 1, chosen: { ...order.chosen, anew: "yes" } };
  throw new Ask(
    `${before.slice(0, 3).join("；")}${before.length > 3 ? `等${before.length}处` : ""}回“。”。`,
    { kind: "choice", choices: [{ label: "。", order: again }] },
    "有的已记过，要改请私聊我。",
  );
}

/** For a whole town only what was said of the town itself. */
const ownTicks = ({ path, level }: TickSaid["places"][number], ticks: readonly Tick[]): readonly Tick[] =>
  level === "village" ? ticks : ticks.filter(({ paths }) => paths.includes(path));

async function keep({ campaign, position, title }: Meant, said: TickSaid, at: number, context: Context) {
  const { message, places, tables, now } = context;
  const own = at === 0 ? context : { ...context, message: { ...message, key: `${message.key}#+${at + 1}` } };
  const [place, ...also] = said.places;
  if (!place) throw new Error("a tick without a place");
  const { id } = await keepRecord(
    {
      kind: "tick",
      place: { ...place, ...(also.length > 0 ? { also } : {}) },
      day: said.day,
      category: tables.checklists.cellOf(campaign.id, position),
      text: [title, countWords(said.counts)].filter(Boolean).join(" "),
      fields: said.counts.length > 0 ? { [countsField]: JSON.stringify(said.counts) } : {},
    },
    own,
  );
  const scope = places.above(place.id, "town")?.path ?? campaign.path;
  const { ticks } = await checklistOf(campaign, campaign.path, tables);
  const within = scope.startsWith(campaign.path) ? scope : campaign.path;
  const { done, all } = itemState(position, within, await tables.checklists.villages(within), ticks);
  const where = said.places.map(({ name }) => name).join("、");
  const counts = countWords(said.counts);
  return { id, text: `${title} ${where} ${formatDay(said.day, now)}${counts && ` ${counts}`}（${done}/${all}村）` };
}
