import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { numberWithTown, stateOf } from "../../src/bot/record/line.ts";
import { listed } from "../../src/bot/record/list.ts";
import type { Reply } from "../../src/bot/reply.ts";
import { formatDay } from "../../src/chinese/time/index.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

const all = ["planned", "running", "ended", "released", "cancelled"] as const;

export const listForm = defineForm({
  word: "列表",
  summary: "看有哪些会",
  examples: ["/述职 列表"],
  role: "anyone",
  where: ["direct", "cadre"],
  args: z.object({ filters: optional(textArgument("条件")) }),
  run: ({ filters = "" }, context) => meetingsList(readFilters(filters, context).page, context),
});

/** Meetings somebody has a part in, and those at the place they lead and below. */
export async function meetingsList(page: number | undefined, context: Context): Promise<Reply> {
  const { tables, actor } = context;
  const led = widestPost(actor, "secretary")?.placePath;
  const own = actor.person ? await tables.meetings.ofPerson(actor.person.id, all, 0) : [];
  const below = led === undefined ? [] : await tables.meetings.below(led, { limit: 100, offset: 0 });
  const rows = [...new Map([...own, ...below].map((row) => [row.id, row])).values()];
  rows.sort((one, other) => (other.due_at ?? 0) - (one.due_at ?? 0));
  return listed(
    {
      title: "会议",
      empty: "没有您的会。书记和组织委员可以开：/述职 新建 会名 1月16日9点",
      find: async ({ limit, offset }) => rows.slice(offset, offset + limit),
      line: (row) => lineOf(row, context),
    },
    page,
    context,
  );
}

/** `H3 乡镇党委书记述职评议会 1月16日 19位（筹备）` */
async function lineOf(row: RecordRow, context: Context): Promise<string> {
  const { tables, now } = context;
  const agenda = await tables.meetings.agenda(row.id);
  const day = row.due_at === null ? "" : formatDay(row.due_at, now);
  const many = agenda.length === 0 ? "没有名单" : `${agenda.length}位`;
  return `${numberWithTown(row, context)} ${tables.records.openText(row)} ${day} ${many}（${stateOf(row)}）`;
}
