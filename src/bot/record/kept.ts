import { clip } from "../../chinese/privacy/clip.ts";
import type { Recurrence } from "../../chinese/time/index.ts";
import type { Kept } from "../../ledger/kind.ts";
import { numberOf } from "../../ledger/kinds.ts";
import type { RecordRow } from "../../store/tables/records.ts";
import type { Tables } from "../../store/tables.ts";

/** A row as the rules of its kind see it. */
export const keptOf = (row: RecordRow, tables: Pick<Tables, "records">): Kept => ({
  number: numberOf(row),
  state: row.state,
  gist: clip(tables.records.openText(row)),
  nextAt: row.next_at,
  rule: row.rule === null ? null : (JSON.parse(row.rule) as Recurrence),
});

/** What a message made or did hangs on its key: `MESSAGE#record`. */
export const causesOf = (messageKey: string): string => `${messageKey}#`;
/** `MESSAGE#`, from the cause of anything it made. */
export const siblingsOf = (cause: string): string => cause.slice(0, cause.lastIndexOf("#") + 1);
/** `MESSAGE#`, from the cause of one of several records that a message made: `MESSAGE#+2#record`. */
export const wholeOf = (cause: string): string => siblingsOf(cause).replace(/#\+\d+#$/, "#");
