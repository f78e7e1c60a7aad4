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
import { echoRecurrence, formatDateTime, type Recurrence, timesOnce } from "../../src/chinese/time/index.ts";
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
    const lines = (await withNames(rung, context)).map((one) => line(one, one.row.due_at, context));
    const total = await tables.clocks.countOf("reminder", whose);
    const above =
      rung.length > 0
        ? {
            above: [
              "刚提醒过：",
              ...lines,
              ...(total > 0 ? [] : rung.slice(0, 1).map((row) => `办了回：办好了 ${numberOf(row)}`)),
            ].join("\n"),
          }
        : {};
    return listed(
      {
        ...{ title: "等着的提醒", empty: rung.length > 0 ? "没有别的在等。" : "没有等着的提醒。", ...above, total },
        find: async (cut) => withNames(await tables.clocks.of("reminder", whose, cut), context),
        line: (one) => line(one, one.row.next_at, context),
        foot: ({ row }) => `取消：/提醒 取消 ${numberOf(row)}`,
      },
      pageIn(page),
      context,
    );
  },
});

type Named = { readonly row: RecordRow; readonly to: string; readonly from: string };

/** For whom, and from whom, where that is not oneself; all people in one statement. */
async function withNames(rows: readonly RecordRow[], context: Context): Promise<Named[]> {
  const { actor, places, tables } = context;
  const isFor = (row: RecordRow) => is(actor, "owner", row, places);
  const isFrom = (row: RecordRow) => is(actor, "author", row, places);
  const others = rows.flatMap((row) => [isFor(row) ? null : row.owner_id, isFrom(row) ? null : row.author_id]);
  const people = await tables.people.names(others.filter((id) => id !== null));
  const name = (id: string | null) => (id === null ? undefined : people.get(id)) ?? "别人";
  const groups = new Map<string, string>();
  for (const chat of new Set(rows.flatMap((row) => ownerChat(row) ?? [])))
    groups.set(chat, await groupNameOf(chat, context));
  return rows.map((row) => ({
    row,
    to: isFor(row) ? "" : `提醒${groups.get(ownerChat(row) ?? "") ?? name(row.owner_id)} `,
    from: isFrom(row) ? "" : `（${name(row.author_id)}设的）`,
  }));
}

/** `R3 每周一8:00，下次11月23日（周一）8:00 提醒周明 开例会` */
function line({ row, to, from }: Named, at: number | null, { tables, now }: Context): string {
  return `${numberOf(row)} ${times(row.rule, at ?? now, now)} ${to}${clip(tables.records.openText(row), longest)}${from}`;
}

/** `每周一8:00，下次11月23日（周一）8:00`; of one for a single day, told ahead, the times that are left. */
function times(rule: string | null, at: number, now: number): string {
  if (rule === null) return formatDateTime(at, now);
  const recurs = JSON.parse(rule) as Recurrence;
  if (recurs.kind !== "once") return `${echoRecurrence(recurs, now)}，下次${formatDateTime(at, now)}`;
  const left = timesOnce(recurs).filter((one) => one > at);
  return [at, ...left].map((one) => formatDateTime(one, now)).join("和");
}
