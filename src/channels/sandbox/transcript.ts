import { randomUUID } from "node:crypto";
import type { Button } from "../../bot/delivery/outgoing.ts";
import type { CharacterId, GroupId } from "./cast.ts";
import type { SealedLines } from "./sealed-lines.ts";

/** A group, or the one-to-one chat of a character with the bot. */
export type ChatId = GroupId | `direct:${CharacterId}`;

/** Something said in the sandbox. */
export type Line = {
  /** from 1, without gaps */
  readonly sequence: number;
  /** by which it is quoted and recalled; of the bot's, the same on every attempt to send it */
  readonly id: string;
  /** epoch milliseconds by the sandbox's clock */
  readonly at: number;
  readonly chat: ChatId;
  readonly from: CharacterId | "bot";
  readonly text: string;
  readonly kind?: "picture" | "voice";
  /** base64 of a PNG that the bot shows; `text` is said where there is none */
  readonly shows?: string;
  /** number of the line it quotes */
  readonly quotes?: number;
  /** what can be said back at a tap; `text` says it in words too */
  readonly actions?: readonly Button[];
  /** the group hears only what mentions the bot, and this did not */
  readonly unheard?: true;
  /** number of an earlier line that is taken back by this one, which says nothing itself */
  readonly recalls?: number;
  /** it was taken back, and its words are gone */
  readonly recalled?: true;
};

/**
 * What was said in all chats: the last `bound` lines. It is the platform of the sandbox, so it remembers what people say
 * among themselves as well; in `kept`, where given, also over a restart.
 */
export function createTranscript(bound: number, kept?: SealedLines) {
  const [first, ...rest] = kept?.read() ?? [];
  let world = first ?? "";
  let lines: Line[] = [];
  for (const line of rest) take(JSON.parse(line));
  if (world === "") beginAnew();
  else kept?.replace([world, ...lines.map((line) => JSON.stringify(line))]);

  function take(line: Line): void {
    if (line.recalls !== undefined)
      lines = lines.map((said) => (said.sequence === line.recalls ? { ...said, text: "", recalled: true } : said));
    lines = [...lines.slice(1 - bound), line];
  }

  function beginAnew(): void {
    world = randomUUID();
    lines = [];
    kept?.replace([world]);
  }

  return {
    /** another one after everything began anew */
    world: (): string => world,
    beginAnew,
    /** What was added under this id before is not added again. */
    add(line: Omit<Line, "sequence">): void {
      if (lines.some(({ id }) => id === line.id)) return;
      const numbered: Line = { sequence: (lines.at(-1)?.sequence ?? 0) + 1, ...line };
      kept?.append(JSON.stringify(numbered));
      take(numbered);
    },
    get: (sequence: number): Line | undefined => lines.find((line) => line.sequence === sequence),
    /** What was added after that sequence number, oldest first. */
    since(after: number): readonly Line[] {
      return lines.filter((line) => line.sequence > after);
    },
  };
}
