import { clip } from "../../chinese/privacy/clip.ts";
import { formatDateTime, formatDay } from "../../chinese/time/index.ts";
import { type KindName, kindOf, kinds, numberOf } from "../../ledger/kinds.ts";
import type { By } from "../../ledger/lifecycle.ts";
import type { Fields, RecordChange, RecordRow } from "../../store/tables/records.ts";
import type { Context } from "../context.ts";
import { chatKey } from "../message.ts";
import type { PlaceValue } from "../reading/declare.ts";
import { tell } from "../tell/tell.ts";
import { UserError } from "../user-error.ts";
import { accusedIn } from "./accused-in.ts";
import { columnsBefore } from "./carry-out.ts";
import { recount } from "./counted.ts";
import { type SaidNumber, spokenOf } from "./find.ts";
import { placesField } from "./keep.ts";
import { amendWord, causesOf, keptOf } from "./kept.ts";
import { keepPromises, promiseIn } from "./promises.ts";

/** What a record shall say instead; what is left out stays. */
export type Amendment = {
  readonly text?: string | undefined;
  /** labelled fields by their name in the record */
  readonly fields: Fields;
  /** stands behind what is there */
  readonly added?: string | undefined;
  readonly withName?: string | undefined;
  readonly withPersonId?: string | null | undefined;
  readonly place?: Pick<PlaceValue, "id" | "name"> | undefined;
  /** YYYY-MM-DD */
  readonly day?: string | undefined;
  readonly reason?: string | undefined;
  /** of what is to be done until then, epoch milliseconds */
  readonly dueAt?: number | undefined;
};

const freely = 24 * 60 * 60_000;
const example = "例：更正 T214 问题：路灯坏了三盏";

/** One's own record that numbers, or a quote, speak of. @throws UserError or Ask */
export async function ownRecord(numbers: readonly SaidNumber[], context: Context): Promise<RecordRow> {
  const all = kinds.map(({ name }) => name);
  const by = (kind: KindName): readonly By[] =>
    kindOf(kind).amendedUnder === undefined ? ["author", "assigner"] : ["author", "cadre"];
  const [row, ...others] = await spokenOf(numbers, { kinds: all, by }, context);
  if (!row || others.length > 0)
    throw new UserError(numbers.length > 0 ? `没有您记的这一条。发“查我的”看看。` : `没说更正哪一条。${example}`);
  return row;
}

/** Amends a record and says from what to what. Nothing of what stood there is lost. @throws UserError */
export async function amend(
  row: RecordRow,
  amendment: Amendment,
  context: Context,
): Promise<{ readonly number: string; readonly text: string }> {
  const number = numberOf(row);
  if (context.now - row.created_at > freely && amendment.reason === undefined)
    throw new UserError(`${number} 记了超过一天，要写原因。例：更正 ${number} 问题：路灯坏了三盏；原因：记漏了`);
  const isReworded = (amendment.text ?? amendment.added) !== undefined;
  const hidden = isReworded ? await hiddenFrom(row, textAfter(row, amendment, context), context) : {};
  const moved = await dueAfter(row, amendment, context);
  const { change, said: others } = changesOf(row, amendment, Object.keys(hidden).length > 0, context);
  const said = [...others, ...moved.said];
  if (said.length === 0) throw new UserError(`没说改成什么。${example}`);
  await write(row, { ...change, ...hidden, ...moved.change }, amendment, context);
  if (kindOf(row.kind).own) await tellOwner(row, said, context);
  const promised = amendment.fields.promises === undefined ? "" : await promiseAnew(row, amendment, context);
  return { number, text: `${number} 更正了：${said.join("；")}。${promised}错了回“撤销”。` };
}

/** Another deadline, with the clock that follows it. @throws UserError */
async function dueAfter(row: RecordRow, { dueAt }: Amendment, { tables, now, calendar }: Context): Promise<Changed> {
  if (dueAt === undefined) return { change: {}, said: [] };
  const { strikes } = kindOf(row.kind).lifecycle;
  if (!strikes || row.due_at === null) throw new UserError(`${numberOf(row)} 没有期限可改。`);
  if (dueAt <= now) throw new UserError(`${formatDateTime(dueAt, now)}已经过了。`);
  const next = strikes({ ...(await keptOf(row, tables)), dueAt }, now, calendar);
  const said = `期限“${formatDateTime(row.due_at, now)}”改成“${formatDateTime(dueAt, now)}”`;
  return { change: { due_at: dueAt, next_at: next }, said: [said] };
}

const isUntold = ({ kind, state }: RecordRow): boolean => kindOf(kind).lifecycle.states[state]?.isUntold === true;

/** Whoever has to act hears what it was and what it is, if they know of it. */
async function tellOwner(row: RecordRow, said: readonly string[], context: Context): Promise<void> {
  const { message, actor } = context;
  if (row.owner_id === null || row.owner_id === actor.person?.id || isUntold(row)) return;
  const text = `${actor.person?.name ?? message.sender.name}更正了 ${numberOf(row)}：${said.join("；")}。`;
  const cause = `${causesOf(message.key)}${amendWord} owner:${row.id}`;
  await tell({ to: { person: row.owner_id }, text, cause, subject: row.id, why: "others", private: true }, context);
}

/** With these words it accuses somebody: it is kept from them from now on. */
export async function hiddenFrom(
  row: RecordRow,
  words: string,
  where: Pick<Context, "tables" | "places">,
): Promise<RecordChange> {
  if (!kindOf(row.kind).open || row.place_id === null) return {};
  const found = await accusedIn(words, row.category, row.place_id, where);
  if (!found) return {};
  const before = row.accused.split(",").filter(Boolean);
  const ids = [...new Set([...before, ...found.personIds])];
  const sealed = { sensitive: 1, sealed: 1 } as const;
  return {
    ...sealed,
    text: where.tables.records.words(sealed, words),
    accused: `,${ids.map((id) => `${id},`).join("")}`,
  };
}

function textAfter(row: RecordRow, { text, added }: Pick<Amendment, "text" | "added">, { tables }: Context): string {
  const before = text ?? tables.records.openText(row);
  return added === undefined ? before : [before, added].filter(Boolean).join("\n");
}

type Changed = { readonly change: RecordChange; readonly said: readonly string[] };

function changesOf(row: RecordRow, amendment: Amendment, isHidden: boolean, context: Context): Changed {
  const { text, added, fields, withName, withPersonId, place, day } = amendment;
  const { tables, places } = context;
  const before = { text: tables.records.openText(row), fields: tables.records.openFields(row) };
  // another place takes the place of all that were said
  const { [placesField]: _also, ...ofOnePlace } = before.fields;
  const kept = place === undefined ? before.fields : ofOnePlace;
  const after = { text: textAfter(row, amendment, context), fields: { ...kept, ...fields } };
  const isSensitive =
    isHidden ||
    row.sensitive === 1 ||
    kindOf(row.kind).isSensitive?.(`${after.text}\n${JSON.stringify(after.fields)}`, category(after.fields, row)) ===
      true;
  const sealed = isSensitive || row.sealed === 1 ? 1 : 0;
  const words = (value: string) => tables.records.words({ sealed }, value);
  const rewritten = sealed !== row.sealed;
  const change: RecordChange = {
    ...(rewritten ? { sensitive: 1, sealed } : {}),
    ...(text === undefined && added === undefined && !rewritten ? {} : { text: words(after.text) }),
    ...(Object.keys(fields).length === 0 && kept === before.fields && !rewritten
      ? {}
      : { fields: words(JSON.stringify(after.fields)) }),
    ...(withName === undefined ? {} : { with_name: withName }),
    ...(withPersonId === undefined ? {} : { with_person_id: withPersonId }),
    ...(place === undefined ? {} : { place_id: place.id }),
    ...(day === undefined ? {} : { day }),
  };
  const changed = (from: string, to: string) => `“${from || "没写"}”改成“${to}”`;
  const step = (from: string, to: string) => (isSensitive ? "改好了" : changed(clip(from), clip(to)));
  const said = [
    ...(text === undefined ? [] : [step(before.text, text)]),
    ...(added === undefined ? [] : [isSensitive ? "补上了" : `补了“${clip(added)}”`]),
    ...Object.entries(fields).map(([name, value]) => step(joined(before.fields[name]), joined(value))),
    ...(withName === undefined ? [] : [step(row.with_name, withName)]),
    ...(place === undefined
      ? []
      : [changed(row.place_id === null ? "" : (places.get(row.place_id)?.name ?? ""), place.name)]),
    ...(day === undefined ? [] : [changed(formatDay(row.day, context.now), formatDay(day, context.now))]),
  ];
  return { change, said };
}

const category = (fields: Fields, row: RecordRow): string => joined(fields.category) || row.category;

const joined = (value: string | readonly string[] | undefined): string =>
  value === undefined ? "" : typeof value === "string" ? value : value.join("、");

async function write(row: RecordRow, change: RecordChange, { reason }: Amendment, context: Context): Promise<void> {
  const { message, actor, tables, now } = context;
  if (!(await tables.records.change(row, change))) throw new UserError("刚被别人动过，请再看一下。");
  await recount(row, change, tables);
  await tables.moves.add({
    record_id: row.id,
    at: now,
    account: message.sender.account,
    person_id: actor.person?.id ?? null,
    chat: chatKey(message.chat),
    word: amendWord,
    from_state: row.state,
    to_state: row.state,
    note: reason ?? null,
    before: columnsBefore(row, change),
    cause: `${causesOf(message.key)}${amendWord}:${row.id}`,
  });
  await tables.audit.add({
    at: now,
    account: message.sender.account,
    personId: actor.person?.id ?? null,
    action: amendWord,
    subject: row.id,
    ...(reason === undefined ? {} : { detail: reason }),
  });
}

/** New promises take the place of the old ones, whose clocks stop. */
async function promiseAnew(row: RecordRow, { fields }: Amendment, context: Context): Promise<string> {
  const { tables, places, now } = context;
  for (const part of await tables.records.of(row.id))
    if (part.next_at !== null) await tables.records.withdraw(part.id, now);
  const place = row.place_id === null ? undefined : places.get(row.place_id);
  if (!place || !kindOf(row.kind).counts) return "";
  const value = { id: place.id, name: place.name, path: place.path, townId: place.town_id, level: place.level };
  const record = { id: row.id, number: numberOf(row), place: value, withName: row.with_name };
  const promises = fields.promises ?? [];
  const texts = typeof promises === "string" ? [promises] : promises;
  return keepPromises(
    texts.map((text) => promiseIn(text, context)),
    undefined,
    record,
    context,
  );
}
