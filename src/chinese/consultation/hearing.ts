import type { Consultation, TallyMessage, Word } from "./consultation.ts";
import { type PreparedQuestion, prepareQuestion } from "./question.ts";
import type { Roster, Spoken } from "./relay-lines.ts";
import type { Said, Stance } from "./stances.ts";

/** What has been heard so far in one consultation. */
export type Hearing = {
  readonly consultation: Consultation;
  readonly question: PreparedQuestion;
  readonly roster: Roster;
  readonly botName: string;
  readonly stands: Map<string, { readonly stance: Stance; readonly by: string }>;
  /** who has spoken clearly for themselves: nobody else's word counts for them any more */
  readonly ownWord: Set<string>;
  readonly unclear: Set<string>;
  /** names that a version of the list held before: a copy of them says nothing */
  readonly listed: Set<string>;
  readonly unmatched: Set<string>;
  /** what each message said, by its id, and the ids by their words, for quotations written into the text */
  readonly answers: Map<string, Said>;
  readonly idsByWords: Map<string, string>;
  /** the bot's own posts about this consultation: quoting one is quoting nobody */
  readonly posts: Set<string>;
  readonly says: Word[];
};

export function startHearing(consultation: Consultation, roster: Roster, botName: string): Hearing {
  return {
    consultation,
    question: prepareQuestion(consultation),
    roster,
    botName,
    stands: new Map(),
    ownWord: new Set(),
    unclear: new Set(),
    listed: new Set(),
    unmatched: new Set(),
    answers: new Map(),
    idsByWords: new Map(),
    posts: new Set(),
    says: [],
  };
}

/** A word for somebody else, by name; a name that is nobody or several is kept for a human. */
export function speakFor(state: Hearing, message: TallyMessage, { name }: Spoken, heard: Said): void {
  const ids = idsOf(state, name);
  const [person] = ids;
  if (person !== undefined && ids.length === 1) {
    record(state, message, person, heard);
    return;
  }
  if (state.unmatched.has(name)) return;
  state.unmatched.add(name);
  state.says.push({ message: message.id, name, says: "查无此人或重名" });
}

export function idsOf({ roster }: Hearing, name: string): readonly string[] {
  return roster.get(name) ?? [];
}

/** One person's word: the last clear one counts, and their own beats anybody's for them. */
export function record(state: Hearing, message: TallyMessage, person: string, heard: Said, claimed?: number): void {
  const own = person === message.sender;
  if (heard === null || (!own && state.ownWord.has(person))) return;
  if (heard === "unclear") {
    if (!state.stands.has(person)) state.unclear.add(person);
    state.says.push({ message: message.id, person, says: "未分类", ...(claimed ? { claimed } : {}) });
    return;
  }
  state.stands.set(person, { stance: heard.stance, by: message.sender });
  state.unclear.delete(person);
  if (own) state.ownWord.add(person);
  state.says.push({ message: message.id, person, says: heard.stance });
}

/** The sender's own line is taken out, and nobody else's. */
export function leave(state: Hearing, message: TallyMessage): void {
  if (!state.stands.delete(message.sender)) return;
  state.ownWord.add(message.sender);
  state.says.push({ message: message.id, person: message.sender, says: "退出" });
}
