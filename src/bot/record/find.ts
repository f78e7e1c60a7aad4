import { type KindName, kindOf, kindOfLetter, numberOf } from "../../ledger/kinds.ts";
import type { By } from "../../ledger/lifecycle.ts";
import type { HeldRecord } from "../../store/tables/involved.ts";
import type { RecordRow } from "../../store/tables/records.ts";
import type { Actor } from "../actor.ts";
import type { Context } from "../context.ts";
import { chatKey } from "../message.ts";
import { Ask, listChoices } from "../order.ts";
import { holds, holdsAt, may } from "../permission.ts";
import { NotAllowed, type UserError } from "../user-error.ts";
import { causesOf } from "./kept.ts";
import { subjectOf } from "./subject.ts";

/** A number as people type it: `O31`, `r5`, `31`. */
export type SaidNumber = { readonly letter: string | null; readonly number: number; readonly part?: number };

const mostAnswered = 24 * 60 * 60_000;

/** Numbers with their letter anywhere in a text, as in what the bot said before; each once. */
export function numbersIn(text: string, letters: readonly string[]): SaidNumber[] {
  const said = text.normalize("NFKC").matchAll(/(?<![A-Za-z0-9])([A-Za-z])(\d{1,9})(?![A-Za-z0-9])/g);
  const numbers = [...said].map(([, letter = "", digits]) => ({
    letter: letter.toUpperCase(),
    number: Number(digits),
  }));
  const known = numbers.filter(({ letter }) => letters.includes(letter));
  return [...new Map(known.map((one) => [written(one), one])).values()];
}

/** Numbers of a letter in front of a text; figures without it belong to what follows. */
export const numberAndTextOf =
  (own: string) => (numbers: readonly SaidNumber[] | undefined, text: string | undefined) => {
    const said = (numbers ?? []).filter(({ letter }) => letter === own);
    const others = (numbers ?? []).filter(({ letter }) => letter !== own).map(({ number }) => String(number));
    return { numbers: said, text: [...others, text ?? ""].filter(Boolean).join(" ") };
  };

/** `O31` */
export const written = ({ letter, number }: SaidNumber, kind?: KindName): string =>
  `${letter ?? (kind ? kindOf(kind).letter : "")}${number}`;

/** The towns in whose numbers somebody may speak: the group's, one's own, all below one's posts; the county's at last. */
export function townsOf({ group, actor, places }: Pick<Context, "group" | "actor" | "places">): string[] {
  const home = actor.person?.homePlaceId ?? null;
  const root = places.root();
  const below = [
    ...actor.posts.map((post) => post.placePath),
    ...(actor.isAdmin && root ? [root.path] : []),
    ...(group?.placePath ? [group.placePath] : []),
  ].flatMap((path) => places.towns(path));
  const towns = [
    group?.townId,
    ...actor.posts.map((post) => post.townId),
    home === null ? null : places.get(home)?.town_id,
    ...below,
    root?.id,
    // what was made before there were places
    noTown,
  ];
  return [...new Set(towns.filter((town) => town != null))];
}

/** Where numbers are counted while no places are known. */
export const noTown = "-";

/** Where a new record of no place is numbered. */
export const ownTown = (context: Pick<Context, "group" | "actor" | "places">): string => townsOf(context)[0] ?? noTown;

/** Whether somebody has this to do with a record. */
export function is(actor: Actor, by: By, row: HeldRecord, places: Context["places"]): boolean {
  const same = (account: string | null, personId: string | null) =>
    account === actor.account || (personId !== null && personId === actor.person?.id);
  const involvedAs = (stake: By) =>
    (row.involved ?? []).some((one) => one.stake === stake && same(one.account, one.person_id));
  // nobody holds that post any more
  const leadsAt = (placeId: string | null, personId: string | null) =>
    personId === null && holdsAt(actor, "secretary", places.get(placeId ?? "")?.path ?? "/");
  switch (by) {
    case "author":
      return same(row.account, row.author_id);
    case "owner":
      return row.accused !== "" && kindOf(row.kind).answered
        ? isPassedTo(actor, row) && reaches(actor, "cadre", row, places)
        : same(row.owner_account, row.owner_id);
    case "asker":
      return same(row.asker_account, row.asker_id) || involvedAs(by);
    case "assigner":
      return (
        involvedAs(by) || (row.involved ?? []).some((one) => one.stake === by && leadsAt(one.place_id, one.person_id))
      );
    case "verifier":
    case "helper":
      return involvedAs(by);
    default:
      return reaches(actor, by, row, places);
  }
}

/** What accuses somebody is moved from above the village alone, and never by the accused. */
function reaches(actor: Actor, role: "cadre" | "secretary", row: RecordRow, places: Context["places"]): boolean {
  if (row.place_id === null) return false;
  const subject = subjectOf(row, places);
  if (row.accused !== "") return may(actor, "answer accusation", subject);
  return holdsAt(actor, role, subject.path) || (role === "cadre" && isPassedTo(actor, row));
}

/** Whoever something was passed on to acts on it as those do where it was said, for as long as they hold a post. */
const isPassedTo = (actor: Actor, { kind, owner_id }: RecordRow): boolean =>
  kindOf(kind).answered === true && owner_id !== null && owner_id === actor.person?.id && holds(actor, "cadre");

type Wanted = {
  /** kinds whose records may be meant */
  readonly kinds: readonly KindName[];
  readonly by: (kind: KindName) => readonly By[];
  /** whether what is wanted of it can be done in this state; of a record and what was lifted from it the one that fits is meant */
  readonly fits?: (row: RecordRow) => boolean;
  /** what a message speaks of is meant all together */
  readonly takesAll?: boolean;
  /** told of each number that was said and is none of theirs */
  readonly misses?: (said: SaidNumber) => void;
};

/**
 * The records a word speaks of: those whose numbers were said, else those the quoted message names, else what rang last.
 * Nothing when none can be meant. @throws Ask when a number stands in several towns, NotAllowed when
 * the quoted message is about somebody else's
 */
export async function spokenOf(said: readonly SaidNumber[], asked: Wanted, context: Context): Promise<HeldRecord[]> {
  const { kinds: wanted, takesAll = false } = asked;
  const { message, order, tables } = context;
  const isMine = (row: HeldRecord) => isTheirs(row, asked, context);
  const letters = wanted.map((name) => kindOf(name).letter);
  const chosen = order?.chosen.record;
  if (chosen !== undefined)
    return withInvolved(
      [await tables.records.get(chosen)].filter((row) => row !== undefined),
      context,
    );
  const pointedAt = said.length > 0 ? [] : await meantBy(await pointedTo(message, context), asked, context);
  const quoted = pointedAt.filter(({ kind }) => wanted.includes(kind));
  if (quoted.length > 0) {
    const mine = quoted.filter(isMine);
    // what was pointed at is meant, and nothing else that might be
    if (mine.length === 0)
      throw notYours(
        quoted.map(({ kind, number }) => ({ letter: kindOf(kind).letter, number })),
        wanted,
      );
    const isSeveral = mine.some(({ involved }) => involved) || kindOf(mine[0]?.kind ?? "").answered;
    if (mine.length > 1 && !takesAll && isSeveral) throw which("引用的话说到好几条", mine, context);
    return mine;
  }
  const numbers = said.length > 0 ? said : numbersIn(message.quote?.text ?? "", letters);
  const found: HeldRecord[] = [];
  for (const { letter, number } of numbers) {
    const kind = letter === null ? undefined : kindOfLetter(letter);
    const towns = townsOf(context);
    const named = letter === null ? wanted : kind ? [kind.name] : [];
    const rows = named.length === 0 ? [] : await tables.records.find(towns, named, number);
    const mine = (await meantBy(rows, asked, context))
      .filter((row) => wanted.includes(row.kind) && isMine(row))
      .sort((one, other) => towns.indexOf(one.town_id) - towns.indexOf(other.town_id));
    if (mine.length > 1) throw which(`${written({ letter, number }, mine[0]?.kind)} 有好几个`, mine, context);
    if (mine.length === 0) asked.misses?.({ letter, number });
    found.push(...mine);
  }
  if (said.length === 0 && found.length > 1 && !takesAll) throw which("引用的话说到好几条", found, context);
  return found;
}

/** Rows of kinds with columns of their own, with all who have to do with them. */
export async function withInvolved(
  rows: readonly RecordRow[],
  { tables }: Pick<Context, "tables">,
): Promise<HeldRecord[]> {
  const held: HeldRecord[] = [];
  for (const row of rows)
    held.push(kindOf(row.kind).own ? { ...row, involved: await tables.involved.of(row.id) } : row);
  return held;
}

const isTheirs = (row: HeldRecord, { by }: Wanted, { actor, places }: Context): boolean =>
  by(row.kind).some((party) => is(actor, party, row, places));

/** The number of a record stands for what was lifted from it, where that is the one of which the word can be said. */
async function meantBy(rows: readonly RecordRow[], asked: Wanted, context: Context): Promise<readonly HeldRecord[]> {
  const { kinds: wanted, fits } = asked;
  if (!wanted.some((name) => kindOf(name).own)) return rows;
  if (!fits) return withInvolved(rows, context);
  const meant: HeldRecord[] = [];
  for (const row of await withInvolved(rows, context)) {
    const lifted = kindOf(row.kind).own ? [] : await context.tables.involved.lifted(row.id);
    const mine = (await withInvolved(lifted, context)).filter(
      (one) => wanted.includes(one.kind) && isTheirs(one, asked, context),
    );
    const isOwn = wanted.includes(row.kind) && fits(row);
    meant.push(mine.find(fits) ?? (isOwn ? row : (mine[0] ?? row)));
  }
  return [...new Map(meant.map((row) => [row.id, row])).values()];
}

/** Somebody else's number is tried out: noted like any other refusal. Of what kind a number is does not say that there is one. */
export function notYours([said]: readonly SaidNumber[], wanted: readonly KindName[]): UserError {
  const kind = wanted.find((name) => said === undefined || said.letter === null || kindOf(name).letter === said.letter);
  if (kind) return new NotAllowed(kindOf(kind).lifecycle.notYours(said ? written(said, kind) : ""));
  const other = kindOfLetter(said?.letter ?? "");
  const which = wanted.map((name) => `${kindOf(name).word}（${kindOf(name).letter}）`).join("、");
  const what = other ? `是${other.word}的号` : "不是我给的号";
  return new NotAllowed(`${said ? written(said) : ""} ${what}，这句要的是${which}的号。`);
}

/** So long the bot knows what its own messages spoke of. */
const quotesLast = 30 * mostAnswered;

const stands = ({ withdrawn_at }: RecordRow): boolean => withdrawn_at === null;

/** The records that the quoted message of the bot spoke of. */
export const quotedBy = async (
  message: Context["message"],
  context: Pick<Context, "tables" | "now">,
): Promise<RecordRow[]> => (await quotedAll(message, context)).filter(stands);

async function quotedAll(
  { chat, quote }: Context["message"],
  { tables, now }: Pick<Context, "tables" | "now">,
): Promise<RecordRow[]> {
  if (!quote) return [];
  const ids = await tables.outbox.recordsOf(chatKey(chat), quote, now - quotesLast);
  const rows = await Promise.all(ids.map((id) => tables.records.get(id)));
  return rows.filter((row) => row !== undefined);
}

/** What the quoted message of the bot spoke of, else what came of the message that was quoted, whoever typed it. */
export const pointedTo = async (
  message: Context["message"],
  context: Pick<Context, "tables" | "now">,
): Promise<RecordRow[]> => (await countedIn(message, context)).filter(stands);

/** The same as whoever reads the quoted message counts it: also what was withdrawn since, in the order it was said. */
export async function countedIn(
  message: Context["message"],
  context: Pick<Context, "tables" | "now">,
): Promise<RecordRow[]> {
  const { tables, now } = context;
  const said = await quotedAll(message, context);
  if (said.length > 0 || message.quote?.messageId === undefined) return said;
  const typed = await tables.inbox.findByPlatformId(chatKey(message.chat), message.quote.messageId);
  if (!typed || typed.received_at < now - quotesLast) return [];
  const causes = causesOf(typed.origin_key ?? typed.key);
  const made = await tables.records.causedBy((await tables.assignmentLists.sentOf(causes)) ?? causes);
  return made.sort((one, other) => one.number - other.number);
}

/** What rang last for somebody and waits for an answer, all of one moment. */
export async function rungLast(wanted: readonly KindName[], { actor, tables, now }: Context): Promise<RecordRow[]> {
  const rung = await tables.clocks.rungFor(actor.account, actor.person?.id ?? null, now - mostAnswered);
  const mine = rung.filter((row) => wanted.includes(row.kind));
  return mine.filter((row) => row.rung_at === mine[0]?.rung_at).reverse();
}

/** `O1 有好几个，是哪个？①新会镇 O1 ②石门镇 O1`; towns are named where the numbers are the same. */
export function which(why: string, rows: readonly RecordRow[], { order, places }: Context): Error {
  if (!order) throw new Error("a number is asked about outside a command");
  const oneTown = new Set(rows.map((row) => row.town_id)).size === 1;
  const choices = rows.slice(0, 9).map((row) => ({
    label: `${oneTown ? "" : `${places.get(row.town_id)?.name ?? ""} `}${numberOf(row)}`,
    order: { ...order, asked: order.asked + 1, chosen: { ...order.chosen, record: row.id } },
  }));
  const question = `${why}，是哪个？${listChoices(choices.map(({ label }) => label))}`;
  return new Ask(question, { kind: "choice", choices }, `${why}，请私聊我。`);
}
