/** What a handler answers. Where it goes is decided by the chat it came from. */
export type Reply = {
  readonly text: string;
  /** `here`: in this chat; `private`: one-to-one with the sender, where the platform has a way */
  readonly to: "here" | "private";
  /**
   * One line in the group beside a private answer, or instead of it when there is no private way.
   * Absent: nothing beside it, and `请私聊我：…` instead of it.
   */
  readonly inGroup?: string;
  /** the number of a plain acknowledgement, joined with others of the same group within ten seconds */
  readonly acknowledges?: number;
};

export const here = (text: string): Reply => ({ text, to: "here" });
export const privately = (text: string, inGroup?: string): Reply =>
  inGroup === undefined ? { text, to: "private" } : { text, to: "private", inGroup };
