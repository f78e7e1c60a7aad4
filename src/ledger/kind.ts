import type { Recurrence } from "../chinese/time/index.ts";
import type { Lifecycle, Stake } from "./lifecycle.ts";

/** Columns of a kind's own table, by name. */
export type Own = Readonly<Record<string, string | number | null>>;

/** Somebody who has to do with a record beside its author and owner. */
export type Involved = {
  readonly stake: Stake;
  /** null: nobody holds that post any more, or whoever asked is on no roster */
  readonly personId: string | null;
  readonly name: string;
  /** of an asker: can be told where they spoke, and what they said last of what became of it */
  readonly isReachable: boolean;
  readonly word: string | null;
};

/** What is known of a record where rules of its kind are asked. */
export type Kept = {
  /** as people type it: `T214` */
  readonly number: string;
  readonly state: string;
  /** the first of its words, cut and without numbers of people */
  readonly gist: string;
  /** somebody who said it to whoever wrote it down, as they called them; else empty */
  readonly onBehalfOf: string;
  /** when its clock strikes next, epoch milliseconds */
  readonly nextAt: number | null;
  readonly rule: Recurrence | null;
  /** when it last struck and was not answered since */
  readonly rungAt: number | null;
  /** whom its clock disturbs beside whoever set it; null: nobody */
  readonly disturbs: "group" | "private" | null;
  readonly dueAt: number | null;
  /** its words are nobody's business but those it concerns */
  readonly sensitive: boolean;
  /** who has to act, as they are called; empty: nobody */
  readonly ownerName: string;
  readonly ownerId: string | null;
  readonly own: Own;
  /** what is set for its kind where it was made: JSON */
  readonly set: string | null;
  readonly involved: readonly Involved[];
  /** what it was lifted from: whoever asked knows it by that number; its owner may have handed on what was handed to them */
  readonly origin: {
    readonly number: string;
    readonly gist: string;
    readonly kind: string;
    readonly state: string;
    /** the place in whose numbers it stands */
    readonly town: string;
    /** where it is no villager's word: how it is told of, and what follows when the work is done */
    readonly comesFrom?: string;
    readonly whenDone?: string;
  } | null;
  /** what was said last with each word */
  readonly lastNotes: Readonly<Record<string, string>>;
};

/** One kind of record: numbers, lists, help, undo, recall, coverage, retention and moves read it here. */
export type Kind<Name extends string = string, State extends string = string> = {
  readonly name: Name;
  /** in front of the number; no two kinds share one */
  readonly letter: string;
  /** in Chinese, as it stands in lists */
  readonly word: string;
  readonly lifecycle: Lifecycle<State>;
  /** moves the coverage cells of its place; `down to` the level at which it is asked who was reached */
  readonly counts?: { readonly verb: string; readonly downTo: "village" | "hamlet" };
  /** pictures that are said with one belong to it */
  readonly photos?: true;
  /** anybody may make one in front of all: what is said of it may be said there */
  readonly open?: true;
  /** what is said in several short messages becomes one of them, and this is the answer to all */
  answerToAll?(
    number: string,
    sentences: number,
    how: { readonly isSensitive: boolean; readonly inGroup: boolean },
  ): string;
  /** said to those who were called because of one that is taken back */
  takenBack?(number: string): string;
  /** said in every group that was asked when it is taken back */
  takenBackInGroups?(number: string): string;
  /** said there when a step of it is taken back */
  stepBackInGroups?(number: string, word: string): string;
  /** with a step taken since it falls no more when its message does; said to whoever tries */
  standsOnceStepped?(number: string): string;
  /** somebody waits for an answer to it: those in charge hear of it twice a workday */
  readonly answered?: true;
  /** such words may only be said privately: they are encrypted, and kept from groups and digests */
  isSensitive?(words: string, category: string): boolean;
  /** words are always encrypted, also when they are not sensitive */
  readonly sealed?: true;
  /** is corrected by a form of this command: all who heard of it must hear that too */
  readonly amendedUnder?: string;
  /** made by a command of its own right and never listed as something that was said */
  readonly apart?: true;
  /** may be handed over to somebody although it is made apart: how whoever does it hears of it, and what follows once it is done */
  readonly handedOn?: {
    comesFrom(number: string): string;
    whenDone(number: string, state: string): string;
  };
  /** has a deadline, which is not when its clock strikes; how both are called on its card: `12月2日18:00截止` */
  readonly deadline?: { readonly word: string; readonly owner?: string };
  /** days; then nobody can tell whose it was */
  readonly namesLast?: number;
  /** the table of its own columns, keyed by `record_id` */
  readonly own?: "assignments";
};

/** Keeps the type of the states while a kind is declared. */
export const defineKind = <Name extends string, State extends string>(kind: Kind<Name, State>): Kind<Name, State> =>
  kind;
