import type { Engine } from "./engine/engine.ts";
import type { Run } from "./engine/prepared.ts";
import type { ToSend } from "./to-send.ts";

/** What tables know beside their rows. */
export type Surroundings = {
  readonly engine: Engine;
  /** runs the statements that are compiled once, in the same unit of work */
  readonly run: Run;
  /** the chat key of an account that was never heard of, from its short form; null: the platform has no such way */
  readonly addressOf: (shortAccount: string) => string | null;
  /** what this unit of work leaves to be sent */
  readonly toSend: ToSend;
};
