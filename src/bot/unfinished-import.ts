import type { Store } from "../store/store.ts";
import type { PostsToReturn } from "../store/tables/import-changes.ts";
import type { Undone } from "../store/tables/import-undo.ts";
import type { Tables } from "../store/tables.ts";
import { giveBack, setDown, takeOver } from "./post.ts";

/** Whoever writes or takes back an import says so with each piece; after so many milliseconds without a word it is over. */
const silence = 30_000;
const lease = "import";
/** Changes put back in one transaction. */
const backAtOnce = 300;

/** Another process has it by now. */
class ImportLost extends Error {
  override readonly name = "ImportLost";
}

export type Held = { readonly store: Store; readonly now: () => number; readonly holder: string };

/** Imports are written, and taken back, one at a time. True where it is this one's turn, or still is. */
export const takeTurn = ({ now, holder }: Held, tables: Tables): Promise<boolean> =>
  tables.leases.take(lease, holder, now(), now() + silence);

export const endTurn = ({ holder }: Held, tables: Tables): Promise<void> => tables.leases.give(lease, holder);

/**
 * One short transaction of something long, in which nothing that others do meanwhile is seen. `movesFigures`: of people
 * who are away by it, or no more; what they say then comes before or after. @throws ImportLost
 */
export function piece<T>(held: Held, work: (tables: Tables) => Promise<T>, movesFigures = false): Promise<T> {
  return held.store.write(async (tables) => {
    await tables.importChanges.atOneMoment();
    if (movesFigures) await tables.tallies.hold();
    if (!(await takeTurn(held, tables))) throw new ImportLost("another process has this import");
    return work(tables);
  });
}

/** What its posts left behind before goes to whom it gave them; may be done again. */
export async function settleImport(held: Held, id: string, between: () => Promise<void>): Promise<void> {
  let after = "";
  for (;;) {
    const given = await piece(held, async (tables) => {
      const some = await tables.importChanges.givenPosts(id, after);
      for (const post of some?.posts ?? []) await takeOver(post, tables);
      return some;
    });
    if (!given) return;
    after = given.last;
    await between();
  }
}

/** What followed the posts that it gave and ended goes back with them, while all that it changed is still known. */
async function returnPosts(held: Held, id: string, between: () => Promise<void>): Promise<void> {
  const some = (work: (posts: PostsToReturn, tables: Tables) => Promise<void>) => (after: string) =>
    piece(held, async (tables) => {
      const posts = await tables.importChanges.postsToReturn(id, after);
      if (posts) await work(posts, tables);
      return posts;
    });
  // whoever is to hold one again takes it from its holder; only then is one that nobody held set down
  const opening = some(async (posts, tables) => {
    for (const post of posts.opening) await giveBack(post, tables);
  });
  const ending = some(async (posts, tables) => {
    for (const post of posts.ending) await setDown(post, tables);
  });
  for (const next of [opening, ending])
    for (let posts = await next(""); posts; posts = await next(posts.last)) await between();
}

/** Of an import that is `undoing`. */
export async function undoImport(held: Held, id: string, between: () => Promise<void>): Promise<Omit<Undone, "rest">> {
  await returnPosts(held, id, between);
  const used = await held.store.read.importChanges.usedOf(id);
  const movesFigures = await held.store.read.importChanges.changedPeople(id);
  const all: { back: number; kept: number; left: Record<string, number> } = { back: 0, kept: 0, left: {} };
  for (;;) {
    const { back, kept, left, rest } = await piece(
      held,
      async (tables) => {
        const undone = await tables.importChanges.undo(id, held.now(), used, backAtOnce);
        if (!undone.rest) {
          await tables.places.changed();
          await tables.imports.undone(id);
          await endTurn(held, tables);
        }
        return undone;
      },
      movesFigures,
    );
    all.back += back;
    all.kept += kept;
    for (const [table, count] of Object.entries(left)) all.left[table] = (all.left[table] ?? 0) + count;
    if (!rest) return all;
    await between();
  }
}

/** `written` of `total` stood there. `kept`: people and places that were of use by then. */
export type PutRight = {
  readonly id: string;
  readonly file: string;
  readonly became: "done" | "undone";
  /** it had been taken in, and was being taken back */
  readonly wasDone: boolean;
  readonly written: number;
  readonly total: number;
  readonly kept: number;
};

/**
 * Imports whose process ended: what was not written to its end is taken back, what was is gone on with. Those at which
 * somebody is, are left.
 */
export async function putImportsRight(
  { store, now, holder }: Held,
  between: () => Promise<void>,
): Promise<readonly PutRight[]> {
  const held = { store, now, holder: `right:${holder}` };
  const right: PutRight[] = [];
  const unfinished = await store.read.imports.unfinished();
  if (unfinished.length === 0) return right;
  for (const { id, file_sealed, written, total, done_at } of unfinished) {
    const state = await store.write(async (tables) => {
      if (!(await takeTurn(held, tables))) return null;
      await tables.imports.giveUp(id, now());
      return (await tables.imports.get(id))?.state ?? null;
    });
    if (state === null) return right;
    const file = store.read.imports.fileOf({ file_sealed });
    const facts = { id, file, written, total, wasDone: done_at !== null };
    if (state === "undoing") {
      const { kept } = await undoImport(held, id, between);
      right.push({ ...facts, became: "undone", kept });
    } else if (state === "settling") {
      await settleImport(held, id, between);
      await piece(held, async (tables) => {
        const row = await tables.imports.get(id);
        if (row) await tables.imports.finish(id, row, now());
      });
      right.push({ ...facts, became: "done", kept: 0 });
    }
  }
  await store.write((tables) => endTurn(held, tables));
  return right;
}
