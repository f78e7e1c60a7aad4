import { setTimeout as sleep } from "node:timers/promises";
import { endTurn, type Held, piece, settleImport, takeTurn, undoImport } from "../bot/unfinished-import.ts";
import { newId } from "../store/engine/id.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import type { BadRow } from "./check.ts";
import type { Long } from "./packed.ts";
import { TableError } from "./table-error.ts";
import type { Written } from "./write.ts";

/** So many are written in one transaction: messages wait for no more than that. */
const together = 200;
/** Milliseconds between two of them at least: another process that waits for a SQLite file looks at it each 20. */
const gap = 25;
const giveWay = (): Promise<void> => sleep(gap);
/** A busy machine, or server, is left to others for a third of the time. */
const giveWayAfter = (taken: number): Promise<void> => sleep(Math.max(gap, taken / 2));

export type Order = {
  readonly store: Store;
  readonly now: () => number;
  readonly author: string;
  /** whose admin brings it in; "": everywhere */
  readonly placeId: string;
  readonly file: string;
  /** the draft that it was; null: there was none */
  readonly draft: string | null;
  /** asked in the transaction that begins it, where its turn has come: what it throws leaves nothing begun */
  readonly atBegin?: (tables: Tables) => Promise<void>;
  readonly onProgress?: (done: number, of: number) => void;
  /** what else becomes of it, under this id, in the transaction after which it stands; how much that was */
  readonly atEnd?: (tables: Tables, written: Written, id: string) => Promise<number>;
};

/** `left`: who was met by somebody else's hand since the file was read, and is not written. */
export type TakenIn = Written & { readonly left: readonly BadRow[] };

/** What differs from what is there, and how some of it is written, with what it was before (`import_changes`). */
export type Pieces<One> = {
  readonly kind: "people" | "places" | "pairings" | "ticks";
  /** which of its kind had ended before it was read */
  readonly ended: string;
  readonly all: Long<One>;
  /** whether some of them are away by it, or no more */
  readonly movesFigures?: (some: readonly One[]) => boolean;
  readonly write: (id: string, some: readonly One[], tables: Tables, now: number) => Promise<TakenIn>;
  /** in the transaction after which all of it stands */
  readonly atEnd?: (tables: Tables, written: Written, now: number) => Promise<void>;
};

/**
 * Writes a long file in short transactions between which messages are written. Until the last of them nothing is decided:
 * when it ends before, all is put back as it was, by itself or, after a kill, by whoever comes next.
 * @throws TableError while another is being written, or where one ended since this one was read
 */
export async function takeIn<One>(
  { kind, ended, all: good, movesFigures = () => false, write: writeSome, atEnd: settles }: Pieces<One>,
  order: Order,
): Promise<TakenIn> {
  const { store, now, onProgress = () => undefined, atEnd } = order;
  const id = order.draft ?? newId();
  const held: Held = { store, now, holder: id };
  const all = { added: 0, updated: 0, left: [] as BadRow[] };
  let done = 0;
  const write = (some: readonly One[]) => async (tables: Tables) => {
    const written = await writeSome(id, some, tables, now());
    await tables.imports.wrote(id, done + some.length);
    return { ...written, count: some.length };
  };
  const count = ({ added, updated, left, count }: Awaited<ReturnType<ReturnType<typeof write>>>) => {
    all.added += added;
    all.updated += updated;
    all.left.push(...left);
    done += count;
    onProgress(done, good.length);
  };
  const end = async (tables: Tables) => {
    await settles?.(tables, all, now());
    const ended = (await atEnd?.(tables, all, id)) ?? 0;
    // again without a change: it leaves no trace
    if (order.draft === null && all.added + all.updated + ended === 0) await tables.imports.forget(id);
    else await tables.imports.settle(id, all);
  };
  await store.write((tables) => begin({ id, kind, ended, total: good.length }, held, order, tables));
  try {
    while (done < good.length) {
      const begun = performance.now();
      const some = good.slice(done, done + together);
      count(await piece(held, write(some), movesFigures(some)));
      if (done < good.length) await giveWayAfter(performance.now() - begun);
    }
    await piece(held, end);
  } catch (error) {
    await takenBack(held, id);
    throw error;
  }
  await settleImport(held, id, giveWay);
  await piece(held, async (tables) => {
    await tables.imports.finish(id, all, now());
    await endTurn(held, tables);
  });
  return all;
}

async function takenBack(held: Held, id: string): Promise<void> {
  try {
    if (await piece(held, (tables) => tables.imports.giveUp(id, held.now()))) await undoImport(held, id, giveWay);
  } catch {
    // whoever comes next takes it back
  }
}

type Begun = { readonly id: string; readonly kind: string; readonly ended: string; readonly total: number };

async function begin({ id, kind, ended, total }: Begun, held: Held, order: Order, tables: Tables): Promise<void> {
  const [other] = await tables.imports.unfinished();
  if (other || !(await takeTurn(held, tables))) {
    const far = other && other.total > 0 ? `，写到${other.written}/${other.total}` : "";
    throw new TableError(`另一份表正在导入${far}：等它写完再导。它要是停了，一分钟内会自动退回去。`);
  }
  if ((await tables.imports.ended(kind)) !== ended)
    throw new TableError("刚刚另一份表导完了，或者退回去了，这一份没有导：再导一遍。");
  const { author, placeId, file, draft } = order;
  if (draft === null) {
    const row = { id, kind, author, place_id: placeId, created_at: held.now(), total };
    await tables.imports.begin(row, file);
  } else if (!(await tables.imports.beginDraft(id, total))) throw new TableError("这份表已经导过了。");
  await order.atBegin?.(tables);
}
