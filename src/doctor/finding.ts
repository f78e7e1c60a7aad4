import type { Config } from "../config.ts";
import type { Tables } from "../store/tables.ts";
import type { Health } from "../web/ops-routes.ts";

/** `bad` wants somebody now, `look` one of these days. */
export type State = "good" | "look" | "bad";

/** What one check came to: what it is about, what it found, and what is to be done: a line to type, or a setting. */
export type Finding = {
  readonly about: string;
  readonly state: State;
  readonly says: string;
  readonly remedy?: string;
};

export const good = (about: string, says: string): Finding => ({ about, state: "good", says });
export const look = (about: string, says: string, remedy: string): Finding => ({ about, state: "look", says, remedy });
export const bad = (about: string, says: string, remedy: string): Finding => ({ about, state: "bad", says, remedy });

export const stateWords: Readonly<Record<State, string>> = { bad: "要办", look: "看看", good: "好" };

/** What is looked at. */
export type Patient = {
  readonly config: Config;
  readonly read: Tables;
  readonly now: number;
  /** of the service that runs; null: none answers */
  readonly health: Health | null;
};

/** What has to be done first, what may be looked at after that, and at last what is well. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const rank = { bad: 0, look: 1, good: 2 };
  return [...findings].sort((one, other) => rank[one.state] - rank[other.state]);
}
