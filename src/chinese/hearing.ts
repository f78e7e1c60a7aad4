import type { Consultation, TallyMessage, Word } from "./consultation.ts";
import { fold } from "./fold.ts";
import { normalise } from "./normalise.ts";
import { type PreparedQuestion, prepareQuestion } from "./question.ts";
import { isTitleOf, parseRelay, type Relay } from "./relay.ts";
import { isOnBehalf, onBehalf, type Roster, readLine, type Spoken } from "./relay-lines.ts";
import { type Quoted, readStance, type Said, type Stance } from "./stances.ts";

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

/** Takes one message of the time in which the consultation is open, in order. */
export function hear(state: Hearing, message: TallyMessage): void {
  const { question } = state;
  if (message.fromBot) {
    if (message.text.startsWith(`【${question.number}】`)) state.posts.add(message.id);
    return;
  }
  const line = normalise(message.text, [state.botName]);
  const said = line.folded.text.slice(line.start, line.end);
  state.idsByWords.set(said, message.id);
  const relay = parseRelay(said);
  if (relay) {
    if (isTitleOf(relay.title, question.title, question.number)) hearRelay(state, message, relay);
    return;
  }
  const numbered = /^【?\s*(C)\s?([0-9]{1,6})(?![0-9])\s*】?[\s:,、]*/i.exec(said);
  const ours = numbered !== null && `C${numbered[2]}` === question.number;
  if ((numbered && !ours) || /^(?:[/\\]|撤销$)/.test(said)) return;
  const words = (ours ? said.slice(numbered[0].length) : said).replaceAll(`@${fold(state.botName).text}`, " ").trim();
  const quote = quoteOf(state, message, line.quoted);
  const addressed = quote === "opening" || message.mentioned || line.mentioned || ours;
  if (/^(?:我家?|俺家?)?(?:取消(?:报名)?|不去了)(?=$|[\s\p{P}])/u.test(words) && (addressed || state.listed.size)) {
    leave(state, message);
    return;
  }
  for (const part of partsOf(withoutOwnName(words, message.name), state.roster)) {
    const read = readStance(part.spoken?.rest ?? part.words, question, addressed, quote === "opening" ? null : quote);
    // 替我妈投西线: for whom, a human must say
    const heard = read && !part.spoken && isOnBehalf(part.words) ? "unclear" : read;
    if (heard === null) continue;
    state.answers.set(message.id, heard);
    if (part.spoken) speakFor(state, message, part.spoken, heard);
    else record(state, message, message.sender, heard);
  }
}

/** 李大山：同意, written by 李大山. */
function withoutOwnName(words: string, name: string): string {
  const own = fold(name).text.trim();
  return own.length > 1 && words.startsWith(own) ? words.slice(own.length).replace(/^[\s:,]+/, "") : words;
}

/** What a message quotes, by the platform's reference or as a quotation written into the text. */
function quoteOf(state: Hearing, { quote }: TallyMessage, written: string | null): Quoted | "opening" {
  const { openingMessage, number } = state.consultation;
  if (quote === openingMessage || written?.includes(`【征求 ${number}】`)) return "opening";
  if ((quote === null && written === null) || state.posts.has(quote ?? "") || written?.startsWith(`【${number}】`))
    return null;
  const id = quote ?? state.idsByWords.get(fold(written ?? "").text.trim());
  return (id !== undefined && state.answers.get(id)) || "chatter";
}

/** A message may speak for its sender and for others in turn: 我投东线，代我爹刘长河投西线. */
function partsOf(words: string, roster: Roster): { readonly words: string; readonly spoken: Spoken | null }[] {
  const parts = words.split(/(?<=[,;。\s])(?=(?:代表|代替|代|替|帮)|我自己)/).filter((part) => part.trim());
  const read = parts.map((part) => ({ words: part, spoken: onBehalf(part, roster) }));
  return read.some(({ spoken }) => spoken) ? read : [{ words, spoken: null }];
}

function hearRelay(state: Hearing, message: TallyMessage, relay: Relay): void {
  for (const line of relay.lines)
    for (const spoken of readLine(line, state.roster)) hearRelayLine(state, message, spoken);
}

/** Only a new name and the sender's own line are words; a copied or altered line of another person is none. */
function hearRelayLine(state: Hearing, message: TallyMessage, spoken: Spoken): void {
  const known = state.listed.has(spoken.name);
  state.listed.add(spoken.name);
  const ids = idsOf(state, spoken.name);
  const isSender = ids.includes(message.sender) || (!ids.length && spoken.name === fold(message.name).text.trim());
  const own = !spoken.behalf && isSender;
  if (known && !own) return;
  if (own && /^\(?(?:取消|不去了)/.test(spoken.rest)) {
    leave(state, message);
    return;
  }
  const heard = readRelayLine(state, spoken.rest);
  if (own) {
    state.answers.set(message.id, heard);
    record(state, message, message.sender, heard);
  } else speakFor(state, message, spoken, heard);
}

/** A name alone agrees; with options it needs one. What is no stance is a note: 带铁锨, 2人. */
function readRelayLine({ question }: Hearing, rest: string): Said {
  const words = rest.replace(/^[\s():,、]+|\)$/g, "");
  const heard = words ? readStance(words, question, true, null) : "unclear";
  if (question.options || (heard !== null && heard !== "unclear")) return heard ?? "unclear";
  return /^(?:不|没|别|去不|来不|代|替)/.test(words) || /同意|反对|赞成|支持/.test(words)
    ? "unclear"
    : { stance: "同意" };
}

function speakFor(state: Hearing, message: TallyMessage, { name }: Spoken, heard: Said): void {
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

function idsOf({ roster }: Hearing, name: string): readonly string[] {
  return roster.get(name) ?? [];
}

function record(state: Hearing, message: TallyMessage, person: string, heard: Said): void {
  const own = person === message.sender;
  if (heard === null || (!own && state.ownWord.has(person))) return;
  if (heard === "unclear") {
    if (!state.stands.has(person)) state.unclear.add(person);
    state.says.push({ message: message.id, person, says: "未分类" });
    return;
  }
  state.stands.set(person, { stance: heard.stance, by: message.sender });
  state.unclear.delete(person);
  if (own) state.ownWord.add(person);
  state.says.push({ message: message.id, person, says: heard.stance });
}

function leave(state: Hearing, message: TallyMessage): void {
  if (!state.stands.delete(message.sender)) return;
  state.ownWord.add(message.sender);
  state.says.push({ message: message.id, person: message.sender, says: "退出" });
}
