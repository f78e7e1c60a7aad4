import { foldText } from "../../chinese/fold.ts";
import { orderAskedOf, politelySaid } from "../../chinese/reader/asks.ts";
import { kindOfLetter, movesCalled } from "../../ledger/kinds.ts";
import type { Command } from "../command/command.ts";
import { newOrder, type Order } from "../order.ts";
import { readNumbers } from "../reading/number.ts";
import { amendWord } from "./kept.ts";
import { leadingWords, wordsThatAct } from "./words.ts";

/** As much of a message as is looked at: some numbers and a word. */
const most = 200;
const all = wordsThatAct();
const leading = leadingWords();
const acting = new Set(all.map(({ name }) => name));

/** `T7 跟赫书记`: whom a talk was with, where that was not said. */
const metWith = /^[\s:：,，]*是?跟\s*(\S{1,16}?)(?:谈的?)?[\s。.!！]*$/u;

/** `V2 补充 井泵型号是QJ10` */
const addition = /^[\s:：,，]*(?:补充(?:一下|一句)?|[补加]一句|再加(?:一句)?)[\s:：,，]*(\S[\s\S]*)$/u;

/** `D1 没有这回事`, of what only stands. */
const neverWas =
  /^[\s:：,，是]*(?:(?:根本|压根|其实)*没有?(?:这回事|这事|办过?|去过?|谈过?|做过?|搞过?|走过?)了?|作废|不算|删[掉了]?|不要了)[\s。.!！]*$/u;

/** `R5 办好了`: the number first, then a word that acts. */
export function numberFirst(words: string, commands: readonly Command[]): Order | null {
  // 把O3转给民政所
  const put = /^\s*(?:把|将)\s*(?=[A-Za-z]\s?\d)/u.exec(words)?.[0];
  if (put !== undefined) return numberFirst(words.slice(put.length), commands);
  const start = words.slice(0, most);
  const { value, rest } = readNumbers(start);
  if (value?.[0]?.letter == null) return null;
  const [{ letter, number }] = value;
  const wished = wishedFor(rest, letter, commands);
  const numbers = words.slice(0, start.length - rest.length);
  if (wished !== null) return numberFirst(`${numbers} ${wished}${words.slice(most)}`, commands);
  if (isAsked(rest, letter, commands)) return newOrder(looks, `${letter}${number}`);
  const met = metWith.exec(rest)?.[1];
  if (met !== undefined) return newOrder(amendWord, `${letter}${number}`, { 人: met });
  const more = addition.exec(rest)?.[1];
  if (more !== undefined) return newOrder(amendWord, `${letter}${number} ${more}${words.slice(most)}`, {}, "补充");
  if (neverWas.test(rest) && kindOfLetter(letter)?.lifecycle.moves.length === 0)
    return newOrder("撤销", `${letter}${number}`);
  return formOf(words, commands) ?? orderOf(rest, numbers, words.slice(most), commands, letter);
}

/** What can be said of a record of any kind. */
const ofAny = /^(?:更正|改|补充|撤销|撤|删)[掉了]?$/u;
/** What shows a record. */
const looks = "查";

/** 转给民政所了吗: what could be done is asked about, and not ordered. */
function isAsked(said: string, letter: string | null, commands: readonly Command[]): boolean {
  const order = orderAskedOf(foldText(said));
  return order !== null && (ofAny.test(order) || orderOf(order, "", "", commands, letter) !== null);
}

/** Nobody but who asks decides of a reminder, and of more time whoever handed it over: 推迟到10点行吗 is said to be done. */
function wishedFor(said: string, letter: string | null, commands: readonly Command[]): string | null {
  const wished = politelySaid(said);
  const meant = wished === null ? null : orderOf(wished, "", "", commands, letter);
  return meant && (letter === "R" || meant.command === "延期") ? wished : null;
}

/** `转 O31 民政所了吗`: of a word in front of its numbers. */
export function askedWithWord(word: string, said: string, commands: readonly Command[]): Order | null {
  const { value: [first] = [], rest } = readNumbers(said);
  if (first?.letter == null || !acting.has(word)) return null;
  const wished = wishedFor(`${word}${rest}`, first.letter, commands);
  if (wished !== null) return numberFirst(`${first.letter}${first.number} ${wished}`, commands);
  if (!isAsked(`${word}${rest}`, first.letter, commands)) return null;
  return newOrder(looks, `${first.letter}${first.number}`);
}

/** `办好了`, under a quoted message that says of what. */
export const wordAlone = (words: string, commands: readonly Command[] = all): Order | null =>
  orderOf(words.slice(0, most), "", words.slice(most), commands, null);

function orderOf(
  said: string,
  numbers: string,
  after: string,
  commands: readonly Command[],
  letter: string | null,
): Order | null {
  const [, first = "", more = ""] = /^[\s:：,，]*([^\s。.!！,，:：]+)[\s。.!！,，:：]*([\s\S]*)$/u.exec(said) ?? [];
  const word = first.normalize("NFKC");
  const command = commands.find(
    // 撤回 is said of what was handed over, and is 撤销 by another name
    ({ name, aliases }) => (acting.has(name) || acting.has(word)) && (name === word || aliases.includes(word)),
  );
  // 收到 of what was handed over is no word of an emergency
  const isOther = letter !== null && command && !movesCalled(command.name).some(({ kind }) => kind.letter === letter);
  const led = !command || isOther ? glued(said, numbers, after, commands, letter) : null;
  if (led || !command) return led;
  const calledAs = command.saysMore?.includes(word) ? word : undefined;
  return newOrder(command.name, `${numbers} ${more}${after}`, {}, calledAs);
}

/** 推迟3小时, 改到后天9点: what is said with the word stands right behind it. */
function glued(
  said: string,
  numbers: string,
  after: string,
  commands: readonly Command[],
  letter: string | null,
): Order | null {
  const words = said.replace(/^[\s:：,，]+/u, "");
  const found = leading.find((one) => (letter === null || one.letter === letter) && one.lead.test(words));
  const command = commands.find(({ name, aliases }) => found && (name === found.word || aliases.includes(found.word)));
  if (!found || !command) return null;
  const more = words.replace(found.lead, "").replace(/^[\s:：,，。.!！]+/u, "");
  return newOrder(command.name, `${numbers} ${more}${after}`, {}, command.name === found.word ? undefined : found.word);
}

const withForm =
  /^\s*([a-z])\s?(\d{1,9})[\s:：,，]*(\p{Script=Han}{2,4})(?![\p{Script=Han}\p{L}\d])[\s:：,，]*([\s\S]*)$/iu;

/** `C7 截止`, `A2 状态`: what the command of the kind has a form for. */
function formOf(words: string, commands: readonly Command[]): Order | null {
  const [, letter = "", digits = "", word = "", more = ""] = withForm.exec(words.normalize("NFKC")) ?? [];
  const kind = kindOfLetter(letter);
  const command = commands.find(({ name, aliases }) => kind && (name === kind.word || aliases.includes(kind.word)));
  const form = command?.forms?.find((one) => one.word === word);
  return command && form
    ? newOrder(command.name, `${form.word} ${letter.toUpperCase()}${digits} ${more}`.trim())
    : null;
}
