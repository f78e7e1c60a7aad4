import { appraisal } from "./appraisal.ts";
import { assignment } from "./assignment.ts";
import { consultation } from "./consultation.ts";
import { deed } from "./deed.ts";
import type { Kind } from "./kind.ts";
import type { Move } from "./lifecycle.ts";
import { meeting } from "./meeting.ts";
import { motion } from "./motion.ts";
import { note } from "./note.ts";
import { opinion } from "./opinion.ts";
import { reminder } from "./reminder.ts";
import { talk } from "./talk.ts";
import { tick } from "./tick.ts";
import { urgent } from "./urgent.ts";
import { visit } from "./visit.ts";

const list = [
  talk,
  visit,
  opinion,
  reminder,
  note,
  urgent,
  consultation,
  assignment,
  meeting,
  motion,
  deed,
  tick,
  appraisal,
] as const;

export type KindName = (typeof list)[number]["name"];

/** What a promise or an appointment becomes: it comes back to its author when it is due. */
export const noticeKind: KindName = "reminder";

/** Every kind of record there is: the only list. Whatever holds for all kinds is read off here. */
export const kinds: readonly Kind<KindName>[] = list;

const byName = new Map(kinds.map((kind) => [kind.name, kind]));
const byLetter = new Map(kinds.map((kind) => [kind.letter, kind]));

/** @throws on a name that no kind has: the row was written by a newer version */
export function kindOf(name: string): Kind<KindName> {
  const kind = byName.get(name as KindName);
  if (!kind) throw new Error(`no kind ${name}`);
  return kind;
}

export const kindOfLetter = (letter: string): Kind<KindName> | undefined => byLetter.get(letter.toUpperCase());

/** `T214` */
export const numberOf = (row: { readonly kind: string; readonly number: number }): string =>
  `${kindOf(row.kind).letter}${row.number}`;

/** Whether a record in this state waits for something to be done. */
export const waits = (kind: Kind, state: string): boolean => kind.lifecycle.states[state]?.waits === true;
/** In which nothing is to be done any more. */
export const endedStates = (kind: Kind): readonly string[] =>
  Object.keys(kind.lifecycle.states).filter((state) => !waits(kind, state));
/** How many days a record took to end, or waits; both included. */
export const waitAges = [
  { word: "当天", from: 0, to: 0 },
  { word: "3天内", from: 1, to: 3 },
  { word: "7天内", from: 4, to: 7 },
  { word: "30天内", from: 8, to: 30 },
  { word: "更久", from: 31, to: Number.POSITIVE_INFINITY },
] as const;

/** The moves of all kinds that go by one word. */
export const movesCalled = (word: string): readonly { readonly kind: Kind<KindName>; readonly move: Move }[] =>
  kinds.flatMap((kind) => kind.lifecycle.moves.filter((move) => move.word === word).map((move) => ({ kind, move })));
