import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import { ownPlaceId } from "../../src/bot/context.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { numberWithTown } from "../../src/bot/record/line.ts";
import { listed } from "../../src/bot/record/list.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { kindOf } from "../../src/ledger/kinds.ts";
import { until } from "./wording.ts";

export const listForm = defineForm({
  word: "列表",
  summary: "看还开着的和最近的征求",
  examples: ["/征求 列表", "/征求 列表 东卧牛"],
  args: z.object({ what: optional(textArgument("地点")) }),
  async run({ what = "" }, context) {
    const { actor, tables, places, now, group } = context;
    const { place, page, days, words } = readFilters(what, context);
    const unread = [...(days ? [days.said] : []), ...words];
    if (unread.length > 0) throw new UserError(`没听懂“${unread.join(" ")}”，没列。例：/征求 列表 东卧牛`);
    const own = places.get(ownPlaceId(context) ?? "")?.path;
    const path =
      place?.path ?? widestPost(actor, "cadre")?.placePath ?? own ?? group?.placePath ?? places.root()?.path ?? "/";
    return listed(
      {
        title: "征求，新的在前",
        empty: "这里还没有征求过。例：/征求 村口装监控，同意不同意？ 截止：周五",
        find: (cut) => tables.consultations.at(path, ["open", "closed", "decided"], cut),
        line: (row) => {
          const isOpen = row.state === "open";
          const state = isOpen
            ? `${until(row.due_at ?? 0, now)}截止`
            : kindOf(row.kind).lifecycle.states[row.state]?.word;
          return `${numberWithTown(row, context)} ${clip(tables.records.openText(row), 30)}（${state}）`;
        },
        foot: "看结果：/征求 结果 和它的号",
      },
      page,
      context,
    );
  },
});
