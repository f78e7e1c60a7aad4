import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import { rungLast } from "../../src/bot/record/find.ts";
import { privately } from "../../src/bot/reply.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { formatDateTime } from "../../src/chinese/time/index.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

const shown = 20;
/** Characters of each. */
const longest = 30;

/** What waits, one's own and what one set for others, and what rang last: it may have rung where it could not be said. */
export const listForm = defineForm({
  word: "列表",
  summary: "看还有哪些提醒",
  examples: ["/提醒 列表"],
  args: z.object({}),
  async run(_, context) {
    const { actor, tables, now } = context;
    const own = await tables.clocks.ownedBy("reminder", actor.account, actor.person?.id ?? null, shown + 1);
    const forOthers = await tables.clocks.madeBy("reminder", actor.account, shown + 1);
    const open = [...own, ...forOthers.filter((row) => own.every(({ id }) => id !== row.id))].sort(
      (one, other) => (one.next_at ?? 0) - (other.next_at ?? 0),
    );
    const rung = (await rungLast(["reminder"], context)).filter(({ next_at }) => next_at === null);
    if (open.length + rung.length === 0) return privately("没有等着的提醒。", "您没有等着的提醒。");
    const line = (row: RecordRow, at: number | null) =>
      `${numberOf(row)} ${formatDateTime(at ?? now, now)} ${clip(tables.records.openText(row), longest)}`;
    const waiting = open.slice(0, shown).map((row) => line(row, row.next_at));
    const isMore = open.length > shown;
    const heading = `等着的提醒${isMore ? "" : `${open.length}条`}：`;
    const more = isMore ? [`后面还有，这里只列最近的${shown}条。`] : [];
    return privately(
      [
        ...(rung.length > 0 ? ["刚提醒过：", ...rung.map((row) => line(row, row.due_at))] : []),
        ...(waiting.length > 0 ? [heading, ...waiting, ...more] : []),
        waiting.length > 0 ? "取消：/提醒 取消 R5" : "办了回：办好了 R5",
      ].join("\n"),
    );
  },
});
