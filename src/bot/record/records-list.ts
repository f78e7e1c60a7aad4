import { z } from "zod";
import { type KindName, kindOf, numberOf } from "../../ledger/kinds.ts";
import type { RecordRow } from "../../store/tables/records.ts";
import { defineForm, type Form } from "../command/command.ts";
import type { Context } from "../context.ts";
import { may, widestPost } from "../permission.ts";
import { optional, textArgument } from "../reading/declare.ts";
import { type Filters, readFilters } from "../reading/filters.ts";
import { UserError } from "../user-error.ts";
import { lineOf } from "./line.ts";
import { type List, listed } from "./list.ts";

/** `/谈心 列表 东卧牛 本月`: what was written of a kind, the latest first. */
export function listForm(kind: KindName, example: string): Form {
  const { word } = kindOf(kind);
  return defineForm({
    word: "列表",
    summary: `看记过的${word}`,
    examples: [`/${word} 列表`, example],
    role: "cadre",
    where: ["direct", "cadre"],
    args: z.object({ filters: optional(textArgument("条件")) }),
    async run({ filters = "" }, context) {
      const read = readFilters(filters, context);
      const [withName, ...more] = read.words;
      if (more.length > 0) throw new UserError(`没听懂“${more.join(" ")}”，没列。例：${example}`);
      return listed(recordsList(kind, read, withName, context), read.page, context);
    },
  });
}

/** A secretary reads what was written at the place and below, a cadre what is their own. */
export function recordsList(
  kind: KindName,
  { place, days }: Pick<Filters, "place" | "days">,
  withName: string | undefined,
  context: Context,
): List<RecordRow> {
  const { actor, places, tables } = context;
  const root = places.root();
  const led = widestPost(actor, "secretary")?.placePath;
  const path = place?.path ?? (actor.isAdmin ? root?.path : led) ?? root?.path ?? "/";
  const readsAll = may(actor, "read record", { path });
  const { word } = kindOf(kind);
  const isWide = places.towns(path).length > 1;
  const wanted = {
    ...{ kind, path, isWide },
    ...(readsAll ? {} : { authorId: actor.person?.id ?? "" }),
    ...(days ? { days: { from: days.from, to: days.to } } : {}),
    ...(withName === undefined ? {} : { withName }),
  };
  const of = [place?.name, days?.said, withName].filter(Boolean).join(" ");
  return {
    title: `${of}${of && " "}${readsAll ? "" : "您记的"}${word}，最近的在前`,
    empty: `${of}${of && " "}${readsAll ? "" : "您"}没有记过${word}。`,
    find: (cut) => tables.recent.list(wanted, cut),
    line: (row) => lineOf(row, context),
    foot: (row) => `看一条：回它的号，如 ${numberOf(row)}`,
  };
}
