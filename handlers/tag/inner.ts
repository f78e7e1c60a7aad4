import type { Context } from "../../src/bot/context.ts";
import { namesIn } from "../../src/bot/record/accused-in.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

/** What is said under these may be of somebody. */
const ofPeople = /^清[345]$/u;

/** A record with a label, its words, and those on the roster whom they name. */
export type Seen = {
  readonly row: RecordRow;
  readonly text: string;
  readonly names: readonly string[];
  /** what is delicate, and under 清3 to 清5 whatever was said of somebody who is on the roster */
  readonly isInner: boolean;
};

/** Reads records with a label. Whoever is named need not live where it was said: names are asked for once for each town. */
export async function seen(rows: readonly RecordRow[], tag: string, context: Context): Promise<readonly Seen[]> {
  const { tables } = context;
  const texts = rows.map((row) => ({ row, text: tables.records.openText(row), path: townOf(row, context) }));
  const names = new Map<string, readonly string[]>();
  for (const path of new Set(texts.map((one) => one.path))) {
    const all = new Set(texts.flatMap((one) => (one.path === path ? namesIn(one.text) : [])));
    const people = await tables.roster.couldBeMeant([...all], path);
    names.set(path, [...new Set(people.map(({ name }) => name))]);
  }
  return texts.map(({ row, text, path }) => {
    const named = (names.get(path) ?? []).filter((name) => text.includes(name));
    const isOfPerson = ofPeople.test(tag) && (row.with_person_id !== null || named.length > 0);
    return { row, text, names: named, isInner: row.sensitive === 1 || row.accused !== "" || isOfPerson };
  });
}

const townOf = (row: RecordRow, { places }: Context): string =>
  (places.above(row.place_id ?? "", "town") ?? places.root())?.path ?? "/";

/** So many are read at once. */
const atOnce = 200;

type Where = { readonly path: string; readonly since: number; readonly until: number };

/** All with a label, however many. */
export async function everySeen(tag: string, where: Where, context: Context): Promise<readonly Seen[]> {
  const found: Seen[] = [];
  for (let offset = 0; ; offset += atOnce) {
    const rows = await context.tables.tags.of(tag, where, false, { limit: atOnce, offset });
    found.push(...(await seen(rows, tag, context)));
    if (rows.length < atOnce) return found;
  }
}

/** How many are nobody's business but those above. */
export async function innerOf(
  { tag, total, inner }: { readonly tag: string; readonly total: number; readonly inner: number },
  where: Where,
  context: Context,
): Promise<number> {
  if (!ofPeople.test(tag) || inner === total) return inner;
  return (await everySeen(tag, where, context)).filter(({ isInner }) => isInner).length;
}
