import type { Asked } from "./ask.ts";
import type { Day } from "./days.ts";
import type { MomentPhrase, RelativePhrase } from "./phrase.ts";
import type { Recurrence } from "./recurrence.ts";

/** What a phrase means, before it is worded. */
export type Outcome =
  | {
      readonly kind: "moment";
      readonly at: number;
      readonly lunar: boolean;
      readonly clocked: boolean;
      readonly note?: string;
    }
  | { readonly kind: "day"; readonly day: Day; readonly lunar: boolean; readonly note?: string }
  | { readonly kind: "recurrence"; readonly rule: Recurrence; readonly first: number; readonly note?: string }
  | { readonly kind: "past"; readonly at: number }
  | { readonly kind: "none" }
  | Asked;

/** How far back a record may lie, in days. */
export const OLDEST_RECORD = 60;

export function moment(at: number, from: MomentPhrase | RelativePhrase, clocked: boolean, note?: string): Outcome {
  const lunar = from.kind === "moment" && from.lunar;
  return { kind: "moment", at, lunar, clocked, ...(note === undefined ? {} : { note }) };
}
