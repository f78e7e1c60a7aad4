import type { Tables } from "../store/tables.ts";
import { type Plan, planOf } from "./plan.ts";
import type { Written } from "./write.ts";

type Kept<Own> = { readonly version: number; readonly own: Own };

/** Ways of doing something that come with the program, and a county's own in their place. */
export type Shelf<Own extends { readonly name: string }> = {
  /** what changes, in a plan */
  readonly column: string;
  readonly kept: (tables: Tables) => Promise<readonly Kept<Own>[]>;
  readonly shipped: (name: string) => { readonly version: number } | undefined;
  readonly words: (own: Own) => string;
  readonly put: (own: Own, version: number, tables: Tables) => Promise<void>;
};

export async function planOwn<Own extends { readonly name: string }>(
  { column, kept, words }: Shelf<Own>,
  rows: readonly Own[],
  tables: Tables,
): Promise<Plan> {
  const all = await kept(tables);
  return planOf(
    rows.map((row) => {
      const before = all.find(({ own }) => own.name === row.name);
      if (!before) return { of: row.name, changes: null };
      const [from, to] = [words(before.own), words(row)];
      return { of: row.name, changes: from === to ? [] : [[column, from, to] as const] };
    }),
  );
}

/** Another version each time it is another; what runs goes on by the one it began with. */
export async function writeOwn<Own extends { readonly name: string }>(
  { kept, shipped, words, put }: Shelf<Own>,
  rows: readonly Own[],
  tables: Tables,
): Promise<Written> {
  const all = await kept(tables);
  let [added, updated] = [0, 0];
  for (const row of rows) {
    const before = all.find(({ own }) => own.name === row.name);
    if (before && words(before.own) === words(row)) continue;
    await put(row, ((before ?? shipped(row.name))?.version ?? 0) + 1, tables);
    if (before) updated++;
    else added++;
  }
  return { added, updated };
}

/** Which of the county's own a whole file leaves out. */
export async function endingOwn<Own extends { readonly name: string }>(
  { kept }: Shelf<Own>,
  rows: readonly Own[],
  tables: Tables,
): Promise<readonly { id: string }[]> {
  const names = new Set(rows.map(({ name }) => name));
  return (await kept(tables)).flatMap(({ own }) => (names.has(own.name) ? [] : [{ id: own.name }]));
}
