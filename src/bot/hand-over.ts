import type { Accused, RecordRow } from "../store/tables/records.ts";
import type { Context } from "./context.ts";
import type { Handing } from "./record/hands-to.ts";

/** Whoever raised a matter, and where they spoke. */
export type Asker = {
  readonly account: string;
  readonly person_id: string | null;
  readonly chat: string;
  readonly isGroup: boolean;
  /** nobody is told who it is */
  readonly isUnnamed: boolean;
};

/** One matter as it is handed over. */
export type Item = {
  readonly text: string;
  readonly owner: { readonly personId: string; readonly name: string };
  /** from which post to which */
  readonly handing: Handing;
  readonly dueAt: number;
  readonly helpers: readonly string[];
  readonly verifierId: string | null;
  readonly list: string;
  readonly origin: RecordRow | undefined;
  readonly part: number;
  readonly sensitive: boolean;
  readonly accused: Accused;
  /** who hands it over, where that is not whoever speaks */
  readonly by?: HandsIt;
  /** who asked for it, where it was lifted from no record */
  readonly asked?: readonly Asker[];
  /** belongs to this record and is told to nobody before it is released */
  readonly heldOf?: string;
};

/** Who hands something over; `called` as people do: `孙国华书记`. */
export type HandsIt = { readonly personId: string; readonly account: string; readonly called: string };

export type Handed = Item & {
  readonly id: string;
  readonly number: string;
  /** the owner's message found a way */
  readonly isHeard: boolean;
};

/** What one ledger does for all others: it hands matters over. */
export type HandsOver = {
  /** in one transaction: numbers in a row, one message per owner */
  handOver(items: readonly Item[], context: Context): Promise<readonly Handed[]>;
  /**
   * What was held goes out, one message per owner, and its clocks start; `texts`: what an owner hears instead of the
   * usual. @returns ids of owners nobody can reach
   */
  release(
    rows: readonly RecordRow[],
    context: Context,
    texts?: ReadonlyMap<string, string>,
  ): Promise<readonly string[]>;
};
