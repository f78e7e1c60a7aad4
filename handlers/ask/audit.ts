import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { parseChatKey } from "../../src/bot/message.ts";
import { may } from "../../src/bot/permission.ts";
import { numbersArgument } from "../../src/bot/reading/declare.ts";
import { type SaidNumber, townsOf, which, written } from "../../src/bot/record/find.ts";
import { numberWithTown } from "../../src/bot/record/line.ts";
import { listed } from "../../src/bot/record/list.ts";
import { mayRead } from "../../src/bot/record/may-read.ts";
import { subjectOf } from "../../src/bot/record/subject.ts";
import { NotAllowed } from "../../src/bot/user-error.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { formatDateTime } from "../../src/chinese/time/index.ts";
import { kindOf, kindOfLetter } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

/** What is noted in one word of the program's own. */
const actions: Readonly<Record<string, string>> = {
  undone: "撤销",
  recalled: "撤回了原话",
  restored: "恢复",
  audited: "查过来历",
};
const mostOfWords = 30;

/** Who did what to a record, also to one that was taken back: for the secretaries above it. */
export const audit = defineCommand({
  name: "审计",
  looksUp: true,
  aliases: ["audit"],
  summary: "看一条记录谁在什么时候动过",
  role: "secretary",
  where: ["direct"],
  examples: ["/审计 T214"],
  args: z.object({ numbers: numbersArgument("号", { question: "哪一条？说它的号。" }) }),
  async run({ numbers: [said] }, context) {
    const row = said && (await recordOf(said, context));
    if (!row) throw new NotAllowed(`没有您能查来历的 ${said ? written(said) : ""}。`);
    const { tables, message, actor, now } = context;
    const steps = await stepsOf(row, context);
    await tables.audit.add({
      ...{ at: now, account: message.sender.account, personId: actor.person?.id ?? null },
      ...{ action: "audited", subject: row.id },
    });
    const state = row.withdrawn_at === null ? "" : "（已撤销）";
    return listed(
      {
        title: `${numberWithTown(row, context)} ${kindOf(row.kind).word}${state}的来历`,
        empty: "没有记下过什么。",
        find: async ({ limit, offset }) => steps.slice(offset, offset + limit),
        line: (step) => step,
      },
      undefined,
      context,
    );
  },
});

/** @throws Ask when the number stands in several towns */
async function recordOf({ letter, number }: SaidNumber, context: Context): Promise<RecordRow | undefined> {
  const kind = letter === null ? undefined : kindOfLetter(letter);
  if (!kind) return undefined;
  const towns = townsOf(context);
  const { tables, order } = context;
  const rows = [
    ...(await tables.records.find(towns, [kind.name], number)),
    ...(await tables.withdrawn.find(towns, [kind.name], number)),
  ].filter((row) => mayAudit(row, context));
  if (rows.length < 2) return rows[0];
  const chosen = rows.find(({ id }) => id === order?.chosen.record);
  if (!chosen) throw which(`${written({ letter, number })} 有好几个`, rows, context);
  return chosen;
}

/** From above the village; what accuses somebody as those may read it; what is somebody's own, nobody. */
function mayAudit(row: RecordRow, { actor, places }: Context): boolean {
  if (row.place_id === null || kindOf(row.kind).sealed) return false;
  return may(actor, row.accused === "" ? "read sensitive record" : "read accusation", subjectOf(row, places));
}

/** `11月21日 14:03 周明 更正：记漏了；原来“坏了三盏”` */
async function stepsOf(row: RecordRow, context: Context): Promise<string[]> {
  const { tables, now } = context;
  const noted = await tables.audit.of(row.id);
  const moves = await tables.moves.of(row.id);
  const names = await tables.people.names(
    [row.author_id, ...noted.map(({ person_id }) => person_id)].filter((id) => id !== null),
  );
  const who = (id: string | null) => (id === null ? "未登记的账号" : (names.get(id) ?? ""));
  const where = row.chat === "" ? "" : parseChatKey(row.chat).kind === "group" ? "，在群里" : "，一对一";
  const first = `${formatDateTime(row.created_at, now)} ${kindOf(row.kind).open && row.author_id === null ? "" : who(row.author_id)} 记下${where}`;
  const rest = noted.map((entry) => {
    const detail = mayRead(row, context) ? tables.audit.openDetail(entry) : null;
    const moved = moves.find(({ at, word }) => at === entry.at && word === entry.action);
    const before = moved && mayRead(row, context) ? wordsBefore(row, tables.moves.openBefore(moved), context) : "";
    const more = [detail === null ? "" : clip(detail, mostOfWords), before].filter(Boolean).join("；");
    return `${formatDateTime(entry.at, now)} ${who(entry.person_id)} ${actions[entry.action] ?? entry.action}${more && `：${more}`}`;
  });
  return [first, ...rest];
}

/** What an amendment took the place of. */
function wordsBefore(row: RecordRow, before: Partial<RecordRow>, { tables, places }: Context): string {
  const was = { ...row, ...before };
  const changed = [
    ...(before.text === undefined ? [] : [tables.records.openText(was)]),
    ...(before.fields === undefined ? [] : [Object.values(tables.records.openFields(was)).flat().join("、")]),
    ...(before.place_id === undefined ? [] : [places.get(before.place_id ?? "")?.name ?? ""]),
    ...(before.day === undefined ? [] : [before.day]),
    ...(before.with_name === undefined ? [] : [before.with_name]),
  ];
  return changed.length === 0 ? "" : `原来“${changed.map((words) => clip(words || "没写", mostOfWords)).join("，")}”`;
}
