import type { Kept } from "./kind.ts";

/** Somebody by what they have to do with a record. The owner is whoever has to act: of a reminder, the one reminded. */
export type Party = "author" | "owner" | "asker";
/** Who may make a move: a party, or whoever holds at least this role at the record's place. */
export type By = Party | "cadre" | "secretary";

/** What somebody else hears of a move. `where asked`: the chat in which the record was made; `who moved it last`: before this move. */
export type Saying = {
  readonly to: Party | "where asked" | "who moved it last";
  readonly text: string;
  /** words that can be said back, offered as buttons where the chat has them */
  readonly actions?: readonly string[];
  /** somebody is in danger: no quiet hours */
  readonly atOnce?: true;
  /** good to know, and no matter when it reaches nobody */
  readonly byTheWay?: true;
};

/** The circumstances of a move. */
export type How = {
  /** epoch milliseconds */
  readonly now: number;
  /** what was said with the word; empty when nothing */
  readonly words: string;
  /** a span of time that was said with the word, in milliseconds; null when none was */
  readonly delay: number | null;
  /** who makes it, by name */
  readonly mover: string;
  /** the record was made in a group */
  readonly inGroup: boolean;
  /** what is said to others waits for the end of the quiet hours until this moment; null: it goes now */
  readonly heldUntil: number | null;
};

/** What a move changes beside the state; what is left out stays. */
export type Changes = {
  readonly nextAt?: number | null;
  readonly rungAt?: number | null;
  /** the same record once more, due at this moment, beside one that keeps its rhythm */
  readonly onceMoreAt?: number;
};

/** A step in the life of a record. `word` is what people type, what a button says, and its name in the history. */
export type Move<State extends string = string> = {
  readonly word: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly examples: readonly [string, ...string[]];
  readonly from: readonly State[];
  readonly to: State | ((kept: Kept) => State);
  readonly by: readonly By[];
  /** what must be said with it: words are asked for, a delay has a default */
  readonly needs?: { readonly title: string; readonly question: string } | "delay";
  /** without a number it speaks of what rang last, within a day */
  readonly answersRinging?: true;
  /** said when it can speak of nothing */
  readonly nothing: string;
  changes?(kept: Kept, how: How): Changes;
  /** what the one who made it hears; `again`: the number of the record made once more */
  echo(kept: Kept, how: How, again?: string): string;
  /** the same in a group, without what was said */
  echoInGroup?(kept: Kept): string;
  /** it is taken back when what it says can be delivered to nobody */
  readonly onlyIfHeard?: true;
  says?(kept: Kept, how: How): readonly Saying[];
};

export type Lifecycle<State extends string = string> = {
  readonly starts: NoInfer<State>;
  /** in the words of lists; `waits`: something is still to be done */
  readonly states: Readonly<Record<State, { readonly word: string; readonly waits?: true }>>;
  /** said to somebody who named a number that is not theirs to move */
  readonly notYours: (number: string) => string;
  readonly moves: readonly Move<NoInfer<State>>[];
  /** what its ledger makes of it by commands and clocks of its own, in order */
  readonly ownSteps?: readonly NoInfer<State>[];
  /** states that end by themselves when their time comes, and what they become */
  readonly clock?: { readonly in: readonly NoInfer<State>[]; readonly to: NoInfer<State> };
};

/** A record that only stands. */
export const standing: Lifecycle<"standing"> = {
  starts: "standing",
  states: { standing: { word: "" } },
  notYours: (number) => `没有您能动的 ${number}。`,
  moves: [],
};
