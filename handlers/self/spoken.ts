import { z } from "zod";
import type { Context } from "../../src/bot/context.ts";
import { ownPlaceId } from "../../src/bot/context.ts";
import { Ask, listChoices, type Order } from "../../src/bot/order.ts";
import { argumentsOf, personArgument } from "../../src/bot/reading/declare.ts";
import { readPerson } from "../../src/bot/reading/person.ts";
import { placeValueOf } from "../../src/bot/reading/place.ts";
import type { Amendment } from "../../src/bot/record/amend.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { findPlace } from "../../src/chinese/names/index.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import type { Change } from "../../src/chinese/reader/change.ts";
import { dayOf, readTime } from "../../src/chinese/time/index.ts";
import { kindOf, numberOf } from "../../src/ledger/kinds.ts";
import type { Fields, RecordRow } from "../../src/store/tables/records.ts";

type Spoken = Omit<Amendment, "reason">;

/** What a spoken correction changes of a record. @throws UserError or Ask */
export async function spokenAmendment(change: Change, row: RecordRow, context: Context): Promise<Spoken> {
  if (change.kind === "replace") return replaced(change, row, context);
  const { to } = change;
  if (change.kind === "slot") {
    if (change.slot === "text") return { text: to, fields: {} };
    const found =
      change.slot === "person" ? await person(to, row, context, true) : known(to, row, context, change.slot);
    if (!found) throw new UserError(`没听懂“${clip(to)}”。例：日期是昨天、村是西卧牛`);
    return found;
  }
  const found = known(to, row, context) ?? (await person(to, row, context, false));
  if (found) return found;
  throw whichPart(to, row, context);
}

/** 不是路灯，是水管: where the first stands, there the second. */
async function replaced({ from, to }: { from: string; to: string }, row: RecordRow, context: Context): Promise<Spoken> {
  const { tables, places } = context;
  const text = tables.records.openText(row);
  if (from !== "" && row.with_name !== "" && (row.with_name.includes(from) || from.includes(row.with_name)))
    return (await person(to, row, context, true)) ?? { fields: {}, withName: to };
  const place = row.place_id === null ? undefined : places.get(row.place_id);
  const meant = findPlace(from, row.place_id, places.index);
  const isPlace = meant.kind === "one" && place?.path.startsWith(places.get(meant.value.id)?.path ?? "-");
  if (isPlace) {
    const there = known(to, row, context, "place");
    if (there) return there;
  }
  if (dayIn(from, context) === row.day && row.day !== "") {
    const day = known(to, row, context, "day");
    if (day) return day;
  }
  if (text.includes(from)) return { text: text.replace(from, to), fields: {} };
  const fields = tables.records.openFields(row);
  const holding = Object.entries(fields).filter(([, value]) => JSON.stringify(value).includes(from));
  if (holding.length > 0) {
    const swap = (value: string) => value.replace(from, to);
    const mended: Fields = Object.fromEntries(
      holding.map(([name, value]) => [name, typeof value === "string" ? swap(value) : value.map(swap)]),
    );
    return { fields: mended };
  }
  throw new UserError(
    `${numberOf(row)} 里没有“${clip(from)}”，没改。现在是：${`${row.with_name} ${clip(text, 40)}`.trim()}`,
  );
}

/** A place or a day that is all of the words. @throws NotAllowed */
export function known(to: string, row: RecordRow, context: Context, only?: "day" | "place"): Spoken | null {
  if (only !== "day" && row.place_id !== null) {
    const found = findPlace(to, row.place_id ?? ownPlaceId(context), context.places.index);
    const place = found.kind === "one" ? placeValueOf(found.value.id, context) : undefined;
    if (place) {
      if (kindOf(row.kind).counts) demand(context.actor, "keep record", place, kindOf(row.kind).word);
      return { fields: {}, place };
    }
  }
  const day = only === "place" || row.day === "" ? undefined : dayIn(to, context);
  return day === undefined ? null : { fields: {}, day };
}

/** The day that a text is, and nothing else. */
function dayIn(text: string, { message, calendar }: Context): string | undefined {
  const time = readTime(text, { sentAt: message.sentAt, use: "record", calendar });
  if (time.kind !== "day" && time.kind !== "moment") return undefined;
  const beside = text.slice(0, time.span.start) + text.slice(time.span.end);
  if (beside.replace(/[\s\p{P}的]|[谈聊说见办记弄]了?|走访|去|事/gu, "") !== "") return undefined;
  return time.kind === "day" ? time.day : dayOf(time.at);
}

const declared = { name: "更正", args: z.object({ person: personArgument("人") }) };

/** Somebody on the roster who is called so; as it was written where it must be somebody. */
async function person(to: string, row: RecordRow, context: Context, isSure: boolean): Promise<Spoken | null> {
  const { order } = context;
  const [argument] = argumentsOf(declared.args);
  if (!order || !argument || !kindOf(row.kind).counts) return null;
  const place = row.place_id === null ? undefined : placeValueOf(row.place_id, context);
  const example: readonly [string] = [`更正 ${numberOf(row)} 人：赫书记`];
  const occasion = { declared: { ...declared, examples: example }, order, context, isBare: false };
  const { value, rest } = await readPerson(to, argument, place, occasion);
  if (value && rest.trim() === "") return { fields: {}, withName: value.name, withPersonId: value.id };
  return isSure ? { fields: {}, withName: to, withPersonId: null } : null;
}

/** Neither place nor day nor anybody known: what of the record shall it be? */
function whichPart(to: string, row: RecordRow, { order }: Context): Error {
  if (!order) return new UserError(`没听懂“${clip(to)}”。`);
  const again = (fields: Order["fields"]): Order => {
    const { calledAs: _calledAs, ...plain } = order;
    return { ...plain, rest: numberOf(row), said: {}, fields, chosen: { record: row.id }, asked: order.asked + 1 };
  };
  const choices = [
    { label: `内容改成“${clip(to)}”`, order: again({ 内容: to }) },
    ...(kindOf(row.kind).counts ? [{ label: `人改成“${clip(to)}”`, order: again({ 人: to }) }] : []),
  ];
  const question = `${numberOf(row)} 的哪里？${listChoices(choices.map(({ label }) => label))}`;
  return new Ask(question, { kind: "choice", choices }, `说明改哪里，如：更正 ${numberOf(row)} 内容：${clip(to)}`);
}
