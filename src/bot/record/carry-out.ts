import type { Recurrence } from "../../chinese/time/index.ts";
import type { Kept } from "../../ledger/kind.ts";
import { kindOf, numberOf, waits } from "../../ledger/kinds.ts";
import type { By, Changes, How, Move, Target } from "../../ledger/lifecycle.ts";
import type { HeldRecord, InvolvedRow } from "../../store/tables/involved.ts";
import type { RecordChange, RecordRow } from "../../store/tables/records.ts";
import { quietHours } from "../adjusted.ts";
import type { Context } from "../context.ts";
import { chatKey, parseChatKey } from "../message.ts";
import { privately, type Reply, recorded } from "../reply.ts";
import type { Told } from "../tell/tell.ts";
import { NotAllowed, UserError } from "../user-error.ts";
import { aloud, hiddenWords } from "./aloud.ts";
import { calledSo } from "./called.ts";
import { is, type SaidNumber, written } from "./find.ts";
import { amendWord, causesOf, keptOf } from "./kept.ts";
import { tellMerged } from "./merged.ts";
import { originFollows } from "./origin.ts";
import { say } from "./say.ts";
import { saidOnWord } from "./sentences.ts";
import { targetOf } from "./target.ts";
import { takeBackMoves } from "./unheard.ts";

export type Said = {
  readonly numbers: readonly SaidNumber[];
  readonly words: string;
  /** milliseconds */
  readonly delay: number | null;
  /** JSON of a rhythm that was said with the word */
  readonly rule?: string | null;
  /** whom it is handed to, and until when it shall last, where such was said */
  readonly personId?: string | null;
  readonly until?: number | null;
};

/** Makes one move of one record, with all that follows. @throws UserError */
export async function carryOut(one: Move, row: HeldRecord, said: Said, context: Context): Promise<readonly Reply[]> {
  const { message, actor, tables, places, now } = context;
  const kind = kindOf(row.kind);
  const kept = await keptOf(row, tables);
  const stateWord = (state: string): string => kind.lifecycle.states[state]?.word ?? "";
  // nobody can tell any more who said it to whom
  const isNamed = row.chat !== "";
  const as = one.by.filter((by) => is(actor, by, row, places));
  const { words, hides } = kind.answered
    ? await aloud(said.words, isNamed && parseChatKey(row.chat).kind === "group", tables)
    : { words: said.words, hides: false };
  const how = await howOf(one, kept, as, row, { ...said, words }, context);
  if (as.length === 0) throw new NotAllowed(kind.lifecycle.notYours(kept.number));
  if (!one.from.includes(row.state)) throw new UserError(await alreadyWords(one, row, context));
  const refusal = one.refuses?.(kept, how) ?? null;
  if (refusal !== null) throw new UserError(refusal);
  const to = typeof one.to === "string" ? one.to : one.to(kept, how);
  const changes = one.changes?.(kept, how) ?? {};
  const moved = movedOn(kept, to, changes);
  const strikes = kind.lifecycle.strikes?.(moved, now, context.calendar);
  const change: RecordChange = {
    ...columnsOf(changes, to, waits(kind, to)),
    ...(strikes === undefined ? {} : { next_at: strikes }),
    ...(await involvedAfter(changes, row, how, context)),
  };
  const sayings = one.says?.(kept, how) ?? [];
  const before = sayings.some((saying) => saying.to === "who moved it last")
    ? (await tables.moves.of(row.id)).findLast(({ word }) => word !== amendWord && word !== saidOnWord)?.account
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
    before: columnsBefore(row, change, kept),
    cause: `${causesOf(message.key)}${one.word}:${row.id}`,
  });
  const again = changes.onceMoreAt === undefined ? undefined : await onceMore(row, changes.onceMoreAt, context);
  const becomes = one.originBecomes?.(kept, how) ?? null;
  if (becomes !== null) await originFollows(row, becomes, one.word, said.words, context);
  const told: Told[] = [];
  const about = { move: one, row, number: kept.number, before, target: how.target };
  for (const [index, saying] of (isNamed ? sayings : []).entries()) {
    const heard = await say(saying, { ...about, index }, context);
    if (!saying.byTheWay) told.push(...heard);
    // others are not told of what is taken back
    if (one.onlyIfHeard && unheardOf(told)) break;
  }
  const unheard = unheardOf(told);
  if (isNamed && kind.answered && !(unheard && one.onlyIfHeard)) await tellMerged(about, how, context);
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
  if (unheard && !kind.own) {
    const taken = await takeBackMoves(row, `${causesOf(message.key)}${one.word}`, message.sender.account, tables, now);
    return [recorded(...unheardWords(kept, taken ? stateWord(row.state) : null, unheard.because), row.id)];
  }
  const echo = one.echo(kept, { ...how, heldUntil: heldUntil(told, now) }, again);
  const isHeardHere =
    message.privately !== null &&
    message.answerOnly !== true &&
    row.chat === chatKey(message.chat) &&
    parseChatKey(row.chat).kind === "group" &&
    told.some((heard) => heard.way === "group" && heard.from <= now);
  const missed = unheard ? "有人还收不到消息，请转告。" : "";
  const hidden = hides ? hiddenWords : "";
  // the group heard it already
  const line = `${one.echoInGroup?.(kept) ?? echo}${hidden}`;
  if (isHeardHere && hidden === "") return [{ ...privately(`${echo}${missed}`, line), subject: row.id }];
  return [recorded(`${echo}${missed}${hidden}`, line, row.id)];
}

async function howOf(
  one: Move,
  kept: Kept,
  as: readonly By[],
  row: HeldRecord,
  said: Said,
  context: Context,
): Promise<How> {
  const { actor, message, now, calendar } = context;
  const personId = said.personId ?? one.targetOf?.(kept) ?? null;
  const target: Target | null = personId === null ? null : await targetOf(personId, row, context);
  const mover = actor.person?.name ?? message.sender.name;
  const inGroup = row.chat !== "" && parseChatKey(row.chat).kind === "group";
  return {
    ...{ now, calendar, as, target, until: said.until ?? null, words: said.words, delay: said.delay },
    rule: said.rule == null ? null : (JSON.parse(said.rule) as Recurrence),
    ...{ mover, moverCalled: calledSo(mover, actor.posts[0]), inGroup, heldUntil: null },
    ...(kept.disturbs === null ? {} : { quiet: await quietHours(context.tables) }),
  };
}

/** `J38 已经签收了`, or how it stands. */
export async function alreadyWords(
  { word }: Pick<Move, "word">,
  row: RecordRow,
  { tables }: Pick<Context, "tables">,
): Promise<string> {
  const number = numberOf(row);
  const { own, lifecycle } = kindOf(row.kind);
  const stateWord = lifecycle.states[row.state]?.word ?? "";
  if (!own) return `${number} 已经${stateWord}。`;
  const last = (await tables.moves.of(row.id)).findLast((step) => step.from_state !== step.to_state);
  if (last?.word === word) return `${number} 已经${word}${word.endsWith("了") ? "" : "了"}。`;
  return `${number} 现在是“${stateWord}”，不能${word}。`;
}

/** The record as its rules see it after the move. */
const movedOn = (kept: Kept, state: string, { dueAt, own }: Changes): Kept => ({
  ...kept,
  state,
  dueAt: dueAt ?? kept.dueAt,
  own: { ...kept.own, ...own },
});

/** @returns all who have to do with it from now on, where that changes */
async function involvedAfter(
  { involves, askerSays }: Changes,
  row: HeldRecord,
  { target, now }: How,
  { actor, tables }: Context,
): Promise<{ readonly involved?: readonly InvolvedRow[] }> {
  if (involves === undefined && askerSays === undefined) return {};
  const people = row.involved ?? (await tables.involved.of(row.id));
  const isSpeaker = (one: InvolvedRow) =>
    one.stake === "asker" &&
    (one.account === actor.account || (one.person_id !== null && one.person_id === actor.person?.id));
  const said = people.map((one) =>
    askerSays !== undefined && isSpeaker(one) ? { ...one, word: askerSays, word_at: now } : one,
  );
  const who = involves?.who === "target" ? target?.personId : row.owner_id;
  if (!involves || !who || said.some(({ stake, person_id }) => stake === involves.stake && person_id === who))
    return { involved: said };
  const nothing = { account: null, chat: null, place_id: null, word: null, word_at: null };
  return { involved: [...said, { record_id: row.id, stake: involves.stake, who, person_id: who, ...nothing }] };
}

const unheardOf = (told: readonly Told[]) => told.flatMap((each) => (each.way === "none" ? [each] : []))[0];

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

function columnsOf(
  { nextAt, rungAt, dueAt, rule, owner, own }: Changes,
  state: string,
  waiting: boolean,
): RecordChange {
  return {
    state,
    waiting: waiting ? 1 : 0,
    ...(nextAt === undefined ? {} : { next_at: nextAt }),
    ...(typeof nextAt === "number" ? { due_at: nextAt } : {}),
    ...(dueAt === undefined ? {} : { due_at: dueAt }),
    ...(rungAt === undefined ? {} : { rung_at: rungAt }),
    ...(rule === undefined ? {} : { rule: rule === null ? null : JSON.stringify(rule) }),
    ...(owner === undefined
      ? {}
      : { owner_id: owner?.personId ?? null, owner_account: owner?.account ?? null, heard_at: null }),
    ...(owner?.placeId ? { place_id: owner.placeId } : {}),
    ...(own === undefined ? {} : { own }),
  };
}

/** The same columns as they are now, for taking it back. */
export function columnsBefore(row: HeldRecord, change: RecordChange, kept?: Kept): RecordChange {
  const { own, involved, parts: _parts, ...columns } = change;
  const names = Object.keys(columns);
  return {
    ...Object.fromEntries(names.map((column) => [column, row[column as keyof typeof columns]])),
    ...(own && kept
      ? { own: Object.fromEntries(Object.keys(own).map((column) => [column, kept.own[column] ?? null])) }
      : {}),
    ...(involved && row.involved ? { involved: row.involved } : {}),
  };
}

/** The same record beside the one that keeps its rhythm. Returns its number. */
async function onceMore(row: HeldRecord, at: number, { message, tables, now }: Context): Promise<string> {
  const {
    id: _id,
    number: _number,
    state: _state,
    waiting: _waiting,
    sealed: _sealed,
    accused: _accused,
    involved: _involved,
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
    heard_at: null,
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
