import type { PlaceRow } from "../store/schema.ts";
import type { RecordRow } from "../store/tables/records.ts";
import type { Context } from "./context.ts";

export type Following = {
  /** whose speakers report again; null: all of them */
  readonly place: PlaceRow | null;
  /** which panel, and how many slips, as far as that was said */
  readonly panel: string | undefined;
  readonly slips: number | null;
};
/** Carries it out for the other meeting. @returns what whoever said it hears; empty: there are no ballots */
export type Goes = (second: RecordRow) => Promise<string>;

/** What one ledger does for a meeting: ballots of those who listen, about those who report. */
export type Appraises = {
  /** Makes it, with the panels as they were said. @returns what whoever said it hears. @throws UserError */
  arrange(
    meeting: RecordRow,
    speakers: readonly { readonly personId: string; readonly placeId: string; readonly name: string }[],
    panels: string,
    context: Context,
  ): Promise<string>;
  /** Other speakers than before: those are graded, while nobody has voted. @returns what whoever said it hears; empty: there are no ballots */
  speakersChanged(meeting: RecordRow, context: Context): Promise<string>;
  /** Why who is graded is not this meeting's to change any more; empty: it is, or there are no ballots. */
  settled(meeting: RecordRow, context: Context): Promise<string>;
  /** A panel of the first meeting's ballots votes in another one. @throws UserError or Ask before anything is written */
  follows(first: RecordRow, terms: Following, context: Context): Promise<Goes>;
  /** The meeting is not held: its ballots go. @returns what whoever said it hears; empty: there were none */
  cancel(meeting: RecordRow, context: Context): Promise<string>;
  /** @returns the line for the hall. @throws UserError */
  begin(meeting: RecordRow, context: Context): Promise<string>;
  /** @returns the line for the hall. @throws UserError, or Ask while ballots are filled and not cast */
  end(meeting: RecordRow, context: Context): Promise<string>;
  /** What still votes in the meeting is closed with it. @returns the line for the hall; empty: nothing does. @throws Ask */
  endWith(meeting: RecordRow, context: Context): Promise<string>;
  /** `没有测评`, or how it stands */
  standing(meeting: RecordRow, context: Context): Promise<{ readonly words: string; readonly isWaitedFor: boolean }>;
  /** What a speaker hears of the own result; empty: nothing can be said. */
  ownResult(meeting: RecordRow, personId: string, context: Context): Promise<string>;
};
