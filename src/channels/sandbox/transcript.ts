import type { CharacterId, GroupId } from "./cast.ts";

/** A group, or the one-to-one chat of a character with the bot. */
export type ChatId = GroupId | `direct:${CharacterId}`;

/** Something said in the sandbox. */
export type Line = {
  /** from 1, without gaps */
  readonly sequence: number;
  /** epoch milliseconds by the sandbox's clock */
  readonly at: number;
  readonly chat: ChatId;
  readonly from: CharacterId | "bot";
  readonly text: string;
};

/** The last lines of all chats, in memory: at most `bound` of them. */
export function createTranscript(bound: number) {
  let lines: Line[] = [];
  let sequence = 0;
  return {
    add(line: Omit<Line, "sequence">): void {
      sequence += 1;
      lines = [...lines.slice(1 - bound), { sequence, ...line }];
    },
    /** What was added after that sequence number, oldest first. */
    since(after: number): readonly Line[] {
      return lines.filter((line) => line.sequence > after);
    },
  };
}
