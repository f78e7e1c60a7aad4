import type { Calendar } from "../../chinese/time/index.ts";
import type { KindName } from "../../ledger/kinds.ts";
import type { RecordRow } from "../../store/tables/records.ts";
import type { Tables } from "../../store/tables.ts";

/** What is said when the clocks of one owner's records of a kind strike in one minute. */
export type Ring = {
  readonly kind: KindName;
  /** it tells each owner in the same way and of nothing they share, so that those of many owners are written as one */
  readonly goesTogether?: true;
  /** rows as they were before they struck; tells whoever is to hear. Returns why nobody hears, or null */
  tell(rows: readonly RecordRow[], tables: Tables, now: number, calendar: Calendar): Promise<string | null>;
};
