import { movesCalled } from "../../ledger/kinds.ts";
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

/** `R5 办好了`: the number first, then a word that acts. */
export function numberFirst(words: string, commands: readonly Command[]): Order | null {
  const start = words.slice(0, most);
  const { value, rest } = readNumbers(start);
  if (value?.[0]?.letter == null) return null;
  const met = metWith.exec(rest)?.[1];
  const [{ letter, number }] = value;
  if (met !== undefined) return newOrder(amendWord, `${letter}${number}`, { 人: met });
  return orderOf(rest, words.slice(0, start.length - rest.length), words.slice(most), commands, letter);
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
  const command = commands.find(({ name, aliases }) => acting.has(name) && (name === word || aliases.includes(word)));
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
  if (!found || commands.every(({ name }) => name !== found.word)) return null;
  return newOrder(found.word, `${numbers} ${words.replace(found.lead, "").replace(/^[\s:：,，。.!！]+/u, "")}${after}`);
}
