import type { Kept } from "../../ledger/kind.ts";
import { type KindName, kindOf, movesCalled, waits } from "../../ledger/kinds.ts";
import type { Changes, How, Move, Saying } from "../../ledger/lifecycle.ts";
import type { RecordChange, RecordRow } from "../../store/tables/records.ts";
import type { Context } from "../context.ts";
import { chatKey, parseChatKey } from "../message.ts";
import { type Reply, recorded } from "../reply.ts";
import { type News, type Told, tell } from "../tell/tell.ts";
import { UserError } from "../user-error.ts";
import { is, notYours, rungLast, type SaidNumber, spokenOf, written } from "./find.ts";
import { causesOf, keptOf } from "./kept.ts";
import { takeBackMoves } from "./unheard.ts";

export type Said = {
  readonly numbers: readonly SaidNumber[];
  readonly words: string;
  /** milliseconds */
  readonly delay: number | null;
};

/** Carries out a word that acts, on whatever record it speaks of. @throws UserError, NotAllowed or Ask */
export async function move(word: string, said: Said, context: Context): Promise<readonly Reply[]> {
  const called = movesCalled(word);
  const moveOf = (kind: KindName): Move | undefined => called.find((one) => one.kind.name === kind)?.move;
  const wanted = called.map(({ kind }) => kind.name);
  const rows = await spokenOf(said.numbers, { kinds: wanted, by: (kind) => moveOf(kind)?.by ?? [] }, context);
  if (rows.length === 0 && said.numbers.length > 0) throw notYours(said.numbers, wanted);
  const meant =
    rows.length > 0
      ? rows
      : await ringing(
          word,
          called.map(({ move: one }) => one),
          wanted,
          context,
        );
  const replies: Reply[] = [];
  for (const row of meant) {
    const one = moveOf(row.kind);
    if (one) replies.push(...(await carryOut(one, row, said, context)));
  }
  return replies;
}

/** @throws UserError */
async function ringing(
  word: string,
  moves: readonly Move[],
  wanted: readonly KindName[],
  context: Context,
): Promise<RecordRow[]> {
  const together = moves.some(({ answersRinging }) => answersRinging) ? await rungLast(wanted, context) : [];
  if (together.length === 1) return together;
  if (together.length === 0) throw new UserError(moves[0]?.nothing ?? "");
  const numbers = together.map((row) => keptOf(row, context.tables).number);
  const example = moves[0]?.needs === "delay" ? `${word}1小时` : word;
  throw new UserError(`刚才提醒了${numbers.join("、")}，是哪一条？例：${example} ${numbers[0]}`);
}

async function carryOut(one: Move, row: RecordRow, said: Said, context: Context): Promise<readonly Reply[]> {
  const { message, actor, tables, now } = context;
  const kind = kindOf(row.kind);
  const kept = keptOf(row, tables);
  const stateWord = (state: string): string => kind.lifecycle.states[state]?.word ?? "";
  if (!one.from.includes(row.state)) throw new UserError(`${kept.number} 已经${stateWord(row.state)}。`);
  // nobody can tell any more who said it to whom
  const isNamed = row.chat !== "";
  const inGroup = isNamed && parseChatKey(row.chat).kind === "group";
  const mover = actor.person?.name ?? message.sender.name;
  const how: How = { now, mover, words: said.words, delay: said.delay, inGroup, heldUntil: null };
  const to = typeof one.to === "string" ? one.to : one.to(kept);
  const changes = one.changes?.(kept, how) ?? {};
  const change = columnsOf(changes, to, waits(kind, to));
  const before = (one.says?.(kept, how) ?? []).some(({ to: whom }) => whom === "who moved it last")
    ? (await tables.moves.of(row.id)).at(-1)?.account
    : undefined;
  if (!(await tables.records.change(row, change))) throw new UserError(`${kept.number} 刚被别人动过，请再看一下。`);
  await tables.moves.add({
    record_id: row.id,
    at: now,
    account: message.sender.account,
    person_id: actor.person?.id ?? null,
    chat: chatKey(message.chat),
    word: one.word,
    from_state: row.state,
    to_state: to,
    note: said.words || null,
    before: columnsBefore(row, change),
    cause: `${causesOf(message.key)}${one.word}:${row.id}`,
  });
  const again = changes.onceMoreAt === undefined ? undefined : await onceMore(row, changes.onceMoreAt, context);
  const told: Told[] = [];
  const isOwn = is(actor, "author", row, context.places);
  for (const [index, saying] of (isNamed ? (one.says?.(kept, how) ?? []) : []).entries()) {
    // nobody is told what they did themselves
    if (saying.to === "author" && isOwn) continue;
    const heard = await say(saying, one, { row, number: kept.number, index, before }, context);
    if (!saying.byTheWay) told.push(heard);
  }
  await tables.audit.add({
    at: now,
    account: message.sender.account,
    personId: actor.person?.id ?? null,
    action: one.word,
    subject: row.id,
    ...(said.words ? { detail: said.words } : {}),
  });
  if (!isNamed && one.says) {
    const alone = `${kept.number} 记作${stateWord(to)}。是谁说的已经不留了，没有发给谁。`;
    return [recorded(alone, alone)];
  }
  const unheard = told.find((one) => one.way === "none");
  if (unheard?.way === "none") {
    const taken = await takeBackMoves(row, `${causesOf(message.key)}${one.word}`, message.sender.account, tables, now);
    return [recorded(...unheardWords(kept, taken ? stateWord(row.state) : null, unheard.because), row.id)];
  }
  const echo = one.echo(kept, { ...how, heldUntil: heldUntil(told, now) }, again);
  return [recorded(echo, one.echoInGroup?.(kept) ?? echo, row.id)];
}

/** One-to-one, and in a group. `stays`: the word of the state that it is in as before. */
function unheardWords(
  { number }: Kept,
  stays: string | null,
  because: "unsubscribed" | "unknown",
): readonly [string, string] {
  const why = because === "unsubscribed" ? "对方退订了消息" : "没有能联系上对方的账号";
  return stays === null
    ? [`${number} 记下了，但送不到：${why}。请打电话或当面说。`, `${number} 记下了，但送不到本人。`]
    : [`${number} 送不到：${why}，还是“${stays}”。请打电话或当面说。`, `${number} 送不到本人，还是“${stays}”。`];
}

function columnsOf({ nextAt, rungAt }: Changes, state: string, waiting: boolean): RecordChange {
  return {
    state,
    waiting: waiting ? 1 : 0,
    ...(nextAt === undefined ? {} : { next_at: nextAt }),
    ...(typeof nextAt === "number" ? { due_at: nextAt } : {}),
    ...(rungAt === undefined ? {} : { rung_at: rungAt }),
  };
}

/** The same columns as they are now, for taking it back. */
export const columnsBefore = (row: RecordRow, change: RecordChange): RecordChange =>
  Object.fromEntries(Object.keys(change).map((column) => [column, row[column as keyof RecordChange]]));

/** The same record beside the one that keeps its rhythm. Returns its number. */
async function onceMore(row: RecordRow, at: number, { message, tables, now }: Context): Promise<string> {
  const {
    id: _id,
    number: _number,
    state: _state,
    waiting: _waiting,
    sealed: _sealed,
    accused: _accused,
    ...same
  } = row;
  const { withdrawn_at: _withdrawn, ...given } = same;
  const { number } = await tables.records.add({
    ...given,
    sensitive: row.sensitive === 1,
    text: tables.records.openText(row),
    fields: tables.records.openFields(row),
    cause: `${causesOf(message.key)}later:${row.id}`,
    rule: null,
    due_at: at,
    next_at: at,
    rung_at: null,
    fingerprint: "",
    created_at: now,
  });
  return written({ letter: kindOf(row.kind).letter, number });
}

/** When the last of it may be said; null: all of it goes now. */
function heldUntil(told: readonly Told[], now: number): number | null {
  const latest = Math.max(now, ...told.map((one) => (one.way === "none" ? now : one.from)));
  return latest > now ? latest : null;
}

function say(
  { to, text, actions, atOnce }: Saying,
  { word }: Move,
  {
    row,
    number,
    index,
    before,
  }: {
    readonly row: RecordRow;
    readonly number: string;
    readonly index: number;
    /** who moved it before */
    readonly before: string | undefined;
  },
  context: Context,
): Promise<Told> {
  const inGroup = to === "where asked" && parseChatKey(row.chat).kind === "group";
  const asker = row.asker_account ?? row.account;
  const accounts = {
    author: row.account,
    owner: row.owner_account ?? row.account,
    asker,
    "where asked": asker,
    "who moved it last": before ?? row.account,
  };
  const news: News = {
    to: inGroup ? { chat: row.chat } : { account: accounts[to] },
    text,
    cause: `${causesOf(context.message.key)}${word}${index}:${row.id}`,
    subject: row.id,
    why: atOnce ? "urgent" : "others",
    author: { account: context.message.sender.account, about: `${number} 的${word}` },
    ...(actions ? { actions: { words: actions, number } } : {}),
    ...(to === "where asked" && !inGroup ? { otherwise: { chat: row.chat } } : {}),
  };
  return tell(inGroup ? news : { ...news, private: true }, context);
}
