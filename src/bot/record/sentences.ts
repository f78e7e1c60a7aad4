import { kindOf, numberOf } from "../../ledger/kinds.ts";
import type { MoveRow } from "../../store/tables/moves.ts";
import type { RecordRow } from "../../store/tables/records.ts";
import type { Tables } from "../../store/tables.ts";
import { parseChatKey } from "../message.ts";
import { amendWord } from "./kept.ts";

/** The step by which the next sentence becomes part of a record. */
export const saidOnWord = "又说";

type OfRecord = Pick<Tables, "records" | "moves">;

/** The sentences that were added to a record and stand. */
export const saidOn = async (row: RecordRow, { moves }: OfRecord): Promise<MoveRow[]> =>
  (await moves.of(row.id)).filter(({ word }) => word === saidOnWord);

const noteOf = (moved: MoveRow, { moves }: OfRecord): string => moves.openNote(moved) ?? "";

/** How many messages a record's words came in; `later` are those behind the first. */
const sentencesOf = (row: RecordRow, later: readonly MoveRow[], tables: OfRecord): number =>
  later.length + (tables.records.openText(row) === together(later, tables) ? 0 : 1);

const together = (later: readonly MoveRow[], tables: OfRecord): string =>
  later.map((moved) => noteOf(moved, tables)).join(betweenSentences);

/** In one line: of several, what lists show would end with the first. */
export const betweenSentences = " ";
const padded = (text: string): string => `${betweenSentences}${text}${betweenSentences}`;

function without(text: string, sentence: string): string {
  const at = padded(text).lastIndexOf(padded(sentence));
  if (at < 0) return text;
  return `${text.slice(0, Math.max(0, at - 1))}${text.slice(at + sentence.length + (at === 0 ? 1 : 0))}`;
}

/** Whether these very words stand in a record already. */
export const isSaid = (row: RecordRow, words: string, { records }: Pick<Tables, "records">): boolean =>
  padded(records.openText(row)).includes(padded(words));

/**
 * Takes one of several sentences out of a record, `moved` or else the first one. False: nothing would be left, the
 * record is to fall as a whole.
 */
export async function takeSentence(row: RecordRow, moved: MoveRow | null, tables: Tables): Promise<boolean> {
  if (row.withdrawn_at !== null) return true;
  const moves = await tables.moves.of(row.id);
  const later = moves.filter(({ word }) => word === saidOnWord);
  // whoever put it into other words afterwards means those
  if (!moved && (later.length === 0 || moves.some(({ word }) => word === amendWord))) return false;
  const before = tables.records.openText(row);
  const text = moved ? without(before, noteOf(moved, tables)) : together(later, tables);
  if (text.trim() === "") return false;
  await tables.records.change(row, { text: tables.records.words(row, text) });
  const rest = later.filter(({ id }) => id !== moved?.id);
  await tables.outbox.reword(answerKey(row), answerTo({ ...row, sealed: 0, text }, rest, tables));
  return true;
}

/** `收到 O3（4句）`: the one answer to all that a record was said in. */
export const answerTo = (row: RecordRow, later: readonly MoveRow[], tables: OfRecord): string =>
  kindOf(row.kind).answerToAll?.(numberOf(row), sentencesOf(row, later, tables), {
    isSensitive: row.sensitive === 1,
    inGroup: parseChatKey(row.chat).kind === "group",
  }) ?? "";

/** Under which key the one answer to several sentences waits. */
export const answerKey = ({ id }: Pick<RecordRow, "id">): string => `said on:${id}`;

/** More can be said of it: it is of a kind that anybody makes, and nothing has become of it yet. */
export const isUntouched = (row: RecordRow, moves: readonly MoveRow[]): boolean =>
  row.state === kindOf(row.kind).lifecycle.starts && moves.every(({ word }) => word === saidOnWord);
