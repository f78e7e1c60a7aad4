import type { Place, RosterPerson } from "../names/index.ts";
import type { TimeResult } from "../time/index.ts";

/** UTF-16 offsets in the text they are said of. */
export type Span = { readonly start: number; readonly end: number };

/** A place that was said: one, several equals, or none of the tree. */
export type SaidPlace = Span & { readonly said: string; readonly places: readonly Place[] };

/** Somebody who was said: one, several equals, or nobody of the roster, then kept as written. */
export type SaidPerson = Span & { readonly said: string; readonly people: readonly RosterPerson[] };

export type SaidPromise = Span & { readonly text: string; readonly due: TimeResult };

/** What a stretch of the message is. Together the parts are the whole message, each character once. */
export type PartKind =
  | "address"
  | "command"
  | "label"
  | "place"
  | "person"
  | "companion"
  | "time"
  | "promise"
  | "next"
  | "kind"
  | "category"
  | "number"
  | "content"
  /** particles, prepositions, blanks and signs between the others: {@link isGlue} */
  | "glue"
  /** more commands than are taken from one message: to be said, not kept */
  | "unrecorded";

export type Part = Span & { readonly as: PartKind };

export type Doubt = Span & {
  readonly about:
    | "place"
    | "places"
    | "person"
    | "time"
    | "promise"
    | "command"
    | "future"
    | "question"
    | "more"
    | "no place"
    | "no person"
    | "no words"
    | "no time";
  /** a question that can be put as it stands, where there is one */
  readonly question?: string;
};

/**
 * `command`: one of the product's, signed or not. `word`: acts on something that is there (办好了, 撤销). `number`: a
 * record's number alone. `question`: something is asked of the bot. `report`: what somebody should do or know.
 * `nothing`: a greeting, thanks, a curse.
 */
export type DraftKind = "command" | "word" | "number" | "question" | "report" | "nothing";

/** What a message, or one of several commands in it, comes to. Spans are offsets in the original message. */
export type Draft = Span & {
  readonly kind: DraftKind;
  /** the command's name, or the word that acts */
  readonly name: string | null;
  readonly signed: boolean;
  readonly places: readonly SaidPlace[];
  /** where the record belongs, and whence that is known */
  readonly village: { readonly place: Place; readonly from: "said" | "person" | "own" } | null;
  readonly people: readonly SaidPerson[];
  readonly companions: readonly SaidPerson[];
  /** the day of a record, the moment of a reminder */
  readonly time: TimeResult;
  readonly promises: readonly SaidPromise[];
  /** 入户 接访 现场 调研 宣讲 */
  readonly visitKind: string | null;
  readonly category: string | null;
  readonly numbers: readonly string[];
  /** whom a reminder is for: oneself, the group, or those named in `people` */
  readonly whom: "self" | "group" | "people" | null;
  /** everything that is in no slot, in the original characters */
  readonly content: string;
  readonly doubts: readonly Doubt[];
  /** nothing is written before a yes */
  readonly readBack: boolean;
  readonly parts: readonly Part[];
};
