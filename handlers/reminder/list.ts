import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { pageIn } from "../../src/bot/reading/filters.ts";
import { is, rungLast } from "../../src/bot/record/find.ts";
import { listed } from "../../src/bot/record/list.ts";
import { groupNameOf, ownerChat } from "../../src/bot/record/owner-chat.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { echoRecurrence, formatDateTime, type Recurrence } from "../../src/chinese/time/index.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

/** Characters of each. */
const longest = 30;

/** What waits, one's own and what one set for others, and what rang last: it may have rung where it could not be said. */
export const listForm = defineForm({
  word: "列表",
  summary: "看还有哪些提醒",
  examples: ["/提醒 列表"],
  args: z.object({ page: optional(textArgument("页")) }),
  async run({ page = "" }, context) {
    const { actor, tables } = context;
    if (page !== "" && pageIn(page) === undefined)
      throw new UserError(`没听懂“${clip(page)}”，没列。例：/提醒 列表、/提醒 列表 第2页`);
    const whose = { account: actor.account, personId: actor.person?.id ?? null };
    const rung = (await rungLast(["reminder"], context)).filter(({ next_at }) => next_at === null);
    const lines: string[] = [];
    for (const row of rung) lines.push(await line(row, row.due_at, context));
    const total = await tables.clocks.countOf("reminder", whose);
    const above =
      rung.length > 0
        ? { above: ["刚提醒过：", ...lines, ...(total > 0 ? [] : ["办了回：办好了 R5"])].join("\n") }
        : {};
    return listed(
      {
        ...{ title: "等着的提醒", empty: rung.length > 0 ? "没有别的在等。" : "没有等着的提醒。", ...above, total },
        find: (cut) => tables.clocks.of("reminder", whose, cut),
        line: (row) => line(row, row.next_at, context),
        foot: "取消：/提醒 取消 R5",
      },
      pageIn(page),
      context,
    );
  },
});

/** `R3 每周一8:00，下次11月23日（周一）8:00 提醒周明“开例会”` */
async function line(row: RecordRow, at: number | null, context: Context): Promise<string> {
  const { tables, now } = context;
  const when = formatDateTime(at ?? now, now);
  const rule = row.rule === null ? "" : `${echoRecurrence(JSON.parse(row.rule) as Recurrence)}，下次`;
  const { to, from } = await whom(row, context);
  return `${numberOf(row)} ${rule}${when} ${to}${clip(tables.records.openText(row), longest)}${from}`;
}

/** For whom, and from whom, where that is not oneself. */
async function whom(row: RecordRow, context: Context): Promise<{ to: string; from: string }> {
  const { actor, places, tables } = context;
  const name = async (id: string | null) => (id === null ? undefined : (await tables.people.get(id))?.name) ?? "别人";
  const chat = ownerChat(row);
  if (chat !== null) return { to: `提醒${await groupNameOf(chat, context)} `, from: "" };
  if (!is(actor, "owner", row, places)) return { to: `提醒${await name(row.owner_id)} `, from: "" };
  return { to: "", from: is(actor, "author", row, places) ? "" : `（${await name(row.author_id)}设的）` };
}
