import type { Calendar, Recurrence } from "../chinese/time/index.ts";
import type { Kept, Own } from "./kind.ts";
import type { QuietHours } from "./quiet-hours.ts";

/**
 * What somebody has to do with a record beside having made it and having to act. The assigner is whoever holds the post
 * that handed it over, where nobody does the secretary there.
 */
export type Stake = "assigner" | "verifier" | "helper" | "asker";
/** Somebody by what they have to do with a record. The owner is whoever has to act: of a reminder, the one reminded. */
export type Party = "author" | "owner" | Stake;
/** Who may make a move: a party, or whoever holds at least this role at the record's place. */
export type By = Party | "cadre" | "secretary";

/** What somebody else hears of a move. `where asked`: the chat in which the record was made; `who moved it last`: before this move. */
export type Saying = {
  readonly to: Party | "where asked" | "who moved it last" | "target";
  readonly text: string;
  /** the same where it can only be said in a group: without what is nobody else's business */
  readonly inGroup?: string;
  /** words that can be said back, offered as buttons where the chat has them */
  readonly actions?: readonly string[];
  /** somebody is in danger: no quiet hours */
  readonly atOnce?: true;
  /** good to know, and no matter when it reaches nobody */
  readonly byTheWay?: true;
};

/** Somebody a move hands a record to. */
export type Target = {
  readonly personId: string;
  readonly account: string | null;
  /** as they are called: `王建国主任` */
  readonly name: string;
  /** where the post lies by which whoever moves it may hand over to them; null: they may not */
  readonly placeId: string | null;
  readonly isSelf: boolean;
};

/** The circumstances of a move. */
export type How = {
  /** epoch milliseconds */
  readonly now: number;
  readonly calendar: Calendar;
  /** what whoever makes it has to do with the record */
  readonly as: readonly By[];
  /** whom it is handed to, and until when it is to be done, where such was said */
  readonly target: Target | null;
  readonly until: number | null;
  /** what was said with the word; empty when nothing */
  readonly words: string;
  /** a span of time that was said with the word, in milliseconds; null when none was */
  readonly delay: number | null;
  /** a rhythm that was said with the word */
  readonly rule: Recurrence | null;
  /** who makes it, by name */
  readonly mover: string;
  /** the same as people are called: `孙国华书记` */
  readonly moverCalled: string;
  /** the record was made in a group */
  readonly inGroup: boolean;
  /** what is said to others waits for the end of the quiet hours until this moment; null: it goes now */
  readonly heldUntil: number | null;
  /** as they are set where the record disturbs others; absent: as they are everywhere */
  readonly quiet?: QuietHours;
};

/** What a move changes beside the state; what is left out stays. */
export type Changes = {
  readonly nextAt?: number | null;
  readonly rungAt?: number | null;
  readonly rule?: Recurrence | null;
  /** the same record once more, due at this moment, beside one that keeps its rhythm */
  readonly onceMoreAt?: number;
  readonly dueAt?: number;
  /** who has to act from now on; null: nobody more than others */
  readonly owner?: Target | null;
  /** columns of the kind's own table */
  readonly own?: Own;
  /** somebody has to do with it from now on */
  readonly involves?: { readonly stake: Stake; readonly who: "target" | "former owner" };
  /** what the asker says of what became of it */
  readonly askerSays?: string;
};

/** What must be said with a move. Words are asked for, a delay has a default. */
export type Needs =
  | { readonly title: string; readonly question: string }
  | "delay"
  /** somebody, and then perhaps words */
  | "person"
  /** a time, and words that say why */
  | "time";

/** A step in the life of a record. `word` is what people type, what a button says, and its name in the history. */
export type Move<State extends string = string> = {
  readonly word: string;
  readonly aliases: readonly string[];
  /** what begins with it says the word by other words, in front of what is said with it: 改到 */
  readonly leads?: RegExp;
  readonly summary: string;
  readonly examples: readonly [string, ...string[]];
  readonly from: readonly State[];
  readonly to: State | ((kept: Kept, how: How) => State);
  readonly by: readonly By[];
  readonly needs?: Needs;
  /** the words have to be there; in a group they are not asked for */
  readonly needsReason?: true;
  /** id of the person it hands to, where that was not said with it */
  targetOf?(kept: Kept): string | null;
  /** why it cannot be made now; null: it can */
  refuses?(kept: Kept, how: How): string | null;
  /** one-to-one and without a number it speaks of the only record that waits for it */
  readonly answersWaiting?: true;
  /** whoever asked sees this step when they look, and no other */
  readonly forAskers?: true;
  /** of those in its states only these wait for it; left out: all */
  awaits?(kept: Kept): boolean;
  /** under a message that speaks of several it is meant of all */
  readonly takesAll?: true;
  /** what becomes of the record it was lifted from, where that kind knows the state */
  originBecomes?(kept: Kept, how: How): string | null;
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
  /**
   * In the words of lists; `waits`: something is still to be done; `liesWith`: whom it lies with is what was said with the
   * move that led there; `isUntold`: none of whom it concerns knows of it yet
   */
  readonly states: Readonly<
    Record<
      State,
      { readonly word: string; readonly waits?: true; readonly liesWith?: "moved to"; readonly isUntold?: true }
    >
  >;
  /** said to somebody who named a number that is not theirs to move */
  readonly notYours: (number: string) => string;
  readonly moves: readonly Move<NoInfer<State>>[];
  /** what its ledger makes of it by commands and clocks of its own, in order */
  readonly ownSteps?: readonly NoInfer<State>[];
  /** states that end by themselves when their time comes, and what they become */
  readonly clock?: { readonly in: readonly NoInfer<State>[]; readonly to: NoInfer<State> };
  /** when the clock of a record strikes next, after each move and each strike; null: never. Its state stays */
  strikes?(kept: Kept, now: number, calendar: Calendar): number | null;
};

/** A record that only stands. */
export const standing: Lifecycle<"standing"> = {
  starts: "standing",
  states: { standing: { word: "" } },
  notYours: (number) => `没有您能动的 ${number}。`,
  moves: [],
};
