import type { Recurrence } from "../chinese/time/index.ts";
import type { Lifecycle } from "./lifecycle.ts";

/** What is known of a record where rules of its kind are asked. */
export type Kept = {
  /** as people type it: `T214` */
  readonly number: string;
  readonly state: string;
  /** the first of its words, cut and without numbers of people */
  readonly gist: string;
  /** when its clock strikes next, epoch milliseconds */
  readonly nextAt: number | null;
  readonly rule: Recurrence | null;
};

/** One kind of record: numbers, lists, help, undo, recall, coverage, retention and moves read it here. */
export type Kind<Name extends string = string, State extends string = string> = {
  readonly name: Name;
  /** in front of the number; no two kinds share one */
  readonly letter: string;
  /** in Chinese, as it stands in lists */
  readonly word: string;
  readonly lifecycle: Lifecycle<State>;
  /** moves the coverage cells of its place; `down to` the level at which it is asked who was reached */
  readonly counts?: { readonly verb: string; readonly downTo: "village" | "hamlet" };
  /** anybody may make one in front of all: what is said of it may be said there */
  readonly open?: true;
  /** somebody waits for an answer to it: those in charge hear of it twice a workday */
  readonly answered?: true;
  /** such words may only be said privately: they are encrypted, and kept from groups and digests */
  isSensitive?(words: string, category: string): boolean;
  /** words are always encrypted, also when they are not sensitive */
  readonly sealed?: true;
  /** made by a command of its own right and never listed as something that was said */
  readonly apart?: true;
  /** days; then nobody can tell whose it was */
  readonly namesLast?: number;
};

/** Keeps the type of the states while a kind is declared. */
export const defineKind = <Name extends string, State extends string>(kind: Kind<Name, State>): Kind<Name, State> =>
  kind;
