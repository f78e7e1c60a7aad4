import { type KindName, kindOf, movesCalled, numberOf } from "../../ledger/kinds.ts";
import type { Move } from "../../ledger/lifecycle.ts";
import type { HeldRecord } from "../../store/tables/involved.ts";
import type { Context } from "../context.ts";
import { Ask, listChoices } from "../order.ts";
import { privately, type Reply } from "../reply.ts";
import { UserError } from "../user-error.ts";
import { alreadyWords, carryOut, type Said } from "./carry-out.ts";
import { notYours, rungLast, type SaidNumber, spokenOf, withInvolved } from "./find.ts";
import { keptOf } from "./kept.ts";
import { gistFor, numberWithTown } from "./line.ts";

/** What people say for all that waits for a word. */
const all = /^(?:全部|全|都|所有)(?:的|了)?$/u;
const mostOffered = 5;

/** What a word does, by kind. */
function movesOf(word: string) {
  const called = movesCalled(word);
  return {
    wanted: called.map(({ kind }) => kind.name),
    takesAll: called.some((one) => one.move.takesAll),
    moveOf: (kind: KindName): Move | undefined => called.find((one) => one.kind.name === kind)?.move,
  };
}

/** Carries out a word that acts, on whatever record it speaks of. @throws UserError, NotAllowed or Ask */
export async function move(word: string, said: Said, context: Context): Promise<readonly Reply[]> {
  const { takesAll, moveOf } = movesOf(word);
  const { meant, missed } = await meantBy(word, said, context);
  const words = takesAll && all.test(said.words.trim()) ? "" : said.words;
  const replies: Reply[] = [];
  for (const row of meant) {
    const one = moveOf(row.kind);
    if (one) replies.push(...(await carryOut(one, row, { ...said, words }, context)));
  }
  return [...replies, ...missed.map(({ message, inGroup }) => privately(message, inGroup))];
}

/** What a word is said of, and why not of each other number. @throws UserError, NotAllowed or Ask */
async function meantBy(word: string, said: Pick<Said, "numbers" | "words">, context: Context) {
  const { wanted, takesAll, moveOf } = movesOf(word);
  const missed: UserError[] = [];
  const asked = {
    ...{ kinds: wanted, takesAll },
    by: (kind: KindName) => moveOf(kind)?.by ?? [],
    fits: (row: HeldRecord) => moveOf(row.kind)?.from.includes(row.state) ?? false,
    misses: (number: SaidNumber) => void missed.push(notYours([number], wanted)),
  };
  const rows = await spokenOf(said.numbers, asked, context);
  const [first] = missed;
  if (rows.length === 0 && first) throw first;
  return { meant: rows.length > 0 ? rows : await unsaid(word, said, context), missed };
}

/**
 * Before anything more is asked for a word: what it is said of stands, is theirs and may move so.
 * @throws UserError, NotAllowed or Ask
 */
export async function demandMovable(word: string, numbers: readonly SaidNumber[], context: Context): Promise<void> {
  const { moveOf } = movesOf(word);
  const { meant } = await meantBy(word, { numbers, words: "" }, context);
  const refused: UserError[] = [];
  for (const row of meant) {
    const one = moveOf(row.kind);
    if (one?.from.includes(row.state)) return;
    if (one) refused.push(new UserError(await alreadyWords(one, row, context)));
  }
  const [first] = refused;
  if (first) throw first;
}

/** What is meant where nothing was said: what rang last, or one-to-one the only one that waits for the word. @throws */
async function unsaid(word: string, said: Pick<Said, "words">, context: Context): Promise<readonly HeldRecord[]> {
  const called = movesCalled(word);
  const moves = called.map(({ move: one }) => one);
  const rung = moves.some(({ answersRinging }) => answersRinging)
    ? await rungLast(
        called.filter(({ move: one }) => one.answersRinging).map(({ kind }) => kind.name),
        context,
      )
    : [];
  const waiting = context.message.chat.kind === "direct" ? await waitingFor(word, context) : [];
  const together = [...rung, ...waiting];
  const [first] = together;
  if (!first) throw new UserError(moves[0]?.nothing ?? "");
  if (together.length === 1) return together;
  if (waiting.length === together.length && moves.some(({ takesAll }) => takesAll) && all.test(said.words.trim()))
    return waiting;
  if (waiting.length > 0) throw whichOf(together, context);
  const numbers = together.map(numberOf);
  const example = moves[0]?.needs === "delay" ? `${word}1小时` : word;
  throw new UserError(`刚才提醒了${numbers.join("、")}，是哪一条？例：${example} ${numbers[0]}`);
}

/** What waits for this word from this speaker, the newest first. */
async function waitingFor(word: string, context: Context): Promise<readonly HeldRecord[]> {
  const { actor, tables } = context;
  const found: HeldRecord[] = [];
  for (const { kind, move: one } of movesCalled(word)) {
    if (!one.answersWaiting) continue;
    const stakes = one.by.filter((by) => by !== "author" && by !== "cadre" && by !== "secretary");
    const who = { account: actor.account, personId: actor.person?.id ?? null, stakes };
    for (const row of await withInvolved(await tables.involved.held(kind.name, one.from, who), context))
      if (!one.awaits || one.awaits(await keptOf(row, tables))) found.push(row);
  }
  // what is over can still be spoken of by its number; it is not what waits
  const open = found.filter(({ kind, state }) => kindOf(kind).lifecycle.states[state]?.waits === true);
  return open.length > 0 ? open : found;
}

/** `是哪一件？①J38 三社路灯 ②J41 水管` */
function whichOf(rows: readonly HeldRecord[], context: Context): Error {
  const { order } = context;
  if (!order) throw new Error("a record is asked about outside a command");
  const choices = rows.slice(0, mostOffered).map((row) => ({
    label: `${numberWithTown(row, context)} ${gistFor(row, context)}`.trim(),
    order: { ...order, asked: order.asked + 1, chosen: { ...order.chosen, record: row.id } },
  }));
  const question = `是哪一件？${listChoices(choices.map(({ label }) => label))}`;
  return new Ask(question, { kind: "choice", choices }, "是哪一件，请写上号。");
}

export type { Said };
