import { type KindName, kindOf, numberOf } from "../../ledger/kinds.ts";
import type { Accused, RecordRow } from "../../store/tables/records.ts";
import type { Tables } from "../../store/tables.ts";
import type { Context } from "../context.ts";
import { chatKey } from "../message.ts";
import { type Order, sayingOf } from "../order.ts";
import type { PlaceValue } from "../reading/declare.ts";
import { here, type Reply, recorded } from "../reply.ts";
import { ownTown } from "./find.ts";
import { causesOf } from "./kept.ts";
import { keepPhotos } from "./photos.ts";

export const minute = 60_000;
/** The same words again within this are the same record. */
export const repeatWindow = 2 * minute;
/** A record can be taken back by its author for this long. */
export const undoWindow = 10 * minute;

/** Taken twice of an order: to look for the same words, and to keep them with the record. */
const taken = new WeakMap<Order, string>();

/** A keyed digest of what was said over all questions, by which a repetition is known without keeping the words. */
export function fingerprint({ order, tables }: Context): string {
  const known = order && taken.get(order);
  if (known) return known;
  const made = tables.records.fingerprint((order ? sayingOf(order) : "").normalize("NFKC").replace(/[\s\p{P}]/gu, ""));
  if (order) taken.set(order, made);
  return made;
}

/** `刚才已记 T214`, when this was just said in the same words and still stands. */
export async function alreadyKept(context: Context): Promise<Reply | null> {
  const { message, tables, now } = context;
  const row = await tables.records.repeated(
    message.sender.account,
    chatKey(message.chat),
    fingerprint(context),
    now - repeatWindow,
  );
  if (!row) return null;
  const text = `刚才已记 ${numberOf(row)}。`;
  return kindOf(row.kind).open ? here(text) : recorded(text, text);
}

export type Happening = {
  readonly kind: KindName;
  /** null: of no place; then it is numbered where its author works */
  readonly place: Pick<PlaceValue, "id" | "path" | "townId" | "also"> | null;
  readonly withPersonId?: string | null;
  readonly withName?: string;
  readonly day: string;
  /** the moment, when one was said */
  readonly at?: number | null;
  readonly category?: string;
  readonly sensitive?: boolean;
  readonly accused?: Accused;
  readonly text: string;
  readonly fields?: Readonly<Record<string, string | readonly string[]>>;
  /** the record it was lifted from */
  readonly originId?: string;
  /** whoever says it wants to know what becomes of it */
  readonly asks?: true;
  /** when its clock strikes for its author */
  readonly nextAt?: number;
};

type Field = string | readonly string[];

/** The labelled fields that were given. */
export const givenFields = (fields: Readonly<Record<string, Field | undefined>>): Record<string, Field> =>
  Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, Field] => entry[1] !== undefined));

type Numbered = { readonly id: string; readonly number: string };

/**
 * Writes a record with its number, and moves the coverage cells. `photos`: what is to be said of its pictures.
 * `hangsOnIt` writes what hangs on it and says of it `said`. The cells come last: on PostgreSQL whoever else writes in
 * that city waits from there to the commit.
 */
export async function keepRecord(
  what: Happening,
  context: Context,
  hangsOnIt?: (kept: Numbered) => Promise<string>,
): Promise<Numbered & { readonly photos: string; readonly said: string }> {
  const { message, actor, tables, now } = context;
  const { id, number: count } = await tables.records.add({
    kind: what.kind,
    town_id: what.place?.townId ?? ownTown(context),
    place_id: what.place?.id ?? null,
    chat: chatKey(message.chat),
    account: message.sender.account,
    author_id: actor.person?.id ?? null,
    with_person_id: what.withPersonId ?? null,
    with_name: what.withName ?? "",
    day: what.day,
    at: what.at ?? null,
    category: what.category ?? "",
    sensitive: what.sensitive ?? false,
    accused: what.accused ?? null,
    text: what.text,
    fields: { ...what.fields, ...alsoAt(what.place?.also) },
    fingerprint: fingerprint(context),
    cause: `${causesOf(message.key)}record`,
    created_at: now,
    ...(what.nextAt === undefined
      ? {}
      : {
          ...{ due_at: what.nextAt, next_at: what.nextAt },
          ...{ owner_account: message.sender.account, owner_id: actor.person?.id ?? null },
        }),
    ...(what.originId === undefined ? {} : { origin_id: what.originId }),
    ...(what.asks ? { asker_account: message.sender.account, asker_id: actor.person?.id ?? null } : {}),
  });
  const number = numberOf({ kind: what.kind, number: count });
  const photos = kindOf(what.kind).photos ? await keepPhotos({ id, sensitive: what.sensitive ?? false }, context) : "";
  const said = (await hangsOnIt?.({ id, number })) ?? "";
  if (kindOf(what.kind).counts && what.place) {
    const { path, also = [] } = what.place;
    if (also.length > 0)
      await tables.recordPlaces.set(
        id,
        also.map((place) => place.id),
      );
    const paths = [path, ...also.map((place) => place.path)] as const;
    await tables.coverage.add({ kind: what.kind, paths, personId: actor.person?.id ?? null, day: what.day });
  }
  return { id, number, photos, said };
}

/** The further places of a record that covers several stand with its labelled words. */
export const placesField = "places";
const alsoAt = (also: PlaceValue["also"] = []): Record<string, readonly string[]> =>
  also.length > 0 ? { [placesField]: also.map(({ id }) => id) } : {};

/** Ids of all places that a record covers. */
export function placesOf(row: RecordRow, tables: Pick<Tables, "records">): readonly string[] {
  if (row.place_id === null) return [];
  const also = row.fields === "" ? undefined : tables.records.openFields(row)[placesField];
  return [row.place_id, ...(also === undefined ? [] : typeof also === "string" ? [also] : also)];
}
