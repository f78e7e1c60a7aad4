import { z } from "zod";
import { defineCommand, defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { Ask, listChoices } from "../../src/bot/order.ts";
import { may, widestPost } from "../../src/bot/permission.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { notYours, spokenOf } from "../../src/bot/record/find.ts";
import { alreadyKept, keepRecord } from "../../src/bot/record/keep.ts";
import { listForm } from "../../src/bot/record/records-list.ts";
import { here, privately, type Reply, recorded } from "../../src/bot/reply.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { householdMatter } from "../../src/chinese/privacy/household.ts";
import { dayOf, formatDay } from "../../src/chinese/time/index.ts";
import { amountWords, figuresOf, moneyWords, totalsOf } from "../../src/ledger/deed-figures.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { type DeedSaid, example, readDeed } from "./read.ts";

/** The same kind and quantity in one village within so many days is asked about. */
const alikeDays = 30;
const aDay = 24 * 60 * 60_000;

export const deed = defineCommand({
  name: "实事",
  needsSign: true,
  aliases: ["deed"],
  summary: "记给群众办的实事，数量和钱自动加总",
  role: "cadre",
  where: ["direct", "cadre"],
  examples: ["/实事 硬化三社路 1.2公里 12万 东卧牛", "/实事 打机井 2眼 李家湾 上个月", "/实事 J38"],
  args: z.object({
    numbers: optional(numbersArgument("号")),
    what: optional(textArgument("做了什么 数量 花费 村 时间")),
  }),
  forms: [
    listForm("deed", "/实事 列表 东卧牛 本月"),
    defineForm({
      word: "合计",
      summary: "加总：每类几件、多少、多少钱",
      examples: ["/实事 合计", "/实事 合计 东卧牛 今年"],
      args: z.object({ filters: optional(textArgument("地点 时间")) }),
      run: ({ filters = "" }, context) => totals(filters, context),
    }),
  ],
  async run({ numbers = [], what = "" }, context) {
    const [origin] =
      numbers.length > 0
        ? await spokenOf(numbers, { kinds: ["assignment"], by: () => ["owner", "assigner", "secretary"] }, context)
        : [];
    if (numbers.length > 0 && !origin) throw notYours(numbers, ["assignment"]);
    const said = origin ? await ofMatter(origin, what, context) : readDeed(what, context);
    demand(context.actor, "keep record", said.place, "实事");
    const already = await alreadyKept(context);
    if (already) return already;
    const before = await demandAnother(said, context);
    if (before) return privately(`好，没另记，还是 ${before}。`);
    return keep(said, origin, context);
  },
});

/** What came of a matter that was handed over: its words, and what was said when it was done. @throws UserError */
async function ofMatter(origin: RecordRow, more: string, context: Context): Promise<DeedSaid> {
  const { tables, places } = context;
  const before = await tables.deeds.liftedFrom(origin.id);
  if (before) throw new UserError(`${numberOf(origin)} 已记成 ${numberOf(before)}。`);
  const steps = await tables.moves.of(origin.id);
  const done = steps.findLast(({ word }) => word === "办好了");
  if (!done) throw new UserError(`${numberOf(origin)} 还没办好。`);
  const text = tables.records.openText(origin).split(/\s/u, 1)[0] ?? "";
  const note = tables.moves.openNote(done) ?? "";
  const at = origin.place_id === null ? "" : (places.get(origin.place_id)?.name ?? "");
  return readDeed([text, more === "" ? note : more, at].filter(Boolean).join(" "), context);
}

/** The number of what it is the same as, where that was said. @throws Ask */
async function demandAnother({ text, place }: DeedSaid, context: Context): Promise<string | null> {
  const { tables, order, now } = context;
  if (!order || order.chosen.same === "no") return null;
  if (order.chosen.same !== undefined) return order.chosen.same;
  const { sort, amount } = figuresOf(text);
  if (!amount) return null;
  const recent = await tables.deeds.below(place.path, { from: dayOf(now - alikeDays * aDay), to: dayOf(now) });
  const same = recent.find((row) => {
    const other = figuresOf(tables.records.openText(row));
    return other.sort === sort && other.amount?.value === amount.value && other.amount.unit === amount.unit;
  });
  if (!same) return null;
  const as = (one: string) => ({ ...order, asked: order.asked + 1, chosen: { ...order.chosen, same: one } });
  const choices = [
    { label: "同一件", order: as(numberOf(same)) },
    { label: "另一件", order: as("no") },
  ];
  const question = `像是 ${numberOf(same)}，${listChoices(choices.map(({ label }) => label))}`;
  throw new Ask(question, { kind: "choice", choices }, `像是 ${numberOf(same)}，要另记请私聊我。`);
}

async function keep({ text, place, day }: DeedSaid, origin: RecordRow | undefined, context: Context): Promise<Reply> {
  // who in need was helped is nobody else's business
  const sensitive = householdMatter(text) !== null;
  if (sensitive && context.message.chat.kind === "group")
    throw new UserError("这件只能私聊我记，不在群里说。", "这条请私聊我记。");
  const { id, number, photos } = await keepRecord(
    { kind: "deed", place, day, text, sensitive, ...(origin ? { originId: origin.id } : {}) },
    context,
  );
  const { amount, money } = figuresOf(text);
  const [what = ""] = text.split(" ", 1);
  const figures = [
    amount && !what.endsWith(amount.unit) ? amountWords(amount) : "",
    money ? moneyWords(money) : "",
  ].filter(Boolean);
  const told = [sensitive ? "（内部）" : what, ...figures, place.name, formatDay(day, context.now)].join(" ");
  return recorded(`${number}：${told}。${photos}错了回“撤销”。`, `${number} 记下了。`, id);
}

/** @throws UserError */
async function totals(filters: string, context: Context): Promise<Reply> {
  const { actor, places, tables, now } = context;
  const { place, days, words } = readFilters(filters, context);
  if (words.length > 0) throw new UserError(`没听懂“${words.join(" ")}”。例：/实事 合计 东卧牛 今年`);
  const own = actor.isAdmin ? places.root() : places.get(widestPost(actor, "cadre")?.placeId ?? "");
  const at = place ?? own;
  if (!at) throw new UserError(`没有地点。${example}`);
  if (!may(actor, "keep record", at)) throw new UserError(`${at.name}不归您管。看自己的：/实事 合计`);
  const today = dayOf(now);
  const within = days ?? { from: `${today.slice(0, 4)}-01-01`, to: today, said: "今年" };
  const rows = await tables.deeds.below(at.path, within);
  if (rows.length === 0) return here(`${at.name} ${within.said}没有记过实事。${example}`);
  const { parts, money } = totalsOf(rows.map((row) => figuresOf(tables.records.openText(row))));
  return privately(`实事 ${at.name} ${within.said}${rows.length}件：${parts.join("、")}${money && `；资金${money}`}`);
}
