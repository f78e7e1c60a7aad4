import type { Consultation, TallyMessage } from "../../src/chinese/consultation/consultation.ts";
import { openingQuote } from "../../src/chinese/consultation/listen.ts";
import { type Asked, consultation } from "../../src/ledger/consultation.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { Tables } from "../../src/store/tables.ts";

/** What stands in a record's fields. */
export type Facts = {
  readonly options: readonly string[] | null;
  readonly numbered: boolean;
  /** counts are not published before the end */
  readonly hidden: boolean;
  /** who said what goes no further than the group in which it was said */
  readonly unnamed: boolean;
  readonly openedAt: number;
  /** said of it last in public */
  readonly counted: string;
  /** the counts at the end, and what was decided */
  readonly result: string;
  readonly decision: string;
};

const flag = (value: unknown): boolean => value === "1";
const text = (value: unknown): string => (typeof value === "string" ? value : "");

export function factsOf(row: RecordRow, { records }: Pick<Tables, "records">): Facts {
  const { options, numbered, hidden, unnamed, openedAt, counted, result, decision } = records.openFields(row);
  return {
    options: typeof options === "string" ? [options] : (options ?? null),
    ...{ numbered: flag(numbered), hidden: flag(hidden), unnamed: flag(unnamed), openedAt: Number(text(openedAt)) },
    ...{ counted: text(counted), result: text(result), decision: text(decision) },
  };
}

export const fieldsOf = (facts: Facts): Record<string, string | readonly string[]> => ({
  ...(facts.options ? { options: facts.options } : {}),
  ...(facts.numbered ? { numbered: "1" } : {}),
  ...(facts.hidden ? { hidden: "1" } : {}),
  ...(facts.unnamed ? { unnamed: "1" } : {}),
  openedAt: String(facts.openedAt),
  ...(facts.counted ? { counted: facts.counted } : {}),
  ...(facts.result ? { result: facts.result } : {}),
  ...(facts.decision ? { decision: facts.decision } : {}),
});

/** The question of a record. */
export function askedOf(row: RecordRow, tables: Pick<Tables, "records">): Asked {
  const { options, numbered, openedAt } = factsOf(row, tables);
  return {
    ...{ id: row.id, number: `${consultation.letter}${row.number}`, title: tables.records.openText(row) },
    ...{ options, numbered, openedAt, closesAt: row.due_at ?? 0 },
  };
}

/** As the reading of answers takes it. */
export const toRead = (asked: Asked): Consultation => ({ ...asked, openingMessage: openingQuote });

const read = new Map<string, readonly Asked[]>();
const mostKept = 2_000;

/** What is open in a group, from its row. */
export function askedIn(asking: string): readonly Asked[] {
  if (asking === "") return [];
  const known = read.get(asking);
  if (known) return known;
  if (read.size >= mostKept) read.clear();
  const asked = JSON.parse(asking) as readonly Asked[];
  read.set(asking, asked);
  return asked;
}

/** What is quoted, as a word knows it: this message of this chat. */
export const messageIn = (chat: string, platformId: string): string => `${chat}|${platformId}`;

export const noMessage: Omit<TallyMessage, "id" | "sender" | "name" | "text" | "sentAt"> = {
  fromBot: false,
  quote: null,
  mentioned: false,
};
