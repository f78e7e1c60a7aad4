import type { Shown } from "../pictures/sheet.ts";
import type { Actions } from "../store/tables/outbox.ts";
import type { Origin } from "./origin.ts";

type Said = {
  readonly text: string;
  /** id of the record, or of the several, that it speaks of, which a quote of it means */
  readonly subject?: string | readonly string[];
  /** words that can be said back, as buttons where the channel has them */
  readonly actions?: Actions;
  /** follows the text, which says all of it already */
  readonly picture?: Shown;
};

/** What a handler answers. Where it goes is decided by the chat it came from. */
export type Reply = Said &
  (
    | { readonly to: "here" }
    /** here, as a message of its own where answers are pushed: the hello does not hang on somebody's record */
    | { readonly to: "apart" }
    /** here: a plain acknowledgement of an opinion, joined with others of the same group within ten seconds */
    | { readonly to: "joined"; readonly number: number }
    /** here, when nothing newer was said under the same key until then */
    | { readonly to: "later"; readonly from: number; readonly replaces: string }
    /**
     * One-to-one with the sender, where the platform has a way; else `instead` is one line in the group, or
     * `请私聊我：…`, at most once an hour.
     */
    | { readonly to: "private"; readonly instead: string | null }
    /** one-to-one with the sender in full, and `line` in the group, also when there is no private way */
    | { readonly to: "both"; readonly line: string }
    /** where a question came from, when it is answered somewhere else */
    | { readonly to: { readonly origin: Origin } }
  );

export const here = (text: string): Reply => ({ text, to: "here" });
/** A refusal, an error, a list: private; `instead` is what a group may hear when there is no private way. */
export const privately = (text: string, instead: string | null = null): Reply => ({ text, to: "private", instead });
/** A record made or moved: in full to its author, in one line without what was said to the group. */
export const recorded = (text: string, line: string, subject?: string | readonly string[]): Reply => ({
  text,
  to: "both",
  line,
  ...(subject === undefined ? {} : { subject }),
});
