import type { Context } from "../../src/bot/context.ts";
import { alikeOf } from "../../src/bot/record/alike.ts";
import { authorOf } from "../../src/bot/record/author.ts";
import { fieldWords } from "../../src/bot/record/field-words.ts";
import { is, type SaidNumber, townsOf, which, withInvolved, written } from "../../src/bot/record/find.ts";
import { undoWindow } from "../../src/bot/record/keep.ts";
import { numberWithTown, stateOf, whereOf } from "../../src/bot/record/line.ts";
import { mayRead } from "../../src/bot/record/may-read.ts";
import { groupNameOf, ownerChat } from "../../src/bot/record/owner-chat.ts";
import { progressOf } from "../../src/bot/record/progress.ts";
import { saidOnWord } from "../../src/bot/record/sentences.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { bound, clip } from "../../src/chinese/privacy/clip.ts";
import { dayOf, formatDateTime, formatDay } from "../../src/chinese/time/index.ts";
import { kindOf, kindOfLetter, numberOf } from "../../src/ledger/kinds.ts";
import type { Lifecycle } from "../../src/ledger/lifecycle.ts";
import type { HeldRecord } from "../../src/store/tables/involved.ts";

const mostWords = 120;
const shownSteps = 3;
/** One record in full, as far as this reader may see it. @throws UserError or Ask */
export async function card({ letter, number }: SaidNumber, context: Context): Promise<Reply> {
  const row = await readable({ letter, number }, context);
  const { tables, now } = context;
  const kind = kindOf(row.kind);
  const { deadline } = kind;
  const moves = await tables.moves.of(row.id);
  const state = kind.answered ? progressOf(row, moves, context) : stateOf(row);
  const people = await tables.people.names(
    [row.author_id, row.owner_id, ...moves.map((move) => move.person_id)].filter((id) => id !== null),
  );
  const name = (id: string | null) => (id === null ? "" : (people.get(id) ?? ""));
  const when = deadline ? row.due_at : (row.next_at ?? row.due_at);
  const chat = ownerChat(row);
  const whom =
    chat !== null ? await groupNameOf(chat, context) : row.owner_id === row.author_id ? "" : name(row.owner_id);
  const fields = fieldWords(tables.records.openFields(row));
  const isOwn = is(context.actor, "asker", row, context.places);
  const author = kind.open ? (isOwn ? "" : await authorOf(row, tables)) : name(row.author_id);
  const steps = moves
    .filter(({ word }) => word !== saidOnWord && (!isOnlyAsker(row, context) || isForAskers(kind.lifecycle, word)))
    .slice(-shownSteps)
    .map((move) => {
      const note = tables.moves.openNote(move);
      const who = isAskers(kind.lifecycle, move.word) ? "提出的人" : name(move.person_id);
      return `${formatDay(move.at, now)} ${who} ${move.word}${note ? `：${clip(note, 40)}` : ""}`;
    });
  const head = [
    numberWithTown(row, context),
    kind.open ? row.category || kind.word : kind.word,
    row.day && formatDay(row.day, now),
    whereOf(row, context),
    kind.open ? "" : row.with_name,
  ];
  const told = [
    ...(deadline?.owner && whom ? [`${deadline.owner} ${whom}`] : []),
    ...(when === null ? [] : [deadline ? `${formatDateTime(when, now)}${deadline.word}` : ringing(when, whom, now)]),
    ...(author === ""
      ? []
      : [kind.open ? `${author}${kind.answered ? "说的" : "发的"}` : `${author}${writtenLater(row, now)}记`]),
    ...(state === "" ? [] : [`${state}${await outcomeWords(row, tables)}`]),
  ];
  const text = [
    head.filter(Boolean).join(" "),
    bound(tables.records.openText(row), mostWords),
    ...(fields.length > 0 ? [fields.join("；")] : []),
    ...(told.length > 0 ? [told.join(" · ")] : []),
    ...steps,
    ...(await sameMatter(row, context)),
  ];
  const words = wordsFor(row, context);
  const actions = {
    words,
    number: written({ letter: kind.letter, number: row.number }),
    alwaysNumbered: true,
  } as const;
  return { ...privately(text.filter(Boolean).join("\n")), subject: row.id, ...(words.length > 0 ? { actions } : {}) };
}

const ringing = (at: number, whom: string, now: number): string =>
  `${formatDateTime(at, now)}${whom && ` 提醒${whom}`}`;

/** `办结（解决）`: what was done is not what was explained. */
async function outcomeWords(row: HeldRecord, tables: Context["tables"]): Promise<string> {
  const { outcome = null } = await tables.records.own(row);
  return outcome === null ? "" : `（${outcome === "solved" ? "解决" : "说明"}）`;
}

/** Who gave what back to whom, and why, is between those who act. */
const isForAskers = ({ moves }: Lifecycle, word: string): boolean =>
  moves.some((move) => move.word === word && (move.forAskers === true || move.by.every((by) => by === "asker")));

/** Of what was handed over: has nothing to do with it but to have asked. */
const isOnlyAsker = (row: HeldRecord, { actor, places }: Context): boolean =>
  row.involved !== undefined &&
  is(actor, "asker", row, places) &&
  !(["author", "owner", "assigner", "verifier", "helper", "secretary"] as const).some((by) =>
    is(actor, by, row, places),
  );

/** Whoever asked is not named to those who act on it. */
const isAskers = ({ moves }: Lifecycle, word: string): boolean =>
  moves.some((move) => move.word === word && move.by.every((by) => by === "asker"));

/** `11月21日补`: not on the day of which it tells. */
const writtenLater = (row: HeldRecord, now: number): string =>
  row.day !== "" && dayOf(row.created_at) > row.day ? `${formatDay(row.created_at, now)}补` : "";

/** What could be the same matter is offered to those who may join the two, never joined by itself. */
async function sameMatter(row: HeldRecord, context: Context): Promise<string[]> {
  if (!is(context.actor, "cadre", row, context.places)) return [];
  const [other] = await alikeOf(row, context.tables);
  if (!other) return [];
  const [number, into] = [numberOf(row), numberOf(other)];
  return [`像是同一件事：${into} ${clip(context.tables.records.openText(other))}。是就发：并入 ${number} ${into}`];
}

async function readable({ letter, number }: SaidNumber, context: Context): Promise<HeldRecord> {
  const said = written({ letter, number });
  const kind = letter === null ? undefined : kindOfLetter(letter);
  if (!kind) throw new UserError(`没有 ${said}：${letter ?? ""} 开头的号我还没有。发“查我的”看看。`);
  const chosen = context.order?.chosen.record;
  const towns = townsOf(context);
  const rows = await withInvolved(await context.tables.records.find(towns, [kind.name], number), context);
  const mine = rows
    .filter((row) => mayRead(row, context))
    .sort((one, other) => towns.indexOf(one.town_id) - towns.indexOf(other.town_id));
  const row = mine.length > 1 ? mine.find(({ id }) => id === chosen) : mine[0];
  if (mine.length > 1 && !row) throw which(`${said} 有好几个`, mine, context);
  if (!row) throw new UserError(`没有您能看的 ${said}。发“查我的”看您记过的。`);
  return row;
}

/** What this reader can say of it now. */
function wordsFor(row: HeldRecord, { actor, places, now }: Context): string[] {
  const { moves } = kindOf(row.kind).lifecycle;
  const open = moves.filter(
    ({ from, by }) => from.includes(row.state) && by.some((party) => is(actor, party, row, places)),
  );
  const isMine = is(actor, "author", row, places);
  const isFresh = now - row.created_at <= undoWindow;
  return [...open.map(({ word }) => word), ...(isMine ? ["更正"] : []), ...(isMine && isFresh ? ["撤销"] : [])];
}
