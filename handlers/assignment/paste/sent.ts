import type { Context } from "../../../src/bot/context.ts";
import { listChoices, newOrder, type Order } from "../../../src/bot/order.ts";
import { countedIn } from "../../../src/bot/record/find.ts";
import { amendWord } from "../../../src/bot/record/kept.ts";
import { numberFirst } from "../../../src/bot/record/number-first.ts";
import { here, type Reply } from "../../../src/bot/reply.ts";
import { carryOut, putQuestion } from "../../../src/bot/turn/question.ts";
import { fold } from "../../../src/chinese/fold.ts";
import { numeralAt } from "../../../src/chinese/numbers/numerals.ts";
import { originalSlice } from "../../../src/chinese/original-slice.ts";
import { clip } from "../../../src/chinese/privacy/clip.ts";
import { readTime, withoutTime } from "../../../src/chinese/time/index.ts";
import { numberOf } from "../../../src/ledger/kinds.ts";
import type { PastedList } from "../../../src/store/tables/assignment-lists.ts";
import type { RecordRow } from "../../../src/store/tables/records.ts";
import { givenLast, wasTakenBack } from "../given.ts";
import { authorOf, readDraft } from "./draft.ts";

const oneRow = /^\s*第\s*([\d零〇一二两三四五六七八九十百]{1,5})\s*[行件条项][\s:：,，]*([\s\S]*)$/u;
const due = /^(?:期限|时限)[\s:：]*(?:改(?:成|到)?|到)?\s*(\S[\s\S]*)$/u;
const asks =
  /^(?:现在|到底|办得|办|搞得|弄得|进展|进度)*(?:怎么?样|咋样|如何|啥情况|什么情况|到哪(?:一?步|儿)?|办好没有?|办了没有?|办完没有?)[了呢吗啊]*[。?？!！\s]*$/u;
const drops = /^(?:删掉?|删除|去掉|不要|不交|划掉|撤掉)了?[。.!！\s]*$/u;

const oneAtATime = "清单已经交办了，一次改一行：第2行 期限：周五；第2行 撤回 原因";

/** `第2行 催`: a row that went out is a matter by now. */
export const speaksOfOneRow = (words: string): boolean => readRow(words) !== null;

/** What is said of the row stands as it was typed: it is kept. */
function readRow(words: string): { readonly position: number; readonly behind: string } | null {
  const folded = fold(words);
  const said = oneRow.exec(folded.text);
  if (!said) return null;
  const [, digits = "", behind = ""] = said;
  const end = folded.text.length;
  return {
    position: numeralAt(digits, 0)?.value ?? 0,
    behind: originalSlice(words, folded, end - behind.length, end),
  };
}

/** Said of rows of what is quoted, of what was handed over last, or of the own list that went out last; null: there is none. */
export async function saidOfSent(words: string, context: Context): Promise<readonly Reply[] | null> {
  const said = readRow(words);
  if (!said) return (await sentLast(context)) ? [here(oneAtATime)] : null;
  const { position, behind } = said;
  const counted = (await countedIn(context.message, context)).filter(({ kind }) => kind === "assignment");
  const list = await sentLast(context);
  const own = list ? await sentRows(list, context) : new Map<number, RecordRow>();
  const isOwn = counted.length === 0 || counted.some(({ id }) => [...own.values()].some((row) => row.id === id));
  const given = counted.length === 0 ? await givenLast(context) : [];
  if (given.length > 0) {
    const told = await saidOfGiven(given, position, behind, own.get(position), context);
    if (told || !list) return told;
  }
  if (isOwn && !list) return null;
  const row = isOwn ? own.get(position) : counted[position - 1];
  const none = isOwn
    ? `清单交办出去的没有第${position}行，或撤了。看号：/交办 列表 我交的`
    : `引用的只有${counted.length}件。`;
  if (!row) return [here(none)];
  if (!isOwn && wasTakenBack(row)) return [here(goneWords(position))];
  const order = orderOf(numberOf(row), behind, context);
  if (order) return carryOut(order, context);
  const gist = clip(context.tables.records.openText(row), 20);
  return [
    {
      ...here(
        `第${position}行是 ${numberOf(row)} ${gist}，已经交办了。改它：第${position}行 期限：周五；第${position}行 改派 王主任；第${position}行 撤回 原因`,
      ),
      subject: row.id,
    },
  ];
}

const goneWords = (position: number): string => `第${position}件撤了或不归您了。手里的：/交办 列表 我的`;

/** By its owner, who counts what the message that handed it over speaks of. Null: no word that acts on it. */
async function saidOfGiven(
  given: readonly string[],
  position: number,
  behind: string,
  own: RecordRow | undefined,
  context: Context,
): Promise<readonly Reply[] | null> {
  const { tables, actor } = context;
  const orderFor = (number: string) =>
    asks.test(behind) ? newOrder("查", number) : numberFirst(`${number} ${behind}`, context.commands);
  const id = given[position - 1];
  const row = id === undefined ? undefined : await tables.records.get(id);
  if (!row || wasTakenBack(row) || row.owner_id !== (actor.person?.id ?? null)) {
    const acts = orderFor(numberOf({ kind: "assignment", number: 1 })) !== null;
    if (own || !acts) return null;
    return [here(id === undefined ? `交您的那次只有${given.length}件。` : goneWords(position))];
  }
  const order = orderFor(numberOf(row));
  if (!order || !own) return order && carryOut(order, context);
  const choices = [row, own].map((one) => ({
    label: `${numberOf(one)} ${clip(context.tables.records.openText(one), 20)}`,
    order: orderFor(numberOf(one)),
  }));
  const question = `第${position}件是交您的，还是您交出去的？${listChoices(choices.map(({ label }) => label))}`;
  return putQuestion({ kind: "choice", choices }, question, context);
}

/** `12月10日前`, and nothing else */
function isDay(words: string, { message, calendar }: Context): boolean {
  const time = readTime(words.replace(/[。.\s]*(?:之?[前内])?[。.\s]*$/u, ""), {
    ...{ sentAt: message.sentAt, use: "deadline", calendar },
  });
  return (
    (time.kind === "day" || time.kind === "moment") &&
    withoutTime(words, time.span, time.also).replace(/[前内。.\s]/gu, "") === ""
  );
}

function orderOf(number: string, behind: string, context: Context): Order | null {
  const when = due.exec(behind)?.[1] ?? (isDay(behind, context) ? behind : undefined);
  if (when !== undefined) return newOrder(amendWord, number, { 期限: when });
  if (asks.test(behind)) return newOrder("查", number);
  if (drops.test(behind)) return newOrder("撤销", number, {}, "撤回");
  return numberFirst(`${number} ${behind}`, context.commands);
}

async function sentLast(context: Context): Promise<PastedList | undefined> {
  const list = await context.tables.assignmentLists.latest(authorOf(context), context.now);
  return list && list.sentAt !== null ? list : undefined;
}

/** Rows keep the numbers they had in the list; what was taken out of it before is none. */
async function sentRows(list: PastedList, context: Context): Promise<ReadonlyMap<number, RecordRow>> {
  const { tables } = context;
  const made = (await tables.records.causedBy(list.cause))
    .filter(({ kind }) => kind === "assignment")
    .sort((one, other) => one.number - other.number);
  const { paste, edits } = await readDraft(list, context);
  const dropped = new Set(edits.flatMap((edit) => (edit.decides === "dropped" ? [edit.row] : [])));
  const rows = paste.rows.filter(({ number }) => !dropped.has(number));
  return new Map(
    rows.flatMap(({ number }, index) => {
      const row = made[index];
      return row && row.withdrawn_at === null ? [[number, row] as const] : [];
    }),
  );
}
