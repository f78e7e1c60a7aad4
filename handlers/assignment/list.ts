import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { withInvolved } from "../../src/bot/record/find.ts";
import { keptOf } from "../../src/bot/record/kept.ts";
import { numberWithTown, stateOf } from "../../src/bot/record/line.ts";
import { type List, listed } from "../../src/bot/record/list.ts";
import { mayRead } from "../../src/bot/record/may-read.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayNumber, formatDay } from "../../src/chinese/time/index.ts";
import { isOverdue } from "../../src/ledger/assignment-facts.ts";
import type { Wanted } from "../../src/store/tables/assignments.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { lateAt } from "./late.ts";

const words = /^(?:我的|我交的|等我定的?|超期的?|过期的?|没办完的?|全部)$/u;

/** `/交办 列表 超期 东卧牛`: what is open, late first. */
export const listForm = defineForm({
  word: "列表",
  summary: "看还没办完的交办",
  examples: ["/交办 列表", "/交办 列表 超期", "/交办 列表 我交的"],
  role: "cadre",
  where: ["direct", "cadre"],
  args: z.object({ filters: optional(textArgument("条件")) }),
  async run({ filters = "" }, context) {
    const { place, days, page, words: said } = readFilters(filters, context);
    const which = said.filter((word) => words.test(word));
    const other = said.filter((word) => !words.test(word));
    if (days) throw new UserError(`没听懂“${days.said}”，没列。例：/交办 列表 超期`);
    if (which.some((word) => word.startsWith("等我定"))) return listed(toDecide(context), page, context);
    const narrowed = await byName(other, context);
    const of = [place?.name, ...said].filter(Boolean).join(" ");
    const { actor } = context;
    const self = actor.person?.id ?? "";
    const wanted: Wanted = {
      ...narrowed,
      ...(which.includes("我的") ? { ownerId: self } : {}),
      ...(which.includes("我交的") ? { assignerId: self } : {}),
      ...(which.some((word) => /^[超过]期/u.test(word)) ? { late: true as const } : {}),
      ...(place ? { path: place.path } : {}),
      seenBy: { personId: self, paths: pathsRead(context) },
    };
    return listed(listOf(wanted, of, context), page, context);
  },
});

/** Places below which somebody sees all: of what is delicate the words are still not shown. */
const pathsRead = ({ actor, places }: Context): readonly string[] => {
  const led = actor.posts.filter(({ role }) => role === "secretary" || role === "admin").map((post) => post.placePath);
  const root = actor.isAdmin ? places.root() : undefined;
  return [...new Set([...led, ...(root ? [root.path] : [])])];
};

/** A word that is none of ours is somebody's name or the title of a list. @throws UserError */
async function byName(said: readonly string[], context: Context): Promise<{ ownerId?: string; list?: string }> {
  const [word, ...more] = said;
  if (word === undefined) return {};
  if (more.length > 0) throw new UserError(`没听懂“${said.join(" ")}”，没列。例：/交办 列表 超期`);
  const root = context.places.root()?.path ?? "/";
  const [person] = await context.tables.people.candidates({ names: [word] }, { path: root });
  return person ? { ownerId: person.id } : { list: word };
}

function listOf(wanted: Wanted, of: string, context: Context): List<RecordRow> {
  const { tables, now, calendar } = context;
  const whose = of === "我的" ? "您手上" : `${of}${of && " "}`;
  return {
    title: `${of}${of && " "}没办完的交办，超期的在前`,
    empty: of.endsWith("超期") ? `${of.slice(0, -2).trim()}没有超期的交办。` : `${whose}没有没办完的交办。`,
    find: (cut) => tables.assignments.list(wanted, lateAt(now, calendar), cut),
    line: (row) => lineOf(row, context),
    foot: (row) => `看一件：回它的号，如 ${numberWithTown(row, context)}`,
  };
}

function toDecide(context: Context): List<RecordRow & { readonly what: string }> {
  const { tables, actor } = context;
  return {
    title: "等您定的交办",
    empty: "没有等您定的交办。",
    find: async ({ limit, offset }) =>
      (await tables.assignments.toDecide(actor.person?.id ?? "")).slice(offset, offset + limit),
    line: async (row) => `${row.what} ${await lineOf(row, context)}`,
  };
}

/** `J38 三社路灯 王建国 12月2日前（在办，超期3天）` */
async function lineOf(row: RecordRow, context: Context): Promise<string> {
  const { tables, now, calendar } = context;
  const [held] = await withInvolved([row], context);
  const kept = await keptOf(held ?? row, tables);
  const isLate = isOverdue(kept, now, calendar);
  const days = kept.dueAt === null ? 0 : dayNumber(now) - dayNumber(kept.dueAt);
  const due = kept.dueAt === null ? "" : `${formatDay(kept.dueAt, now)}前`;
  const gist = mayRead(held ?? row, context) ? kept.gist : "（内部）";
  const state = `${stateOf(row)}${isLate ? `，超期${days}天` : ""}`;
  return `${[numberWithTown(row, context), gist, kept.ownerName || "没人管", due].join(" ")}（${state}）`;
}
