import { z } from "zod";
import { defineForm } from "../../../src/bot/command/command.ts";
import type { Context } from "../../../src/bot/context.ts";
import { chatKey } from "../../../src/bot/message.ts";
import { textArgument } from "../../../src/bot/reading/declare.ts";
import { causesOf } from "../../../src/bot/record/kept.ts";
import { listed } from "../../../src/bot/record/list.ts";
import { privately, type Reply } from "../../../src/bot/reply.ts";
import { UserError } from "../../../src/bot/user-error.ts";
import { splitFields } from "../../../src/chinese/commands/fields.ts";
import { Roster } from "../../../src/chinese/names/index.ts";
import { normalise } from "../../../src/chinese/normalise.ts";
import { originalSlice } from "../../../src/chinese/original-slice.ts";
import { dueOf } from "../../../src/chinese/paste/index.ts";
import { clip } from "../../../src/chinese/privacy/clip.ts";
import { endOfWorkday } from "../../../src/ledger/assignment-days.ts";
import type { PastedList } from "../../../src/store/tables/assignment-lists.ts";
import { termsAt } from "../settings.ts";
import { authorOf, type Draft, type Edit, type Head, linesWithin, listLasts, type Piece, readDraft } from "./draft.ts";
import { editsIn } from "./edit.ts";
import { proof, rowLine } from "./proof.ts";
import { readyRows } from "./ready.ts";

const example = "/交办 清单 来源：述职评议 期限：3月31日前";
const word = "清单";
const nobody = new Roster([]);
const actions = { words: ["交办", "看", "取消"] } as const;

/** The lines stand below, as they were pasted: nothing of them is a field of the command. */
async function saidBehind(context: Context): Promise<{ readonly head: Head; readonly lines: string }> {
  const { message, now, calendar } = context;
  const { folded, end } = normalise(message.text, message.botNames);
  const from = folded.text.indexOf(word) + word.length;
  const stop = folded.text.indexOf("\n", from);
  const lineEnd = stop < 0 || stop > end ? end : stop;
  const { rest, fields } = splitFields(message.text, folded, [from, lineEnd], ["来源", "期限"]);
  const [title = "", ...behindTitle] = String(fields.来源 ?? "").split(/\s+/);
  const [said = "", ...behindDue] = String(fields.期限 ?? "").split(/\s+/);
  const { defaultDays } = await termsAt(context.actor.posts[0]?.placeId ?? "", context);
  const due =
    said === ""
      ? { dueAt: endOfWorkday(now, defaultDays, calendar), usualDays: defaultDays }
      : { dueAt: listDue(said, context), usualDays: null };
  const head = { list: clip(title, 40), ...due };
  // what stands behind a field on its line is the first line of the list
  const first = [rest, behindTitle.join(" "), behindDue.join(" ")];
  const below = originalSlice(message.text, folded, lineEnd, end);
  return { head, lines: [...first, below].filter((part) => part.trim() !== "").join("\n") };
}

/** @throws UserError */
function listDue(said: string, { message, now, calendar, places }: Context): number {
  const due = dueOf(said, {
    speakerPlaceId: null,
    index: places.index,
    roster: nobody,
    sentAt: message.sentAt,
    calendar,
  });
  if (due.kind !== "at" || due.at <= now)
    throw new UserError(`没听懂清单的期限“${clip(said, 20)}”，或已经过了。例：${example}`);
  return due.at;
}

export const pasteForm = defineForm({
  word,
  summary: "贴一份清单，看过再一起交办",
  examples: [`${example}\n新会镇 孙国华 低限运转经费没有逐额发放到位`],
  role: "cadre",
  where: ["direct", "cadre"],
  args: z.object({}),
  async run(_, context) {
    const { head, lines } = await saidBehind(context);
    const { tables, message, now } = context;
    const before = await waiting(context);
    const left = before ? (await readDraft(before, context)).paste.rows.length : 0;
    const id = await tables.assignmentLists.begin({
      ...{ author: authorOf(context), chat: chatKey(message.chat), head: JSON.stringify(head) },
      ...{ cause: `${causesOf(message.key)}list`, now, expiresAt: now + listLasts },
    });
    if (lines === "")
      return privately(
        "好，把清单贴来，一行一件：单位 责任人 事项 期限。可以从表格里整块复制，分几条发也行。",
        "清单请私聊我贴。",
      );
    await tables.assignmentLists.add(id, JSON.stringify({ lines } satisfies Piece), causesOf(message.key), now);
    return shown(context, left > 0 ? `先前没发的那份（${left}件）不要了，换成这份。` : "");
  },
});

/** All rows as they stand, ten a page. */
export const lookForm = defineForm({
  word: "看",
  summary: "看还没发出的清单",
  examples: ["/交办 看"],
  role: "cadre",
  where: ["direct"],
  args: z.object({}),
  async run(_, context) {
    const list = await waiting(context);
    if (!list) return privately(`现在没有没发出的清单。例：${example}`);
    const draft = await readDraft(list, context);
    const rows = await readyRows(draft, context);
    return listed(
      {
        title: "清单",
        total: rows.length,
        unit: "件",
        empty: "清单里没有事项。",
        find: async ({ limit, offset }) => rows.slice(offset, offset + limit),
        line: (row) => rowLine(row, context),
        foot: "回“交办”发出；“第8行 删”；“取消”。",
      },
      undefined,
      context,
    );
  },
});

/** What the author decides of rows. */
export const editForm = defineForm({
  word: "改",
  summary: "改没发出的清单里的一行",
  examples: ["/交办 改 第3行 ①", "/交办 改 第8行 删"],
  role: "cadre",
  where: ["direct"],
  args: z.object({ said: textArgument("第几行怎么改") }),
  async run({ said }, context) {
    const list = await waiting(context);
    if (!list) return privately(`现在没有没发出的清单。例：${example}`);
    const draft = await readDraft(list, context);
    return decide(editsIn(said, draft, await readyRows(draft, context), context), draft, context);
  },
});

/** Several lines, columns, a number in front. */
const pasted = /[\n\t|｜]|\s{2}|\u3000|^\s*[(（]?\d{1,3}[)）.．、]/u;

/** The list that waits to be handed over. */
export async function waiting(context: Context): Promise<PastedList | undefined> {
  const list = await context.tables.assignmentLists.latest(authorOf(context), context.now);
  return list?.sentAt === null ? list : undefined;
}

/** More lines of a list that waits; null where they are none, or come too late. */
export async function moreLines(lines: string, list: PastedList, context: Context): Promise<readonly Reply[] | null> {
  const { tables, message, now } = context;
  // the first lines were asked for; later ones show themselves by their form
  const isFirst = (await tables.assignmentLists.pieces(list.id)).length === 0;
  if (!isFirst && !pasted.test(lines)) return null;
  if (now - list.touchedAt > linesWithin) {
    if (!/[\t|｜]/.test(lines)) return null;
    const late = "这几行没加进清单：离上次贴超过10分钟了。要加请连前面的一起重贴（/交办 清单 …）；前面的还在，回“看”。";
    return [privately(late)];
  }
  const piece = JSON.stringify({ lines } satisfies Piece);
  if (!(await tables.assignmentLists.add(list.id, piece, causesOf(message.key), now))) return null;
  const { added } = await readDraft(list, context);
  return [await shown(context, isFirst ? "" : `又读懂${added}条。`)];
}

async function decide(edits: readonly Edit[], { list, pastes }: Draft, context: Context): Promise<Reply> {
  const { tables, message, now } = context;
  await tables.assignmentLists.add(
    list.id,
    JSON.stringify({ edits, behind: pastes } satisfies Piece),
    causesOf(message.key),
    now,
  );
  return shown(context, `${edits.map(told).join("，")}。`);
}

function told(edit: Edit): string {
  const row = `第${edit.row}行`;
  switch (edit.decides) {
    case "dropped":
      return `${row}删了`;
    case "owner":
      return `${row}交${edit.name}`;
    case "person":
      return `${row}“${edit.said}”是${edit.name}`;
    case "due":
      return `${row}期限改了`;
    case "text":
      return `${row}写上了`;
  }
}

async function shown(context: Context, before: string): Promise<Reply> {
  const list = await waiting(context);
  if (!list) return privately("清单没有了。");
  const draft = await readDraft(list, context);
  const text = `${before}${await proof(draft, await readyRows(draft, context), context)}`;
  return { ...privately(text, "清单读了，请私聊我看。"), actions };
}
