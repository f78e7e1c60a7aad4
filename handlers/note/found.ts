import type { Context } from "../../src/bot/context.ts";
import type { Filters } from "../../src/bot/reading/filters.ts";
import { pageIn } from "../../src/bot/reading/filters.ts";
import { listed } from "../../src/bot/record/list.ts";
import type { Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { fold } from "../../src/chinese/fold.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { formatDay } from "../../src/chinese/time/index.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { type Book, nameOfBook } from "../../src/ledger/note.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

/** Sealed words are opened to be looked through: so many of the latest. */
const mostSearched = 2000;
const foot = (first: RecordRow) => `看一条：回它的号，如 ${numberOf(first)}`;

/** One's own notes that hold all the words, in whichever book, the latest first. */
export async function notesFound(said: string, context: Context): Promise<Reply> {
  const page = pageIn(said);
  const words = fold(said)
    .text.toLowerCase()
    .replace(/第\s*\S{1,4}\s*页/u, " ")
    .split(/[\s,，、]+/u)
    .filter(Boolean);
  const own = await context.tables.recent.ofAuthor("note", author(context), { limit: mostSearched, offset: 0 });
  const found = own.filter((row) => {
    const text = fold(context.tables.records.openText(row)).text.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return listed(
    {
      title: `记过的“${words.join(" ")}”`,
      empty: `没找到记过“${clip(words.join(" "))}”的。`,
      total: found.length,
      find: async ({ limit, offset }) => found.slice(offset, offset + limit),
      line: (row) => lineOf(row, context),
      foot,
    },
    page,
    context,
  );
}

/** One's own notes of a book. @throws UserError */
export function notesOf(book: Book, { days, page, place, words }: Filters, context: Context): Promise<Reply> {
  const said = [place?.name, ...words].filter(Boolean).join(" ");
  const name = nameOfBook(book);
  if (said !== "") throw new UserError(`列表只按时间看。找词用：/${name} 找 ${said}`);
  return listed(
    {
      title: `${days?.said ?? ""}${name}，最近的在前`,
      empty: `${days?.said ?? ""}没有记过${name}。`,
      find: (cut) =>
        context.tables.recent.ofAuthor("note", author(context), cut, { category: book, ...(days ? { days } : {}) }),
      line: (row) => lineOf(row, context),
      foot,
    },
    page,
    context,
  );
}

const author = ({ actor }: Context) => ({ account: actor.account, personId: actor.person?.id ?? null });

/** `N12 11月20日 民情 三社老李家…` */
export const lineOf = (row: RecordRow, { tables, now }: Pick<Context, "tables" | "now">): string =>
  `${numberOf(row)} ${formatDay(row.day, now)} ${nameOfBook(row.category)} ${clip(tables.records.openText(row), 30)}`;
