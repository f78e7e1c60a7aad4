import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import { ownPlaceId } from "../../src/bot/context.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { numberWithTown } from "../../src/bot/record/line.ts";
import { privately } from "../../src/bot/reply.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { kindOf } from "../../src/ledger/kinds.ts";
import { until } from "./wording.ts";

const shown = 15;

export const listForm = defineForm({
  word: "列表",
  summary: "看还开着的和最近的征求",
  examples: ["/征求 列表"],
  args: z.object({}),
  async run(_, context) {
    const { actor, tables, places, now, group } = context;
    const own = places.get(ownPlaceId(context) ?? "")?.path;
    const path = widestPost(actor, "cadre")?.placePath ?? own ?? group?.placePath ?? places.root()?.path ?? "/";
    const rows = await tables.consultations.at(path, ["open", "closed", "decided"], shown);
    if (rows.length === 0) return privately("还没有征求过。例：/征求 村口装监控，同意不同意？ 截止：周五");
    const lines = rows.map((row) => {
      const state =
        row.state === "open"
          ? `${until(row.due_at ?? 0, now)}截止`
          : kindOf(row.kind).lifecycle.states[row.state]?.word;
      return `${numberWithTown(row, context)} ${clip(tables.records.openText(row), 30)}（${state}）`;
    });
    return privately([...lines, "看结果：/征求 结果 C7"].join("\n"));
  },
});
