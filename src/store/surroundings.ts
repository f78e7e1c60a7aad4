import type { Engine } from "./engine/engine.ts";
import type { Run } from "./engine/prepared.ts";

/** What tables know beside their rows. */
export type Surroundings = {
  readonly engine: Engine;
  /** runs the statements that are compiled once, in the same unit of work */
  readonly run: Run;
  /** the chat key of an account that was never heard of, from its short form; null: the platform has no such way */
  readonly addressOf: (shortAccount: string) => string | null;
  /** called for each chat that this unit of work gives something to send */
  readonly hasToSend: (chat: string) => void;
};
