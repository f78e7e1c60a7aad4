import type { Question } from "./question.ts";
import type { Stance } from "./stances.ts";

/** A question with the time in which it is open: from `openedAt` up to, not at, `closesAt`, epoch milliseconds. */
export type Consultation = Question & {
  readonly openedAt: number;
  readonly closesAt: number;
  /** id of the bot's message that asked it */
  readonly openingMessage: string;
};

export type TallyPerson = { readonly id: string; readonly name: string; readonly away: boolean };

export type TallyMessage = {
  readonly id: string;
  /** a person's id, or any other key for somebody who is not on the roster */
  readonly sender: string;
  /** what the platform calls the sender */
  readonly name: string;
  readonly fromBot: boolean;
  readonly sentAt: number;
  readonly text: string;
  /** id of the message it quotes */
  readonly quote: string | null;
  readonly mentioned: boolean;
  /** what a human took it for: a stance, or 不算; 未分类: one must look at it */
  readonly verdict?: string | undefined;
};

/** What one message did, in order: for finding out where a difference comes from. */
export type Word =
  | {
      readonly message: string;
      readonly person: string;
      readonly says: Stance | "未分类" | "退出";
      /** for so many unnamed others */
      readonly claimed?: number;
    }
  | { readonly message: string; readonly name: string; readonly says: "查无此人或重名" };

/** How many of them are at home, away, and not on the roster. */
export type Whereabouts = { readonly home: number; readonly away: number; readonly unregistered: number };

export type Tally = Whereabouts & {
  /** people by stance: the options or 同意 反对, then 没意见 弃权 */
  readonly tally: Readonly<Record<Stance, readonly string[]>>;
  readonly people: number;
  readonly split: Readonly<Record<Stance, Whereabouts>>;
  /** who waits for a human and has no counted stance */
  readonly unclassified: readonly string[];
  /** names in a list that are nobody, or more than one person, on the roster */
  readonly unmatched: readonly string[];
  /** person → who spoke for them, where that word counts */
  readonly enteredBy: Readonly<Record<string, string>>;
  readonly says: readonly Word[];
};
