import { foldText } from "../fold.ts";
import { normalise } from "../normalise.ts";
import type { TallyMessage } from "./consultation.ts";
import { type Hearing, idsOf, leave, record, speakFor } from "./hearing.ts";
import { claimForOthers, isForwarded, isOfAnother } from "./others-words.ts";
import { isTitleOf, parseRelay, type Relay } from "./relay.ts";
import { isOnBehalf, onBehalf, type Roster, readLine, type Spoken } from "./relay-lines.ts";
import { type Quoted, readStance, type Said } from "./stances.ts";
import { takesBack } from "./take-back.ts";

/** Takes one message of the time in which the consultation is open, in order. */
export function hear(state: Hearing, message: TallyMessage): void {
  const { question } = state;
  if (message.fromBot) {
    if (message.text.startsWith(`【${question.number}】`)) state.posts.add(message.id);
    return;
  }
  if (message.verdict !== undefined) {
    if (message.verdict !== notCounted) decided(state, message, message.verdict);
    return;
  }
  const line = normalise(
    message.text.replace(listMarks, (mark) => `${mark.normalize("NFKC")} `),
    [state.botName],
  );
  const said = line.folded.text.slice(line.start, line.end);
  state.idsByWords.set(said, message.id);
  const relay = parseRelay(said);
  if (relay) {
    if (isTitleOf(relay.title, question.title, question.number)) hearRelay(state, message, relay);
    return;
  }
  const numbered = /^【?(?:征求)?\s*(C)\s?([0-9]{1,6})(?![0-9])\s*】?[\s:,、]*/i.exec(said);
  const ours = numbered !== null && `C${numbered[2]}` === question.number;
  if ((numbered && !ours) || /^(?:[/\\]|撤销$)/.test(said)) return;
  const own = ours ? said.slice(numbered[0].length) : said;
  const words = (state.botName === "" ? own : own.replaceAll(`@${foldText(state.botName)}`, " ")).trim();
  const quote = quoteOf(state, message, line.quoted);
  const addressed = quote === "opening" || message.mentioned || line.mentioned || ours;
  const back = takesBack(words, state.roster);
  if (back && (back.what === "word" || addressed || state.listed.size)) {
    const instead = back.rest ? readStance(back.rest, question, addressed, null) : null;
    if (instead === null || instead === "unclear") {
      leave(state, message);
      return;
    }
  }
  if (isForwarded(words) || isOfAnother(words, message.name, state.roster)) return;
  for (const part of partsOf(withoutOwnName(words, message.name), state.roster)) {
    const claim = part.spoken ? null : claimForOthers(part.words);
    const said = part.spoken?.rest ?? claim?.rest ?? part.words;
    const read = readStance(said, question, addressed, quote === "opening" ? null : quote);
    // 替我妈投西线, 我们三户都同意: for whom, a human must say
    const heard = read && !part.spoken && (claim || isOnBehalf(part.words)) ? "unclear" : read;
    if (heard === null) continue;
    state.answers.set(message.id, heard);
    if (part.spoken) speakFor(state, message, part.spoken, heard);
    else record(state, message, message.sender, heard, claim?.count);
  }
}

/** What a human says of words that are no answer. */
export const notCounted = "不算";

/** A human has read it, or must: which question it answers was not to be told. */
function decided(state: Hearing, message: TallyMessage, stance: string): void {
  if (stance === "未分类") {
    record(state, message, message.sender, "unclear");
    return;
  }
  state.answers.set(message.id, { stance });
  record(state, message, message.sender, { stance });
}

const listMarks = /[\u2460-\u249b\u2776-\u2793\u3220-\u3229]/g;
/** 李大山：同意, written by 李大山. */
function withoutOwnName(words: string, name: string): string {
  const own = foldText(name).trim();
  return own.length > 1 && words.startsWith(own) ? words.slice(own.length).replace(/^[\s:,]+/, "") : words;
}

/** What a message quotes, by the platform's reference or as a quotation written into the text. */
function quoteOf(state: Hearing, { quote }: TallyMessage, written: string | null): Quoted | "opening" {
  const { openingMessage, number } = state.consultation;
  if (quote === openingMessage || written?.includes(`【征求 ${number}】`)) return "opening";
  if ((quote === null && written === null) || state.posts.has(quote ?? "") || written?.startsWith(`【${number}】`))
    return null;
  const id = quote ?? state.idsByWords.get(foldText(written ?? "").trim());
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
  const isSender = ids.includes(message.sender) || (!ids.length && spoken.name === foldText(message.name).trim());
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

/** 3人, 20斤, 晚到, 带铁锨 behind an option */
const notes =
  /(?:[\s,、(]*(?:(?:[0-9]{1,4}|[一二两三四五六七八九十]{1,3}) ?(?:口人|人|票|斤|份|户|个|桶|袋|车|箱|位|把|张|天|小时|亩)|(?:会|要|可能)?(?:晚|早|迟)(?:点|些|会儿)?到|(?:自)?带\S{1,6}|开车|骑车|走路)\)?)+$/;

/** A name alone agrees; with options it needs one. What is no stance is a note: 带铁锨, 2人. */
function readRelayLine({ question }: Hearing, rest: string): Said {
  const words = rest.replace(/^[\s():,、]+|\)$/g, "");
  const whole = words ? readStance(words, question, true, null) : "unclear";
  const bare = words.replace(notes, "");
  const heard = whole === "unclear" && bare && bare !== words ? readStance(bare, question, true, null) : whole;
  if (question.options || (heard !== null && heard !== "unclear")) return heard ?? "unclear";
  return /^(?:不|没|别|去不|来不|代|替)/.test(words) || /同意|反对|赞成|支持/.test(words)
    ? "unclear"
    : { stance: "同意" };
}
