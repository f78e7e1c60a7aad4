import { foldText } from "../fold.ts";
import { normalise } from "../normalise.ts";
import type { Consultation, TallyMessage, Word } from "./consultation.ts";
import { hear } from "./hear.ts";
import { startHearing } from "./hearing.ts";
import { isOnBehalf, type Roster } from "./relay-lines.ts";
import { readStance, type Said } from "./stances.ts";

/** What a message quotes where it is no answer of somebody: ids that no platform gives. */
export const openingQuote = "opening";
export const postQuote = "post";

/** What is known, of what was said before, about one message. */
export type Before = {
  /** what the quoted message said; null: it is none that was heard */
  readonly quoted: Said;
  /** its sender has spoken, so that there is something to take back */
  readonly hasSpoken: boolean;
};

const nobody: Roster = new Map();
const written = "written";

/** What one message says to a consultation, as far as that can be known without the roster: nothing, for chatter. */
export function listenTo(
  consultation: Consultation,
  message: TallyMessage,
  botName: string,
  before: Before,
): readonly Word[] {
  const state = startHearing(consultation, nobody, botName);
  state.posts.add(postQuote);
  if (before.quoted) {
    const { quoted } = normalise(message.text, [botName]);
    if (message.quote !== null) state.answers.set(message.quote, before.quoted);
    if (quoted !== null) state.idsByWords.set(foldText(quoted).trim(), written);
    state.answers.set(written, before.quoted);
  }
  if (before.hasSpoken) {
    state.listed.add("");
    state.stands.set(message.sender, { stance: "", by: message.sender });
  }
  hear(state, message);
  return state.says;
}

/** Whether it might say something, whatever it turns out to quote and whoever had spoken. */
export function mayBeHeard(consultation: Consultation, message: TallyMessage, botName: string): boolean {
  const quoted = { stance: consultation.options?.[0] ?? "同意" };
  return (
    listenTo(consultation, message, botName, { quoted, hasSpoken: true }).length > 0 ||
    speaksForOthers(consultation, message, botName)
  );
}

/** 代刘长河同意: whether that is somebody, only the roster knows. */
export function speaksForOthers(consultation: Consultation, message: TallyMessage, botName: string): boolean {
  const { question } = startHearing(consultation, nobody, botName);
  const line = normalise(message.text, [botName]);
  const said = line.folded.text.slice(line.start, line.end);
  if (!said.split(/[,;。\s]+/).some(isOnBehalf)) return false;
  const read = readStance(said, question, true, null);
  return read !== null && read !== "unclear";
}
