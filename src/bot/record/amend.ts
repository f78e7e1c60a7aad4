import { clip } from "../../chinese/privacy/clip.ts";
import { kindOf, kinds } from "../../ledger/kinds.ts";
import type { Fields, RecordChange, RecordRow } from "../../store/tables/records.ts";
import type { Context } from "../context.ts";
import { chatKey } from "../message.ts";
import { UserError } from "../user-error.ts";
import { type SaidNumber, spokenOf } from "./find.ts";
import { causesOf, keptOf } from "./kept.ts";
import { columnsBefore } from "./move.ts";
import { keepPromises, promiseIn } from "./promises.ts";
import { recount } from "./withdraw.ts";

/** What a record shall say instead; what is left out stays. */
export type Amendment = {
  readonly text?: string | undefined;
  /** labelled fields by their name in the record */
  readonly fields: Fields;
  readonly withName?: string | undefined;
  /** YYYY-MM-DD */
  readonly day?: string | undefined;
  readonly reason?: string | undefined;
};

export const amendWord = "更正";
const freely = 24 * 60 * 60_000;
const example = "例：更正 T214 问题：路灯坏了三盏";

/** Amends one's own record and says from what to what. Nothing of what stood there is lost. @throws UserError or Ask */
export async function amend(
  numbers: readonly SaidNumber[],
  amendment: Amendment,
  context: Context,
): Promise<{ readonly number: string; readonly text: string }> {
  const [row, ...others] = await spokenOf(
    numbers,
    { kinds: kinds.map(({ name }) => name), by: () => ["author"] },
    context,
  );
  if (!row || others.length > 0)
    throw new UserError(numbers.length > 0 ? `没有您记的这一条。发“查我的”看看。` : `没说更正哪一条。${example}`);
  const kept = keptOf(row, context.tables);
  if (context.now - row.created_at > freely && amendment.reason === undefined)
    throw new UserError(
      `${kept.number} 记了超过一天，要写原因。例：更正 ${kept.number} 问题：路灯坏了三盏；原因：记漏了`,
    );
  const { change, said } = changesOf(row, amendment, context);
  if (said.length === 0) throw new UserError(`没说改成什么。${example}`);
  await write(row, change, amendment, context);
  const promised = amendment.fields.promises === undefined ? "" : await promiseAnew(row, amendment, context);
  return { number: kept.number, text: `${kept.number} 更正了：${said.join("；")}。${promised}错了回“撤销”。` };
}

type Changed = { readonly change: RecordChange; readonly said: readonly string[] };

function changesOf(row: RecordRow, { text, fields, withName, day }: Amendment, { tables }: Context): Changed {
  const before = { text: tables.records.openText(row), fields: tables.records.openFields(row) };
  const after = { text: text ?? before.text, fields: { ...before.fields, ...fields } };
  const isSensitive =
    row.sensitive === 1 ||
    kindOf(row.kind).isSensitive?.(`${after.text}\n${JSON.stringify(after.fields)}`, category(after.fields, row)) ===
      true;
  const sealed = isSensitive || row.sealed === 1 ? 1 : 0;
  const words = (value: string) => tables.records.words({ sealed }, value);
  const rewritten = sealed !== row.sealed;
  const change: RecordChange = {
    ...(rewritten ? { sensitive: 1, sealed } : {}),
    ...(text === undefined && !rewritten ? {} : { text: words(after.text) }),
    ...(Object.keys(fields).length === 0 && !rewritten ? {} : { fields: words(JSON.stringify(after.fields)) }),
    ...(withName === undefined ? {} : { with_name: withName }),
    ...(day === undefined ? {} : { day }),
  };
  const step = (from: string, to: string) => (isSensitive ? "改好了" : `“${clip(from) || "没写"}”改成“${clip(to)}”`);
  const said = [
    ...(text === undefined ? [] : [step(before.text, text)]),
    ...Object.entries(fields).map(([name, value]) => step(joined(before.fields[name]), joined(value))),
    ...(withName === undefined ? [] : [step(row.with_name, withName)]),
    ...(day === undefined ? [] : [step(row.day, day)]),
  ];
  return { change, said };
}

const category = (fields: Fields, row: RecordRow): string => joined(fields.category) || row.category;

const joined = (value: string | readonly string[] | undefined): string =>
  value === undefined ? "" : typeof value === "string" ? value : value.join("、");

async function write(
  row: RecordRow,
  change: RecordChange,
  { day, reason }: Amendment,
  context: Context,
): Promise<void> {
  const { message, actor, tables, now } = context;
  if (!(await tables.records.change(row, change))) throw new UserError("刚被别人动过，请再看一下。");
  if (day !== undefined) await recount(row, day, tables);
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
  const record = { id: row.id, number: keptOf(row, tables).number, place: value, withName: row.with_name };
  const promises = fields.promises ?? [];
  const texts = typeof promises === "string" ? [promises] : promises;
  return keepPromises(
    texts.map((text) => promiseIn(text, context)),
    undefined,
    record,
    context,
  );
}
