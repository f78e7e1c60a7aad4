import type { Found, Place, PlaceIndex, Roster, RosterPerson } from "../names/index.ts";
import type { Calendar, Span } from "../time/index.ts";

/** By whom and when a list was pasted. `roster` holds whoever may be named in it. */
export type PasteWorld = {
  readonly speakerPlaceId: string | null;
  readonly index: PlaceIndex;
  readonly roster: Roster;
  readonly sentAt: number;
  readonly calendar: Calendar;
};

/** Somebody as written, and who that may be. */
export type Named = { readonly said: string; readonly found: Found<RosterPerson> };

export type Unit = { readonly said: string; readonly found: Found<Place> };

export type PasteDue =
  | { readonly kind: "at"; readonly said: string; readonly at: number }
  /** 长期坚持: said, and no date */
  | { readonly kind: "standing"; readonly said: string }
  | { readonly kind: "open"; readonly said: string; readonly choices: readonly { at: number; echo: string }[] }
  | { readonly kind: "past"; readonly said: string }
  | { readonly kind: "none" };

/** One matter. Spans are places in the pasted text, in original characters. */
export type PasteRow = {
  /** as people count them: matters only, those that were dropped counted with */
  readonly number: number;
  readonly spans: readonly Span[];
  readonly unit: Unit | null;
  /** the first owns it, the others help; empty: nobody was named, nor above */
  readonly owners: readonly Named[];
  /** the owner stood in a line above */
  readonly inherited: boolean;
  /** where only a unit was said: who leads it, to be asked */
  readonly offered: readonly RosterPerson[];
  readonly helpers: readonly Named[];
  readonly verifier: Named | null;
  /** what is to be done; other columns joined behind it under their headings */
  readonly text: string;
  readonly due: PasteDue;
};

/** What is no matter: shown, not lost. */
export type Aside = { readonly kind: "heading" | "title" | "note" | "rule" | "owner"; readonly span: Span };

export type Paste = {
  readonly rows: readonly PasteRow[];
  /** rows equal to an earlier one, left out */
  readonly repeats: readonly { readonly number: number; readonly of: number; readonly spans: readonly Span[] }[];
  readonly asides: readonly Aside[];
  /** lines behind the last one that was read */
  readonly beyond: number;
};

export const MOST_ROWS = 300;
export const LONGEST_ROW = 500;
