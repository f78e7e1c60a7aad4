import type { Origin } from "./origin.ts";

/** What a handler answers. Where it goes is decided by the chat it came from. */
export type Reply = {
  readonly text: string;
  /** `here`: in this chat; `private`: one-to-one with the sender, where the platform has a way; else where a question came from */
  readonly to: "here" | "private" | { readonly origin: Origin };
  /**
   * One line in the group instead of a private answer, when there is no private way.
   * Absent: `请私聊我：…`, at most once an hour.
   */
  readonly instead?: string;
  /** one line in the group beside the private answer, and instead of it */
  readonly beside?: string;
  /** a message of its own where answers are pushed: the hello does not hang on somebody's record */
  readonly apart?: true;
  /** id of the record it speaks of, which a quote of it means */
  readonly subject?: string;
  /** the number of a plain acknowledgement, joined with others of the same group within ten seconds */
  readonly acknowledges?: number;
};

export const here = (text: string): Reply => ({ text, to: "here" });
/** A refusal, an error, a list: private; `instead` is what a group may hear when there is no private way. */
export const privately = (text: string, instead?: string): Reply =>
  instead === undefined ? { text, to: "private" } : { text, to: "private", instead };
/** A record made or moved: in full to its author, in one line without what was said to the group. */
export const recorded = (text: string, line: string, subject?: string): Reply =>
  subject === undefined ? { text, to: "private", beside: line } : { text, to: "private", beside: line, subject };
