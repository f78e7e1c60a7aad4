import type { RecordRow } from "../store/tables/records.ts";
import type { Context } from "./context.ts";

/** What one ledger does for a meeting: ballots of those who listen, about those who report. */
export type Appraises = {
  /** Makes it, with the panels as they were said. @returns what whoever said it hears. @throws UserError */
  arrange(
    meeting: RecordRow,
    speakers: readonly { readonly personId: string; readonly placeId: string; readonly name: string }[],
    panels: string,
    context: Context,
  ): Promise<string>;
  /** @returns the line for the hall. @throws UserError */
  begin(meeting: RecordRow, context: Context): Promise<string>;
  /** @returns the line for the hall. @throws UserError, or Ask while ballots are filled and not cast */
  end(meeting: RecordRow, context: Context): Promise<string>;
  /** `没有测评`, or how it stands */
  standing(meeting: RecordRow, context: Context): Promise<string>;
  /** What a speaker hears of the own result; empty: nothing can be said. */
  ownResult(meeting: RecordRow, personId: string, context: Context): Promise<string>;
};
